import { describe, expect, it, vi } from 'vitest'
import { isRefusal } from '../../../src/core/offers/refusals.ts'
import { earnCoins } from '../../../src/shell/store/coins/earning.ts'
import {
  giveBackCoins,
  releaseCoins,
  reserveCoins,
  spendCoins,
} from '../../../src/shell/store/coins/payments.ts'
import { coinsHeld } from '../../../src/shell/store/coins/wallet.ts'
import { PATIENCE } from '../../core/draws.ts'
import { freshStore } from '../database.ts'
import { balancesOf, giveCoins, trialOf } from './purses.ts'

vi.setConfig(PATIENCE)

const store = await freshStore({ connections: 30 })
const times = <T>(count: number, act: (place: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, place) => act(place)))

describe('many at once on the same coins', () => {
  it('earn once for one occasion, whoever tells of it', async () => {
    const order = { rule: 'order-completed', reference: 'o1', spentMinor: 10_000, currency: 'USD' }
    const answers = await times(30, () => earnCoins(store, { buyer: 'one', ...order }))
    expect(answers.filter((answer) => 'replayed' in answer && !answer.replayed)).toHaveLength(1)
    expect(new Set(answers.map((answer) => 'entry' in answer && answer.entry?.number))).toEqual(
      new Set([1]),
    )
    expect(await coinsHeld(store, 'one')).toBe(100)
  })

  it('spend what is there and no more: of thirty orders of 100 coins ten find theirs', async () => {
    await giveCoins(store, { buyer: 'ten', coins: 1_000 })
    const answers = await times(30, (place) =>
      reserveCoins(store, { buyer: 'ten', payment: `o${place}`, coins: 100 }),
    )
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(10)
    expect(await coinsHeld(store, 'ten')).toBe(0)
  })

  it('use platform coins once on a product, whichever order is first (tc.18.a.i.1)', async () => {
    await giveCoins(store, { buyer: 'product', coins: 1_000 })
    const products = [{ store: 's', listing: 'l' }]
    const answers = await times(20, (place) =>
      spendCoins(store, { buyer: 'product', payment: `o${place}`, coins: 10, products }),
    )
    expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1)
    expect(await coinsHeld(store, 'product')).toBe(990)
  })

  it('pay, cancel and refund one payment with one outcome (tc.18.b)', async () => {
    await times(12, async (place) => {
      const order = { buyer: `duel-${place}`, payment: 'o1', coins: 100 }
      await giveCoins(store, { buyer: order.buyer, coins: 100 })
      await reserveCoins(store, order)
      const back = () => giveBackCoins(store, { ...order, bought: 2, back: 2 })
      const acts = [() => spendCoins(store, order), () => releaseCoins(store, order), back, back]
      await Promise.all(acts.map((act) => act()))
      expect([0, 100]).toContain(await coinsHeld(store, order.buyer))
    })
  })

  it('leave the books in order, and nothing made of nothing', async () => {
    const trial = await trialOf(store)
    expect(trial.faults).toEqual([])
    const { issued = 0, ...others } = balancesOf(trial)
    expect(Object.values(others).reduce((sum, one) => sum + one, 0)).toBe(-issued)
  })
})
