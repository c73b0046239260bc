import { describe, expect, it, vi } from 'vitest'
import { giveBackCoins, spendCoins } from '../../../src/shell/store/coins/payments.ts'
import { coinsHeld } from '../../../src/shell/store/coins/wallet.ts'
import {
  freezeMoney,
  postConfirmations,
  postReleases,
} from '../../../src/shell/store/money/order-acts.ts'
import { payOut } from '../../../src/shell/store/money/pay-outs.ts'
import { postPayment } from '../../../src/shell/store/money/payments.ts'
import { orderStatement } from '../../../src/shell/store/money/reading.ts'
import { refund, refunds } from '../../../src/shell/store/money/refunds.ts'
import { reimburse } from '../../../src/shell/store/money/reimbursements.ts'
import { PATIENCE } from '../../core/draws.ts'
import { giveCoins } from '../coins/purses.ts'
import { freshStore } from '../database.ts'
import { balancesOf, buy, CART, deliver, first, second, TEN, trials, within } from './shop.ts'

vi.setConfig(PATIENCE)

const store = await freshStore({ connections: 40 })
const times = <T>(count: number, act: (place: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, place) => act(place)))
const isFresh = (answer: object) => 'replayed' in answer && !answer.replayed

const PIECE = { cause: 'return', lines: [{ line: 'a', quantity: 1 }] } as const

