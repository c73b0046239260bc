import { afterAll, describe, expect, it } from 'vitest'
import { takeMessages } from '../../src/shell/jobs/outbox.ts'
import { carryOutOnce } from '../../src/shell/store/access/idempotency.ts'
import { SessionLookup } from '../../src/shell/store/access/session-lookup.ts'
import { endSession, startSession } from '../../src/shell/store/access/sessions.ts'
import { leftOf } from '../../src/shell/store/book/what-is-left.ts'
import { buyerFacts, upsertBuyer } from '../../src/shell/store/buyers.ts'
import { Claims } from '../../src/shell/store/claims/claims.ts'
import { inPurse } from '../../src/shell/store/coins/in-purse.ts'
import { coinsHeld } from '../../src/shell/store/coins/wallet.ts'
import { changesSince, lastChange } from '../../src/shell/store/feed.ts'
import { codeDigest } from '../../src/shell/store/offers/codes.ts'
import { shardOf } from '../../src/shell/store/shards.ts'
import { gaugesOf } from './claims/gauges.ts'
import { issue } from './claims/market-offers.ts'
import { freshStore } from './database.ts'
import { fillTables } from './filled.ts'
import { type Sent, statementsOf, tablesScanned } from './recorded.ts'

const store = await freshStore({ connections: 6 })
await fillTables(store, 8_000)
const claims = new Claims(store)
afterAll(() => claims.close())

/** What of the store is done at every request, message or page: each must find its rows by an index. */
const HOT: Readonly<Record<string, () => Promise<unknown>>> = {
  'a claim, granted, repeated and refused': async () => {
    const offer = await issue(store, { id: 'hot', uses: 2, perBuyer: 2, countries: ['US'] })
    const ask = (buyer: string, key: string) => claims.claim({ buyer, offer, key })
    await upsertBuyer(store, 'hot-1', { country: 'US' })
    await upsertBuyer(store, 'hot-2', { country: 'US' })
    await Promise.all([ask('hot-1', 'a'), ask('hot-1', 'b'), ask('hot-1', 'c'), ask('hot-2', 'd')])
    await ask('hot-2', 'e')
  },
  'offers through an order': async () => {
    const offer = await issue(store, { id: 'order', obtain: 'code', uses: 2, budget: 500 })
    const of = (order: string, key: string) => ({ buyer: 'hot-3', order, key })
    const offers = [{ offer, amountMinor: 100 }]
    await claims.reserve({ ...of('o1', 'a'), offers })
    await claims.hold(of('o1', 'b'))
    await claims.release(of('o1', 'c'))
    await claims.reserve({ buyer: 'hot-4', order: 'o2', key: 'a', offers })
    await claims.use({ buyer: 'hot-4', order: 'o2', key: 'b' })
    await claims.forfeit({ buyer: 'hot-4', order: 'o2', key: 'c' })
  },
  'a claim by a code': async () => {
    const offer = await issue(store, { id: 'coded', obtain: 'unique-code', countries: ['US'] })
    const digest = codeDigest(store, 'HOT')
    const shard = shardOf(digest.toString('hex'), store.shards)
    await store.db
      .insertInto('codes')
      .values({
        shard,
        digest,
        offer_id: offer,
        batch: 1,
        taken_by: null,
        taken_key: null,
        taken_at: null,
      })
      .execute()
    await claims.claimCode({ buyer: 'hot-1', code: 'HOT', key: 'k' })
    await claims.claimCode({ buyer: 'hot-5', code: 'HOT', key: 'k' })
    await claims.claimCode({ buyer: 'hot-5', code: 'COLD', key: 'k' })
  },
  'the claims of a buyer, and the gauges of an offer': async () => {
    await claims.wallet('hot-1')
    await leftOf(store, ['hot'])
    await gaugesOf(store, 'hot')
  },
  'a session': async () => {
    const account = { id: 'row-17', role: 'buyer' } as const
    const token = await startSession(store, account, {})
    await new SessionLookup(store).find(token)
    await endSession(store, token)
  },
  'a request that is carried out once': async () => {
    const actor = { kind: 'account', id: 'row-17', role: 'buyer', seller: null, name: '' } as const
    const asked = { actor, route: 'post /v1/claims', key: 'k', body: '{}' }
    await carryOutOnce(store, asked, async () => ({}))
    await carryOutOnce(store, asked, async () => ({}))
  },
  'the outbox': async () => {
    await takeMessages(store, 1, { 'claims.granted': [async () => {}] })
  },
  'the feed': async () => {
    await changesSince(store, await lastChange(store))
  },
  'a buyer': async () => {
    await upsertBuyer(store, 'hot-6', { ordersPlaced: 1 })
    await buyerFacts(store, 'hot-6')
  },
  'the coins of a buyer': async () => {
    await inPurse(store, { buyer: 'hot-6' }, async () => {})
    await coinsHeld(store, 'hot-6')
  },
}

const LOCK = /advisory|^\s*insert into (settings|offers|codes)\b/

describe('no hot statement reads a table from end to end', () => {
  it.each(Object.entries(HOT))('%s', async (_, act) => {
    const sent = await statementsOf(store, act)
    const statements = new Map(sent.map((one) => [one.text, one]))
    expect(statements.size).toBeGreaterThan(0)
    for (const statement of statements.values()) {
      if (LOCK.test(statement.text)) continue
      expect(await tablesScanned(store, statement), statement.text).toEqual([])
    }
  })

  it('and a statement that does is found', async () => {
    const planted: Sent = { text: 'select * from claims where key = $1', values: ['k'] }
    expect(await tablesScanned(store, planted)).toEqual(['claims', 'claims'])
  })
})
