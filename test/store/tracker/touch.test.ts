import pg from 'pg'
import { describe, expect, it } from 'vitest'
import type { OfferDocument } from '../../../src/core/pricing/offer-document.ts'
import { connectStore, type Store } from '../../../src/shell/store/store.ts'
import { touch } from '../../../src/shell/store/tracker/touching.ts'
import { freshDatabase } from '../database.ts'

const AT = new Date('2026-05-03T12:00:00Z')
const EACH = 2_500
const RECEIPT = JSON.stringify({ sale: 4_000 })

/** Listings of one shard, with ids in order; every fifth is of the store s1. */
async function fill(store: Store): Promise<void> {
  await store.pool.query(
    `insert into tracked_listings (shard, id, origin, store_id, category, added_at)
     select 0, (1005000 + n)::text, 'marketplace', 's' || n % 5, array['home', 'c' || n % 2], now()
     from generate_series(1, ${EACH}) as n`,
  )
  await store.pool.query(
    `insert into histories (shard, key, listing_id, ship_to, currency, surface, tail, interval_ms,
       added_at, receipt)
     select 0, id, id, 'US', 'USD', 'site', '{}', 1000, now(), $1 from tracked_listings`,
    [RECEIPT],
  )
}

const offer = (more: Partial<OfferDocument> = {}): OfferDocument => {
  return { id: 'o', kind: 'platform-select', funder: 'platform', benefit: { percent: 1 }, ...more }
}

const connection = await freshDatabase()
const store = await connectStore(connection)
await fill(store)

const marked = async (): Promise<number> => {
  const counted = 'select count(*)::integer as n from reprices'
  return (await store.pool.query(counted)).rows[0].n
}
const unmark = () => store.pool.query('truncate reprices')

describe('an offer that changes', () => {
  it.each([
    ['all', offer(), EACH],
    ['of a store', offer({ funder: 'store:s1' }), EACH / 5],
    ['in stores', offer({ scope: { stores: ['s1', 's2'] } }), (2 * EACH) / 5],
    ['a category', offer({ scope: { categories: [['home', 'c1']] } }), EACH / 2],
    ['a category above', offer({ scope: { categories: [['home']] } }), EACH],
    ['listings', offer({ scope: { listings: ['1005001', '1005002', '9'] } }), 2],
    ['another currency', offer({ currency: 'EUR' }), 0],
    ['another country', offer({ countries: ['FR'] }), 0],
    ['dearer pieces', offer({ minimum: { spend: 4_001 } }), 0],
    ['pieces as dear', offer({ minimum: { spend: 4_000 } }), EACH],
  ])('marks what it can touch: %s (fg.t.history)', async (_, changed, count) => {
    await unmark()
    expect(await touch(store, changed, AT)).toBe(count)
    expect(await marked()).toBe(count)
    // Once more, and nothing is marked anew.
    expect(await touch(store, changed, AT)).toBe(0)
  })

  it('waits for nobody who records a price, nor has anybody wait (fg.t.history)', async () => {
    await unmark()
    const other = new pg.Client(connection)
    await other.connect()
    await other.query('begin')
    await other.query('select key from histories for update')
    expect(await touch(store, offer(), AT)).toBe(EACH)
    await other.query('rollback')
    await other.end()
    await store.close()
  })
})
