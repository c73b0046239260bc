import { describe, expect, it } from 'vitest'
import { askOver } from '../../../src/shell/store/claims/ask.ts'
import type { Claims } from '../../../src/shell/store/claims/claims.ts'
import {
  acceptReturn,
  forgetReturn,
  forgetTransfer,
  openSlice,
  type Return,
  receive,
  type Transfer,
  takeBack,
  takeFromPool,
} from '../../../src/shell/store/claims/moves.ts'
import { changeLimits, type Limits } from '../../../src/shell/store/claims/pools.ts'
import { settleTransfers } from '../../../src/shell/store/claims/settle.ts'
import { restOf, stockOf } from '../../../src/shell/store/claims/stock.ts'
import { shardOf } from '../../../src/shell/store/shards.ts'
import { gaugesOf } from './gauges.ts'
import { counted, freshMarket, granted } from './market.ts'
import { issue } from './market-offers.ts'

const { store, claims: all } = await freshMarket(2)
const claims = all[0] as Claims
const ask = askOver(store.pool)

/** Takes everything out of a pool for the slice of a shard. */
async function takeAll(offer: string, shard: number): Promise<Transfer> {
  const wanted = { uses: 1e9, budget: 0 }
  const taken = await takeFromPool(ask, { offer, shard, atLeast: wanted, wanted, oneIn: 1 })
  return taken as Transfer
}

const rest = async (offer: string) => restOf(await stockOf(ask, offer)).uses

/** Everybody claims: as many as there are uses, and some more. */
async function crowd(offer: string, buyers: number): Promise<Record<string, number>> {
  const answers = await Promise.all(
    Array.from({ length: buyers }, (_, n) =>
      (all[n % all.length] as Claims).claim({ buyer: `b${n}`, offer, key: 'k' }),
    ),
  )
  return counted(answers)
}