describe('forty at once on one order', () => {
  it('refund ten pieces of ten, each once, and exactly what was paid (tc.8)', async () => {
    const key = first(await buy(store, { buyer: 'ten', input: TEN }))
    const answers = await times(40, (place) =>
      within(store, (work) =>
        refund(work, { ...key, ...PIECE, occasion: `${place}`, key: `${place}` }),
      ),
    )
    expect(answers.filter(isFresh)).toHaveLength(10)
    expect(answers.filter((one) => 'refusal' in one)).toHaveLength(30)
    const { money, refunds: granted } = (await orderStatement(store, key)) ?? {}
    expect(money).toMatchObject({ escrow: 0, returned: 10_000, due: 10_000 })
    expect(granted?.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('with one key, or for one occasion, refund once', async () => {
    const key = first(await buy(store, { buyer: 'once', input: TEN }))
    const answers = await times(40, (place) =>
      within(store, (work) =>
        refund(work, { ...key, ...PIECE, occasion: 'o', key: place % 2 ? 'same' : `${place}` }),
      ),
    )
    expect(answers.filter(isFresh)).toHaveLength(1)
    expect((await orderStatement(store, key))?.money.returned).toBe(1_000)
  })

  it('pay one payment once', async () => {
    const { buyer, checkout, orders } = await buy(store, { buyer: 'verified' })
    const told = Object.entries(orders).map(([place, order]) => ({ place, order: `${order}x` }))
    const answers = await times(40, () =>
      within(store, (work) => postPayment(work, { buyer, checkout, orders: told })),
    )
    expect(answers.filter((one) => one.orders.every(({ replayed }) => !replayed))).toHaveLength(1)
  })

  it('pay a refund out once', async () => {
    const key = first(await buy(store, { buyer: 'paid once', input: TEN }))
    await within(store, (work) =>
      refund(work, { ...key, ...PIECE, occasion: 'o', key: 'k', lines: 'all' }),
    )
    const answers = await times(40, (place) =>
      within(store, (work) => payOut(work, { ...key, number: 1, reference: `p${place}` })),
    )
    expect(answers.filter(isFresh)).toHaveLength(1)
  })

  it('confirm, release, refund, freeze and reimburse with nothing made or lost (bp.d.secure, bp.d.paypal)', async () => {
    await times(6, async (round) => {
      const key = first(await buy(store, { buyer: `duel ${round}`, input: TEN }))
      const occasion = (place: number) => ({ occasion: `${place}`, key: `${place}` })
      const acts = [
        () => within(store, (work) => postConfirmations(work, [{ ...key, lines: 'all' }])),
        () => within(store, (work) => postReleases(work, [key])),
        () => within(store, (work) => freezeMoney(work, { ...key, dispute: 'd' })),
        () => within(store, (work) => reimburse(work, { ...key, claim: 'c', amount: 4_000 })),
      ]
      await times(40, async (place) => {
        const act = place % 4 === 0 ? acts[(place / 4) % acts.length] : undefined
        if (act) return act()
        return within(store, (work) => refund(work, { ...key, ...PIECE, ...occasion(place) }))
      })
      const money = (await orderStatement(store, key))?.money
      expect(money?.returned).toBeLessThanOrEqual(10_000)
      const { escrow = 0, pending = 0, released = 0, returned = 0 } = money ?? {}
      expect(escrow + pending + released + returned).toBe(10_000)
    })
  })
})

describe('the orders of one checkout, refunded at once', () => {
  it('bring its coins back once, with the last piece, and not before (tc.18.b)', async () => {
    const coins = { id: 'coins', kind: 'coins', funder: 'platform', benefit: { off: 100 } } as const
    const input = {
      ...CART,
      lines: CART.lines.map((line) => ({ ...line, quantity: 2 })),
      offers: [...CART.offers, { ...coins, coins: { required: 50 } }],
    }
    // One after the other: who delivers passes over what others are delivering.
    for (let round = 0; round < 8; round++) {
      const buyer = `coins ${round}`
      await giveCoins(store, { buyer, coins: 100, at: new Date('2026-05-01T00:00:00Z') })
      const bought = await buy(store, { buyer, input })
      const payment = bought.checkout
      const spent = { buyer, payment, coins: 50, at: new Date('2026-05-07T19:00:00Z') }
      await spendCoins(store, spent)
      const asks = [
        [first(bought), 'a'],
        [first(bought), 'b'],
        [second(bought), 'c'],
      ] as const
      const occasion = (place: number) => ({ occasion: `${place}`, key: `${place}` })
      const ask = (place: number) => {
        const [key, line] = asks[place % 3] as (typeof asks)[number]
        const lines = [{ line, quantity: 1 }]
        return within(store, (work) =>
          refund(work, { ...key, cause: 'return', ...occasion(place), lines }),
        )
      }
      const answers = await times(5, ask)
      await deliver(store)
      expect(await coinsHeld(store, buyer, new Date('2026-06-20T19:00:00Z'))).toBe(50)
      answers.push(await ask(5))
      expect(answers.filter((one) => 'refund' in one && one.refund.record.coins > 0)).toHaveLength(
        1,
      )
      await deliver(store)
      expect(await coinsHeld(store, buyer, new Date('2026-06-20T19:00:00Z'))).toBe(100)
      expect(await giveBackCoins(store, { buyer, payment, bought: 1, back: 1 })).toMatchObject({
        replayed: true,
      })
    }
  })

  it('each see what the other gives back: one of the two is the last (tc.18.b)', async () => {
    const coins = { id: 'coins', kind: 'coins', funder: 'platform', benefit: { off: 100 } } as const
    const input = { ...CART, offers: [...CART.offers, { ...coins, coins: { required: 50 } }] }
    const all = { cause: 'cancellation', occasion: 'c', key: 'c', lines: 'all' } as const
    for (let round = 0; round < 20; round++) {
      const bought = await buy(store, { buyer: `last ${round}`, input })
      const answers = await Promise.all(
        [first(bought), second(bought)].map((key) =>
          within(store, (work) => refund(work, { ...key, ...all })),
        ),
      )
      const back = answers.map((one) => ('refund' in one ? one.refund.record.coins : null))
      expect(back.toSorted()).toEqual([0, 50])
    }
    await store.pool.query(`delete from outbox where topic = 'coins-back'`)
  })

  it('in batches that overlap never wait for each other in a circle', async () => {
    const bought = await Promise.all(
      Array.from({ length: 12 }, (_, place) =>
        buy(store, { buyer: 'batcher', checkout: `batch ${place}` }),
      ),
    )
    const keys = bought.flatMap((one) => [first(one), second(one)])
    const cancel = {
      cause: 'missed-shipping',
      occasion: 'late',
      key: 'late',
      lines: 'all',
    } as const
    const answers = await times(10, (round) => {
      const mine = keys.filter((_, place) => (place * 7 + round) % 3 > 0)
      if (round % 2) mine.reverse()
      const asked = mine.map((key) => ({ ...key, ...cancel }))
      return within(store, (work) => refunds(work, asked))
    })
    expect(answers.flat().filter(isFresh)).toHaveLength(24)
    expect(answers.flat().every((one) => 'refund' in one)).toBe(true)
  })
})

it('all that leaves the books in order', async () => {
  await deliver(store)
  const [orders, sellers] = await trials(store)
  expect([...orders.faults, ...sellers.faults]).toEqual([])
  expect((balancesOf(orders).released ?? 0) + (balancesOf(sellers).released ?? 0)).toBe(0)
})
