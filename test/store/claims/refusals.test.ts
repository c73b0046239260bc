import { describe, expect, it } from 'vitest'
import type { ClaimAsked } from '../../../src/shell/store/claims/asked.ts'
import type { Claims } from '../../../src/shell/store/claims/claims.ts'
import { shardOf } from '../../../src/shell/store/shards.ts'
import { freshMarket, granted, reasonOf } from './market.ts'
import { issue, type TestOffer } from './market-offers.ts'

const AT = new Date('2026-05-10T12:00:00Z')
const { store, claims: all } = await freshMarket(1)
const claims = all[0] as Claims

async function addBuyer(
  id: string,
  facts: { country?: string; orders_placed?: number; disqualified_at?: Date },
): Promise<void> {
  const shard = shardOf(id, store.shards)
  await store.db
    .insertInto('buyers')
    .values({ shard, id, country: null, disqualified_at: null, ...facts })
    .execute()
}

await addBuyer('old', { orders_placed: 1, country: 'DE' })
await addBuyer('fresh', { orders_placed: 0, country: 'US' })
await addBuyer('barred', { disqualified_at: AT, country: 'US' })

type Asker = Pick<ClaimAsked, 'buyer' | 'source'>

describe('why a claim is refused', () => {
  it.each<[string | null, string, Omit<TestOffer, 'id'>, Asker]>([
    [null, 'nothing is against it', {}, { buyer: 'anybody' }],
    ['not-claimable', 'it applies by itself (cp.1)', { obtain: 'automatic' }, { buyer: 'anybody' }],
    ['not-claimable', 'it is given, not taken (cp.1)', { obtain: 'trigger' }, { buyer: 'anybody' }],
    [
      null,
      'it is given by what may give it',
      { obtain: 'trigger' },
      { buyer: 'anybody', source: 'trigger' },
    ],
    [
      'ended',
      'its promotion was stopped (tc.20)',
      { endedAt: '2026-05-10T12:00:00Z' },
      { buyer: 'anybody' },
    ],
    [
      null,
      'it is to be stopped later',
      { endedAt: '2026-05-10T12:00:00.001Z' },
      { buyer: 'anybody' },
    ],
    [
      'not-started',
      'it cannot be claimed yet (cp.1)',
      { claimFrom: '2026-05-10T12:00:00.001Z' },
      { buyer: 'anybody' },
    ],
    [null, 'the window opens now', { claimFrom: '2026-05-10T12:00:00Z' }, { buyer: 'anybody' }],
    [
      'claim-over',
      'the window closes now (cp.1)',
      { claimUntil: '2026-05-10T12:00:00Z' },
      { buyer: 'anybody' },
    ],
    [
      'claim-over',
      'it would be void at once (tc.6)',
      { usableUntil: '2026-05-10T12:00:00Z' },
      { buyer: 'anybody' },
    ],
    [
      null,
      'it is collected before it can be used',
      { usableFrom: '2026-06-01T00:00:00Z' },
      { buyer: 'anybody' },
    ],
    ['disqualified', 'the buyer is shut out (cp.11)', {}, { buyer: 'barred' }],
    [
      'not-new-buyer',
      'the buyer has ordered before (fg.types)',
      { newBuyersOnly: true },
      { buyer: 'old' },
    ],
    [null, 'the buyer is new (fg.types)', { newBuyersOnly: true }, { buyer: 'fresh' }],
    [null, 'the buyer is not known, and so new', { newBuyersOnly: true }, { buyer: 'anybody' }],
    ['wrong-country', 'it is for others (tc.4)', { countries: ['US', 'CA'] }, { buyer: 'old' }],
    [null, 'it is for the buyer too (tc.4)', { countries: ['US', 'CA'] }, { buyer: 'fresh' }],
    [
      'wrong-country',
      'nobody knows where the buyer is',
      { countries: ['US'] },
      { buyer: 'anybody' },
    ],
    [null, 'it is for all countries', { countries: [] }, { buyer: 'old' }],
    ['exhausted', 'all are taken (fg.reject)', { uses: 0 }, { buyer: 'anybody' }],
    [
      'ended',
      'ended comes before all taken',
      { uses: 0, endedAt: '2026-05-01T00:00:00Z' },
      { buyer: 'anybody' },
    ],
    ['disqualified', 'shut out comes before all taken', { uses: 0 }, { buyer: 'barred' }],
    [
      'not-new-buyer',
      'new buyers come before countries',
      { newBuyersOnly: true, countries: ['US'] },
      { buyer: 'old' },
    ],
  ])('%s: %s', async (reason, why, offer, asker) => {
    const id = await issue(store, { ...offer, id: why })
    const answer = await claims.claim({ ...asker, offer: id, key: 'k', at: AT })
    expect(reasonOf(answer)).toBe(reason)
    if (reason) expect(answer).toMatchObject({ refusal: reason, offer: id })
  })

  it('unknown-offer: nobody issued it', async () => {
    const answer = await claims.claim({ buyer: 'anybody', offer: 'none', key: 'k' })
    expect(answer).toMatchObject({ refusal: 'unknown-offer', offer: 'none' })
  })

  it('already-claimed comes before new buyers, countries and all taken (tc.5)', async () => {
    const id = await issue(store, { id: 'mine', countries: ['US'], uses: 1 })
    granted(await claims.claim({ buyer: 'fresh', offer: id, key: 'k', at: AT }))
    expect(reasonOf(await claims.claim({ buyer: 'fresh', offer: id, key: 'l', at: AT }))).toBe(
      'already-claimed',
    )
  })

  it('says from when on it can be claimed', async () => {
    const from = '2026-05-11T07:00:00.000Z'
    const id = await issue(store, { id: 'tomorrow', claimFrom: from })
    expect(await claims.claim({ buyer: 'b', offer: id, key: 'k', at: AT })).toMatchObject({ from })
  })

  it.each([
    ['not-started', { usableFrom: '2026-05-10T12:00:00.001Z' }],
    [null, { usableFrom: '2026-05-10T12:00:00Z' }],
    ['claim-over', { claimUntil: '2026-05-10T12:00:00Z' }],
    ['exhausted', { uses: 0 }],
    ['wrong-country', { countries: ['US'] }],
    ['budget-spent', { budget: 99 }],
    [null, { budget: 100 }],
  ] as const)('%s: a code at checkout, %o', async (reason, offer) => {
    const id = await issue(store, { obtain: 'code', ...offer, id: `code ${JSON.stringify(offer)}` })
    const offers = [{ offer: id, amountMinor: 100 }]
    const answer = await claims.reserve({ buyer: 'old', order: id, key: id, at: AT, offers })
    expect(reasonOf(answer)).toBe(reason)
  })
})

describe('ids of every kind', () => {
  it.each(['a"b', 'a\\b', '{a,b}', 'null', 'ä€😀', 'a b', "a'b", '\ud800x'])('%j', async (id) => {
    const offer = await issue(store, { id: `offer ${id}`.toWellFormed(), uses: 3 })
    const asked = { buyer: id, offer, key: id }
    const first = granted(await claims.claim(asked))
    expect(await claims.claim(asked)).toEqual({ ...first, replayed: true })
    expect(await claims.wallet(id)).toHaveLength(1)
    const offers = [{ offer, amountMinor: 1 }]
    expect(await claims.reserve({ buyer: id, order: id, key: id, offers })).toMatchObject({
      claims: [{ order: id.toWellFormed() }],
    })
    expect(await claims.use({ buyer: id, order: id, key: `${id}2` })).toMatchObject({
      claims: [{ state: 'used' }],
    })
  })
})
