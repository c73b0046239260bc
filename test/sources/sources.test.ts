/** One contract for every source, and the order in which they are asked. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { reading } from '../../src/core/tracker/observation.ts'
import type { OwnListing } from '../../src/shell/sources/marketplace.ts'
import { isUnseen, type ListedItem, UNSEEN } from '../../src/shell/sources/source.ts'
import { openSources, type SourceParts } from '../../src/shell/sources/sources.ts'
import { affiliateGateway } from './affiliate-double.ts'
import { localWeb, says } from './local-web.ts'

const web = await localWeb()
const now = () => web.clock.now
const keys = {
  key: '345678',
  secret: 's3cret',
  tracking: null,
  gateway: new URL('https://api.test/sync'),
}
const gateway = affiliateGateway(keys, now)
const ID = '1005006113315011'
const OTHER = '1005006113315012'
gateway.products.set(ID, { product_id: ID, sale: { USD: '12.34' }, list: { USD: '20.00' } })
web.sites['api.test'] = { '/sync': (request, response) => gateway.answer(request, response) }

const PAGE = `<script type="application/ld+json">${JSON.stringify({
  '@type': 'Product',
  name: 'Lamp',
  offers: { price: '19.90', priceCurrency: 'USD' },
})}</script>`
const html = says(200, { 'content-type': 'text/html' }, PAGE)
web.sites['shop.test'] = { '/lamp': html }
web.sites['www.aliexpress.com'] = { [`/item/${OTHER}.html`]: html }

const folder = mkdtempSync(join(tmpdir(), 'tessera-sources-'))
afterAll(() => rmSync(folder, { recursive: true }))
const feed = join(folder, 'prices.csv')
writeFileSync(feed, 'at,listing,currency,sale\n2026-11-01T10:00:00Z,chair,EUR,40.00\n')

const own: OwnListing = {
  listing: '3256808094740013',
  sku: '3256808094740013-1',
  title: 'Curling iron, 32 mm',
  store: 'store-1',
  storeName: 'Sample store',
  seller: 'seller-1',
  category: ['beauty'],
  currency: 'USD',
  listMinor: 3_630,
  saleMinor: 3_150,
  shippingMinor: 199,
}
const parts: SourceParts = {
  client: web.client,
  now,
  affiliate: keys,
  marketplace: async (listing) => (listing === own.listing ? [own] : []),
  feed: { files: [feed] },
}
const sources = openSources(parts)
const US = { shipTo: 'US', currency: 'USD' }

/** A listing that each source knows, and one that it does not. */
const CASES: Readonly<Record<string, { known: ListedItem; unknown: ListedItem; sale: number }>> = {
  marketplace: {
    known: { origin: 'own', listing: own.listing },
    unknown: { origin: 'own', listing: '1' },
    sale: 3_150,
  },
  'affiliate-api': {
    known: { origin: 'marketplace', listing: ID },
    unknown: { origin: 'marketplace', listing: '1005006113315099' },
    sale: 1_234,
  },
  page: {
    known: { origin: 'shop', listing: 'lamp', url: 'https://shop.test/lamp' },
    unknown: { origin: 'shop', listing: 'chair', url: 'https://shop.test/chair' },
    sale: 1_990,
  },
  feed: {
    known: { origin: 'feed', listing: 'chair' },
    unknown: { origin: 'feed', listing: 'lamp' },
    sale: 4_000,
  },
}

test('every source is a row, and every row has its case', () => {
  expect(sources.names).toEqual(Object.keys(CASES))
})

describe.each(Object.entries(CASES))('the source %s', (name, { known, unknown, sale }) => {
  test('gives readings that the schema takes, of the listing that was asked, in its own name', async () => {
    const seen = await sources.observe(known, US)
    if (isUnseen(seen)) throw new Error(JSON.stringify(seen))
    expect(seen.listing.id).toBe(known.listing)
    expect(seen.readings.length).toBeGreaterThan(0)
    for (const one of seen.readings) {
      expect(reading.ok(one)).toBe(true)
      expect(one).toMatchObject({ listing: known.listing, source: name, sale })
      expect(one.list).toBeGreaterThanOrEqual(one.sale)
    }
  })

  test('says of a listing that it does not know that it is unknown, and not that it costs nothing', async () => {
    const answer = await sources.observe(unknown, US)
    expect(answer).toMatchObject({ unseen: 'unknown' })
  })

  test('answers for listings whose names mean harm', async () => {
    for (const listing of [
      '__proto__',
      'constructor',
      "'; drop table",
      '../../etc/passwd',
      '\u202e',
    ]) {
      const answer = await sources.observe({ ...unknown, listing }, US)
      expect(isUnseen(answer) && Object.hasOwn(UNSEEN, answer.unseen)).toBe(true)
    }
  })
})

describe('which source is asked', () => {
  test('where the interface knows no price, the page may', async () => {
    web.clock.now += 60_000
    expect(await sources.observe({ origin: 'marketplace', listing: OTHER }, US)).toMatchObject({
      readings: [{ source: 'page', sale: 1_990 }],
    })
  })

  test('where it wants to be left alone, no other door is tried', async () => {
    web.clock.now += 60_000
    gateway.next = { error_response: { code: 'ApiCallLimit', type: 'ISV' } }
    const before = web.asked.length
    expect(await sources.observe({ origin: 'marketplace', listing: OTHER }, US)).toMatchObject({
      unseen: 'busy',
    })
    expect(web.asked.slice(before)).toEqual(['api.test/sync'])
  })

  test('only those that have what they need', async () => {
    const few = openSources({ client: web.client, readsMarketplacePages: false })
    expect(few.names).toEqual(['page'])
    expect(await few.observe({ origin: 'own', listing: own.listing }, US)).toMatchObject({
      unseen: 'unknown',
      detail: 'no source for it',
    })
    expect(await few.observe({ origin: 'marketplace', listing: OTHER }, US)).toMatchObject({
      unseen: 'unknown',
    })
    await few.close()
  })
})
