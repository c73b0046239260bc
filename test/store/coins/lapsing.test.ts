import { describe, expect, it, vi } from 'vitest'
import { sweepLapsedCoins } from '../../../src/shell/store/coins/lapsing.ts'
import {
  giveBackCoins,
  releaseCoins,
  reserveCoins,
  spendCoins,
} from '../../../src/shell/store/coins/payments.ts'
import { coinStatement, coinsHeld } from '../../../src/shell/store/coins/wallet.ts'
import { PATIENCE } from '../../core/draws.ts'
import { freshStore } from '../database.ts'
import { balancesOf, giveCoins, trialOf } from './purses.ts'

vi.setConfig(PATIENCE)

const EARNED = new Date('2026-05-07T19:00:00Z')
/** Coins last 365 days, through the day on which they lapse: to 00:00 Pacific of the day after. */
const LAPSE = new Date('2027-05-08T07:00:00Z')
const day = (days: number) => new Date(EARNED.getTime() + days * 86_400_000)
const justBefore = (at: Date) => new Date(at.getTime() - 1)

describe('coins that lapse (tc.6)', () => {
  it('are gone at that instant, whether a sweep came by or not', async () => {
    const store = await freshStore()
    await giveCoins(store, { buyer: 'a', coins: 100, at: EARNED })
    await giveCoins(store, { buyer: 'a', coins: 50, at: day(10), reference: 'later' })
    expect(await coinsHeld(store, 'a', justBefore(LAPSE))).toBe(150)
    expect(await coinsHeld(store, 'a', LAPSE)).toBe(50)
    const order = { buyer: 'a', payment: 'o1', coins: 60 }
    expect(await spendCoins(store, { ...order, at: LAPSE })).toMatchObject({
      refusal: 'not-enough-coins',
    })
    // The act that was refused has let them go, at their own instant.
    const { entries } = await coinStatement(store, { buyer: 'a', at: LAPSE })
    expect(entries[0]).toMatchObject({ cause: 'expire', amount: 100, heldAfter: 50, at: LAPSE })
    expect(await sweepLapsedCoins(store, LAPSE)).toBe(0)
    expect(await sweepLapsedCoins(store, day(400))).toBe(1)
    expect(balancesOf(await trialOf(store))).toEqual({ issued: -150, held: 0, expired: 150 })
  })

  it('read the same after a long silence as after a sweep a day', async () => {
    const [swept, silent] = await Promise.all([freshStore(), freshStore()])
    for (const store of [swept, silent]) {
      for (const days of [0, 3, 5]) {
        await giveCoins(store, { buyer: 'a', coins: 10, at: day(days), reference: `${days}` })
      }
    }
    for (let days = 360; days < 375; days++) await sweepLapsedCoins(swept, day(days))
    await sweepLapsedCoins(silent, day(900))
    const statements = await Promise.all(
      [swept, silent].map((store) => coinStatement(store, { buyer: 'a' })),
    )
    expect(statements[0]).toEqual(statements[1])
    expect(statements[0]?.entries).toHaveLength(6)
  })

  it('do not lapse while an order has them, and do when it gives them back', async () => {
    const store = await freshStore()
    const order = { buyer: 'a', payment: 'o1', coins: 70 }
    await giveCoins(store, { buyer: 'a', coins: 100, at: EARNED })
    await reserveCoins(store, { ...order, at: justBefore(LAPSE) })
    await sweepLapsedCoins(store, LAPSE)
    expect(await coinsHeld(store, 'a', LAPSE)).toBe(0)
    expect(await spendCoins(store, { ...order, at: LAPSE })).toMatchObject({ held: 0 })
    // All is refunded: what comes back has lapsed meanwhile, and is no longer good (tc.18.b, tc.6).
    await giveBackCoins(store, { ...order, bought: 1, back: 1, at: day(400) })
    expect(await coinsHeld(store, 'a', day(400))).toBe(0)
    expect(await sweepLapsedCoins(store, day(400))).toBe(1)
    expect((await trialOf(store)).faults).toEqual([])
  })

  it('lengthen no validity by an order that is cancelled', async () => {
    const store = await freshStore()
    const order = { buyer: 'a', payment: 'o1', coins: 100 }
    await giveCoins(store, { buyer: 'a', coins: 100, at: EARNED })
    await reserveCoins(store, { ...order, at: day(1) })
    await releaseCoins(store, { ...order, at: day(2) })
    expect(await coinsHeld(store, 'a', justBefore(LAPSE))).toBe(100)
    expect(await coinsHeld(store, 'a', LAPSE)).toBe(0)
  })

  it('are swept by any number of sweeps at once, each once', async () => {
    const store = await freshStore()
    const buyers = Array.from({ length: 120 }, (_, place) => `b${place}`)
    await Promise.all(buyers.map((buyer) => giveCoins(store, { buyer, coins: 5, at: EARNED })))
    const sweeps = Array.from({ length: 6 }, () => sweepLapsedCoins(store, LAPSE))
    const visited = await Promise.all(sweeps)
    expect(visited.reduce((sum, one) => sum + one, 0)).toBe(120)
    const trial = await trialOf(store)
    expect(trial.faults).toEqual([])
    expect(balancesOf(trial)).toEqual({ issued: -600, held: 0, expired: 600 })
  })
})
