import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import sampleOffers from '../../../samples/campaign-offers.json' with { type: 'json' }
import { isRefused } from '../../../src/core/base/faults.ts'
import { type Feed, readCodeFeed, readOfferFeed } from '../../../src/core/offers/feed.ts'
import type { FeedIssue } from '../../../src/core/offers/feed-issue.ts'
import { changesSince, lastChange } from '../../../src/shell/store/feed.ts'
import { endCampaign } from '../../../src/shell/store/offers/campaigns.ts'
import { type ImportOptions, importFeed } from '../../../src/shell/store/offers/feed-import.ts'
import { getOffer, listOffers } from '../../../src/shell/store/offers/offer-reading.ts'
import { offerOfSharedCode } from '../../../src/shell/store/offers/shared-codes.ts'
import { freshStore } from '../database.ts'
import { acting, campaign, offer } from './marketplace.ts'

const store = await freshStore({ connections: 4 })

const HEAD = 'code,amount,min,currency,region,start,end,campaign\n'

function table(text: string): Feed {
  const feed = readCodeFeed(HEAD + text, { terms: 'aliexpress-2026' })
  if (isRefused(feed)) throw new Error(JSON.stringify(feed))
  return feed
}

const take = (feed: Feed, more: Partial<ImportOptions> = {}) =>
  importFeed(store, feed, { ...acting(), ...more })

const rules = (issues: readonly FeedIssue[]) => issues.map(({ row, rule }) => [row, rule])

const count = async () => (await store.db.selectFrom('offers').select('id').execute()).length

describe('a feed', () => {
  const text = `NINE,9,90,USD,US,2026-05-01 PST,2026-05-07 PST,May day
WRONG,90,9,USD,US,2026-05-01 PST,2026-05-07 PST,May day
TEN,10,100,USD,US,2026-05-01 PST,2026-05-07 PST,May day
`

  it('is only looked at in a trial: nothing is kept', async () => {
    const report = await take(table(text), { dryRun: true })
    expect(report).toMatchObject({
      kept: false,
      rows: 3,
      campaigns: ['may-day'],
      imported: ['NINE-2026-05-01', 'TEN-2026-05-01'],
    })
    expect(await count()).toBe(0)
    expect(await lastChange(store)).toBe(0)
  })

  it('is kept whole or not at all where that is asked for', async () => {
    const report = await take(table(text), { whole: true })
    expect(report.kept).toBe(false)
    expect(rules(report.issues)).toEqual([[3, 'amount-not-below-minimum']])
    expect(await count()).toBe(0)
  })

  it('is imported but for its faulty rows, and each offer is told of', async () => {
    const report = await take(table(text))
    expect(report).toMatchObject({ kept: true, imported: ['NINE-2026-05-01', 'TEN-2026-05-01'] })
    expect(rules(report.issues)).toEqual([[3, 'amount-not-below-minimum']])
    const told = (await changesSince(store, 0)).map(({ topic, subject }) => [topic, subject])
    expect(told).toEqual([
      ['campaign.changed', 'may-day'],
      ['offer.changed', 'NINE-2026-05-01'],
      ['offer.changed', 'TEN-2026-05-01'],
    ])
  })

  it('imported again changes nothing', async () => {
    const from = await lastChange(store)
    const report = await take(table(text))
    expect(report).toMatchObject({
      campaigns: [],
      imported: [],
      unchanged: ['NINE-2026-05-01', 'TEN-2026-05-01'],
    })
    expect(await lastChange(store)).toBe(from)
  })

  it('never overwrites: an offer that says something else is a fault of its row', async () => {
    const report = await take(table('NINE,8,90,USD,US,2026-05-01 PST,2026-05-07 PST,May day\n'))
    expect(report.issues).toMatchObject([{ row: 2, rule: 'not-issued', column: '/id' }])
    expect((await getOffer(store, 'NINE-2026-05-01', acting()))?.offer.offer.benefit.off).toBe(900)
  })

  it('is told where a campaign that is here does not hold an offer (cp.1)', async () => {
    const report = await take(table('JUNE,9,90,USD,US,2026-06-01 PST,2026-06-07 PST,May day\n'))
    expect(report.imported).toEqual([])
    expect(report.issues).toMatchObject([{ row: 2, severity: 'refused', code: 'JUNE-2026-06-01' }])
  })

  it('of a seller brings the seller’s offers only', async () => {
    const feed = readOfferFeed(
      {
        campaigns: [campaign({ id: 'own', seller: 'm1' })],
        offers: [
          offer(
            { id: 'own-1', campaign: 'own', obtain: 'panel', seller: 'm1' },
            { kind: 'store-coupon', funder: 'seller:m1' },
          ),
          offer({ id: 'own-2', campaign: 'own' }),
        ],
      },
      { terms: 'aliexpress-2026' },
    ) as Feed
    const report = await take(feed, { scope: { seller: 'm1' } })
    expect(report).toMatchObject({ campaigns: ['own'], imported: ['own-1'] })
    expect(report.issues).toMatchObject([{ row: 2, column: '/seller' }])
  })

  it('for a campaign that has ended brings nothing (tc.20)', async () => {
    await endCampaign(store, 'own', acting())
    const late = { id: 'own-3', campaign: 'own', obtain: 'panel', seller: 'm1' } as const
    const row = offer(late, { kind: 'store-coupon', funder: 'seller:m1' })
    const feed = readOfferFeed([row], { terms: 'aliexpress-2026' }) as Feed
    const report = await take(feed)
    expect(report).toMatchObject({ imported: [], issues: [{ row: 1, column: '/campaign' }] })
  })
})

const PUBLISHED = join(import.meta.dirname, '../../../../shared/data/campaign-codes.csv')

if (existsSync(PUBLISHED)) {
  describe('the table of published codes', async () => {
    const published = await freshStore({ connections: 4 })
    const feed = readCodeFeed(readFileSync(PUBLISHED, 'utf8'), { terms: 'aliexpress-2026' }) as Feed

    it('is imported: each code that makes an offer, in the campaign that it names', async () => {
      const report = await importFeed(published, feed, acting())
      expect(report).toMatchObject({ kept: true, rows: 220, unchanged: [] })
      expect(report.imported).toEqual(sampleOffers.map(({ id }) => id))
      expect(report.issues).toEqual(feed.issues)
    })

    it('has USAFF8 twice, each the offer of its own season', async () => {
      const at = (text: string) => offerOfSharedCode(published, 'USAFF8', new Date(text))
      expect(await at('2025-02-20T00:00:00Z')).toBe('USAFF8-2025-02-17')
      expect(await at('2026-05-05T00:00:00Z')).toBe('USAFF8-2026-05-01')
      expect(await at('2025-12-24T00:00:00Z')).toBeNull()
    })

    it('stands by its windows: in May 2026 these are in force', async () => {
      const at = new Date('2026-05-05T00:00:00Z')
      const rows = []
      for (let after: string | undefined; ; ) {
        const page = await listOffers(published, {
          scope: 'all',
          at,
          standing: 'active',
          after,
          limit: 50,
        })
        rows.push(...page.rows)
        if (page.next === null) break
        after = page.next
      }
      const inForce = sampleOffers.filter(
        ({ from = '2000-01-01T00:00:00Z', until }) =>
          Date.parse(from) <= at.getTime() && at.getTime() < Date.parse(until),
      )
      expect(rows.map((row) => row.offer.id)).toEqual(inForce.map(({ id }) => id).sort())
    })
  })
}