describe('a process that dies between a pool and a slice', () => {
  const stale = `update pool_transfers set left_at = left_at - interval '1 minute'`

  it.each<[string, (offer: string) => Promise<void>]>([
    ['has taken from the pool', async (offer) => void (await takeAll(offer, 1))],
    [
      'has opened the slice',
      async (offer) => {
        const { shard } = await takeAll(offer, 2)
        await openSlice(ask, shard, offer)
      },
    ],
    [
      'has received, and not forgotten',
      async (offer) => {
        const transfer = await takeAll(offer, 3)
        await openSlice(ask, 3, offer)
        await receive(ask, transfer)
      },
    ],
    [
      'has emptied a slice',
      async (offer) => {
        await fill(offer, 0)
        await takeBack(ask, { shard: 0, offer }, { uses: true, budget: true })
      },
    ],
    [
      'has brought back what was in a slice, and not forgotten',
      async (offer) => {
        await fill(offer, 0)
        const back = await takeBack(ask, { shard: 0, offer }, { uses: true, budget: true })
        await acceptReturn(ask, back as Return)
      },
    ],
  ])('%s: nothing is lost or given twice', async (name, die) => {
    for (const settled of [true, false]) {
      const offer = await issue(store, { id: `${name} ${settled}`, uses: 10 })
      await die(offer)
      // As if two seconds had passed: before, the transfer is left to the process that took it.
      await store.pool.query(stale)
      if (settled) {
        await settleTransfers(store)
        expect(await rest(offer)).toBe(10)
      }
      expect(await crowd(offer, 30)).toEqual({ granted: 10, exhausted: 20 })
      await settleTransfers(store, { graceSeconds: 0 })
      expect(await rest(offer)).toBe(0)
    }
  })

  it('leaves a transfer to the process that is at it, and then nobody is refused', async () => {
    const offer = await issue(store, { id: 'under way', uses: 1 })
    const transfer = await takeAll(offer, 1)
    const waiting = claims.claim({ buyer: 'patient', offer, key: 'k' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    await openSlice(ask, 1, offer)
    await receive(ask, transfer)
    await forgetTransfer(ask, transfer)
    granted(await waiting)
  })
})

/** All of an offer in the slice of one shard. */
async function fill(offer: string, shard: number): Promise<Transfer> {
  const transfer = await takeAll(offer, shard)
  await openSlice(ask, shard, offer)
  await receive(ask, transfer)
  await forgetTransfer(ask, transfer)
  return transfer
}

describe('what is told twice', () => {
  it('is received once, by a slice and by a pool', async () => {
    const offer = await issue(store, { id: 'twice', uses: 10 })
    const transfer = await fill(offer, 0)
    await receive(ask, transfer)
    await receive(ask, transfer)
    expect(await rest(offer)).toBe(10)
    const back = await takeBack(ask, { shard: 0, offer }, { uses: true, budget: false })
    await acceptReturn(ask, back as Return)
    await acceptReturn(ask, back as Return)
    await forgetReturn(ask, back as Return)
    await acceptReturn(ask, back as Return)
    expect(await rest(offer)).toBe(10)
  })
})

describe('the last uses', () => {
  it('are found in whatever slice they lie', async () => {
    for (const shard of [0, 1, 2, 3]) {
      const offer = await issue(store, { id: `hidden in ${shard}`, uses: 1 })
      await fill(offer, shard)
      const elsewhere = Array.from({ length: 100 }, (_, n) => `seeker${n}`).find(
        (buyer) => shardOf(buyer, store.shards) !== shard,
      )
      granted(await claims.claim({ buyer: elsewhere as string, offer, key: 'k' }))
    }
  })

  it('come back to those who ask after a release (fg.reject)', async () => {
    const offer = await issue(store, { id: 'back', obtain: 'code', uses: 1 })
    const reserve = (buyer: string) =>
      claims.reserve({ buyer, order: buyer, key: 'r', offers: [{ offer, amountMinor: 0 }] })
    expect(await reserve('first')).toMatchObject({ claims: [{ state: 'reserved' }] })
    expect(await reserve('second')).toMatchObject({ refusal: 'exhausted' })
    await claims.release({ buyer: 'first', order: 'first', key: 'l' })
    expect(await reserve('second')).toMatchObject({ claims: [{ state: 'reserved' }] })
    expect(await rest(offer)).toBe(0)
  })
})

describe('a limit that is changed', () => {
  const change = (offer: string, limits: Limits) =>
    store.db.transaction().execute(async (trx) => {
      await trx
        .updateTable('offers')
        .set({ uses_limit: limits.uses, budget_minor: limits.budget })
        .where('id', '=', offer)
        .execute()
      return changeLimits(trx, offer, limits)
    })

  it('upwards gives so many more', async () => {
    const offer = await issue(store, { id: 'raised', uses: 3 })
    expect(await crowd(offer, 10)).toEqual({ granted: 3, exhausted: 7 })
    expect(await change(offer, { uses: 5, budget: null })).toMatchObject({ uses: 2, usesOver: 0 })
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(await crowd(offer, 10)).toEqual({ granted: 5, exhausted: 5 })
  })

  it('downwards takes back what is not given, out of slices and from under way', async () => {
    const offer = await issue(store, { id: 'lowered', uses: 100 })
    expect(await crowd(offer, 20)).toEqual({ granted: 20 })
    const wanted = { uses: 5, budget: 0 }
    await takeFromPool(ask, { offer, shard: 2, atLeast: wanted, wanted, oneIn: 1_000 })
    expect(await change(offer, { uses: 30, budget: null })).toMatchObject({ usesOver: 0 })
    expect(await rest(offer)).toBe(10)
    expect(await crowd(offer, 60)).toEqual({ granted: 30, exhausted: 30 })
  })

  it('below what is given leaves nothing, and what comes back is not given again', async () => {
    const offer = await issue(store, { id: 'overdrawn', obtain: 'code', uses: 10 })
    const reserve = (n: number) =>
      claims.reserve({ buyer: `b${n}`, order: 'o', key: 'r', offers: [{ offer, amountMinor: 0 }] })
    for (let n = 0; n < 6; n++) expect(await reserve(n)).toHaveProperty('claims')
    expect(await change(offer, { uses: 4, budget: null })).toMatchObject({ uses: 0, usesOver: 2 })
    expect(await reserve(6)).toMatchObject({ refusal: 'exhausted' })
    for (let n = 0; n < 3; n++) await claims.release({ buyer: `b${n}`, order: 'o', key: 'l' })
    await settleTransfers(store)
    expect(await gaugesOf(store, offer)).toMatchObject({ uses: { given: 3, left: 1 } })
    await change(offer, { uses: 7, budget: null })
    expect(await gaugesOf(store, offer)).toMatchObject({ uses: { given: 3, left: 4 } })
  })

  it('where there was none counts from then on', async () => {
    const offer = await issue(store, { id: 'from now on' })
    expect(await crowd(offer, 5)).toEqual({ granted: 5 })
    await change(offer, { uses: 2, budget: null })
    const more = await Promise.all(
      ['x', 'y', 'z'].map((buyer) => claims.claim({ buyer, offer, key: 'k' })),
    )
    expect(counted(more)).toEqual({ granted: 2, exhausted: 1 })
  })

  it('of money works alike', async () => {
    const offer = await issue(store, { id: 'money', obtain: 'code', budget: 1_000 })
    const reserve = (buyer: string, amountMinor: number) =>
      claims.reserve({ buyer, order: 'o', key: 'r', offers: [{ offer, amountMinor }] })
    expect(await reserve('a', 600)).toHaveProperty('claims')
    expect(await change(offer, { uses: null, budget: 500 })).toMatchObject({ budgetOver: 100 })
    expect(await reserve('b', 1)).toMatchObject({ refusal: 'budget-spent' })
    await claims.release({ buyer: 'a', order: 'o', key: 'l' })
    await settleTransfers(store)
    expect(await gaugesOf(store, offer)).toMatchObject({ budget: { given: 0, left: 500 } })
    expect(await reserve('b', 501)).toMatchObject({ refusal: 'budget-spent' })
    expect(await reserve('b', 500)).toHaveProperty('claims')
  })
})

describe('money of a budget', () => {
  it('is drawn exactly, whoever asks at once (fg.reject)', async () => {
    const offer = await issue(store, { id: 'drawn', obtain: 'code', budget: 10_000 })
    const amounts = Array.from({ length: 120 }, (_, n) => 50 + ((n * 37) % 300))
    const answers = await Promise.all(
      amounts.map((amountMinor, n) =>
        (all[n % 2] as Claims).reserve({
          buyer: `b${n}`,
          order: 'o',
          key: 'k',
          offers: [{ offer, amountMinor }],
        }),
      ),
    )
    const drawn = amounts.filter((_, n) => 'claims' in (answers[n] as object))
    const sum = drawn.reduce((all, one) => all + one, 0)
    const refused = amounts.filter((_, n) => !('claims' in (answers[n] as object)))
    expect(sum).toBeLessThanOrEqual(10_000)
    // Nobody was refused whose amount would still have fitted in.
    expect(10_000 - sum).toBeLessThan(Math.min(...refused))
    expect(await gaugesOf(store, offer)).toMatchObject({
      budget: { given: sum, left: 10_000 - sum },
    })
  })
})
