import { describe, expect, it } from 'vitest'
import { hooksOfChanges } from '../../src/shell/jobs/fan-out.ts'
import { tidyClaimRequests } from '../../src/shell/store/claims/tidy.ts'
import { changesSince, FEED_KEPT, lastChange, tidyFeed } from '../../src/shell/store/feed.ts'
import type { Store } from '../../src/shell/store/store.ts'
import { gaugesOf } from './claims/gauges.ts'
import { freshMarket } from './claims/market.ts'
import { issue } from './claims/market-offers.ts'
import { freshStore } from './database.ts'

const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000)

const countOf = async ({ pool }: Store, table: string) =>
  Number((await pool.query(`select count(*) as n from ${table}`)).rows[0].n)

describe('what acts on claims were answered', async () => {
  const { store, claims } = await freshMarket()
  const [one] = claims
  const offer = await issue(store, { id: 'o', obtain: 'code', uses: 100 })
  const reserve = (buyer: string) =>
    one?.reserve({ buyer, order: `order-${buyer}`, key: 'r', offers: [{ offer, amountMinor: 0 }] })
  const buyers = Array.from({ length: 40 }, (_, n) => `b${n}`)
  const first = await Promise.all(buyers.map(reserve))

  it('is kept for two days and somewhat longer', async () => {
    expect(await countOf(store, 'claim_requests')).toBe(40)
    expect(await tidyClaimRequests(store)).toBe(0)
    expect(await tidyClaimRequests(store, hoursFromNow(48))).toBe(0)
    expect(await reserve('b0')).toMatchObject({ ...first[0], replayed: true })
  })

  it('is thrown away then, and a repetition finds what it has done', async () => {
    expect(await tidyClaimRequests(store, hoursFromNow(50))).toBe(40)
    expect(await countOf(store, 'claim_requests')).toBe(0)
    expect(await reserve('b0')).toMatchObject({ claims: [{ offer, state: 'reserved' }] })
    expect((await gaugesOf(store, offer)).uses).toEqual({ given: 40, left: 60 })
  })

  it('goes in pieces, however much it is', async () => {
    await store.pool.query(`
      insert into claim_requests (shard, buyer_id, key, body_digest, answer, answered_at)
      select 0, 'many', n::text, '', '{}', clock_timestamp() - interval '3 days'
      from generate_series(1, 2500) as n`)
    const again = await countOf(store, 'claim_requests')
    const swept = await Promise.all([tidyClaimRequests(store), tidyClaimRequests(store)])
    expect(swept[0] + swept[1]).toBe(2_500)
    expect(await countOf(store, 'claim_requests')).toBe(again - 2_500)
  })
})

describe('changes in the feed', async () => {
  const store = await freshStore()
  const announceMany = (from: number, until: number) =>
    store.pool.query(
      `insert into feed (number, topic, subject, document)
       select n, 'offer.changed', 'o', '{}' from generate_series($1::bigint, $2::bigint) as n`,
      [from, until],
    )

  it('are kept as far as a stream can be taken up', async () => {
    expect(await tidyFeed(store)).toBe(0)
    await announceMany(1, FEED_KEPT)
    expect(await tidyFeed(store)).toBe(0)
    await announceMany(FEED_KEPT + 1, FEED_KEPT + 2_500)
    expect(await tidyFeed(store)).toBe(2_500)
    expect((await changesSince(store, 0, 1))[0]?.number).toBe(2_501)
    expect(await lastChange(store)).toBe(FEED_KEPT + 2_500)
  })

  it('are kept until every web hook was told', async () => {
    const follow = hooksOfChanges(store)
    await follow.run()
    const { rows } = await store.pool.query('select number from feed_cursors')
    const told = Number(rows[0].number)
    const last = await lastChange(store)
    await announceMany(last + 1, last + FEED_KEPT)
    expect(await tidyFeed(store)).toBe(told - 2_500)
    expect((await changesSince(store, 0, 1))[0]?.number).toBe(told + 1)
  })
})
