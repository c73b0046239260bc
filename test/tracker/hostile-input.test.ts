import { describe, expect, it, test } from 'vitest'
import { PASTE_MAX, readLink } from '../../src/core/tracker/link/link.ts'
import { isNoReading } from '../../src/core/tracker/page/page-reading.ts'
import { readRecorded } from '../../src/core/tracker/recorded.ts'
import { observed } from '../../src/core/tracker/stack.ts'
import { aReading } from './reading.ts'

const HINTS = { at: '2026-01-01T00:00:00Z', listing: 'mug', currency: 'EUR' }

/** What takes the square of this length ends after the time that a test has. */
const LENGTH = 300_000

const long = (text: string): string => text.repeat(Math.ceil(LENGTH / text.length))

const ld = (text: string): string => `<script type="application/ld+json">${text}</script>`

describe('a page that was made to cost time (fg.t.history)', () => {
  test.each([
    ['an ending of a comment, and blanks', ld(`{}-->${long(' ')}x`)],
    ['many of them', ld(long('--> '))],
    ['an ending of CDATA, and blanks', ld(`{}/*${long(' ')}]]>${long(' ')}x`)],
    ['an address of dots', `<link rel="canonical" href="https://a.example/${long('.')}x">`],
    ['a title of marks that cannot be seen', `<title>x${long('\u200b')}x</title>`],
    ['tags that never end', long('<a ')],
    ['attributes without a value', `<a${long(' =')}`],
    ['assignments', `<script>${long('runParams={"a":')}</script>`],
    ['braces', `<script>runParams = ${long('{')}</script>`],
    ['strings that never end', `<script>runParams = {"${long('\\')}</script>`],
    ['an opening of JSON', long('[')],
    ['a price of blanks', `<meta property="og:price:amount" content="1${long(' ')}1">`],
    ['a price of groups', `<meta property="og:price:amount" content="1${long(',111')}">`],
  ])('%s', (_, page) => {
    expect(readRecorded(page, HINTS)).toMatchObject({ none: 'no-price' })
  })

  it('offers within offers within offers are no offers', () => {
    const depth = 50_000
    const inner = `${'{"offers":'.repeat(depth)}{"price":"1.00"}${'}'.repeat(depth)}`
    const page = ld(`{"@type":"Product","offers":${inner}}`)
    expect(readRecorded(page, HINTS)).toMatchObject({ none: 'no-price' })
  })

  it('what else it nests is left alone', () => {
    const depth = 100_000
    for (const name of ['mainEntity', '@graph', 'hasVariant', 'skuPriceList', 'data', 'image']) {
      const nested = `${`{"@type":"Product","${name}":`.repeat(depth)}1${'}'.repeat(depth)}`
      expect(readRecorded(nested, HINTS)).toMatchObject({ none: 'no-price' })
      expect(readRecorded(ld(nested), HINTS)).toMatchObject({ none: 'no-price' })
    }
  })
})

describe('a paste that was made to cost time (fg.t.paste)', () => {
  const most = (text: string): string => text.repeat(Math.floor((PASTE_MAX - 100) / text.length))

  test.each([
    ['dots', `https://www.aliexpress.com/item/${most('.')}x`],
    ['marks that cannot be seen', `x${most('\u200b')}x`],
    ['hosts', most('https://www.aliexpress.com/')],
    ['wrappers', most('https://star.aliexpress.com/?redirectUrl=')],
    ['prices', `https://www.aliexpress.com/item/1.html?pdp_npi=${most('4@dis!USD!')}`],
    ['variants', `https://www.aliexpress.com/?pdp_ext_f=${most('"sku_id" ')}`],
    ['broken hosts', most('https://a\n')],
  ])('%s', (_, text) => {
    expect(readLink(text).itemId).toBeNull()
  })
})

it('a page with a hundred coupons is priced as fast as one with ten (fg.t.history)', () => {
  const layers = Array.from({ length: 200 }, (_, at) => ({
    kind: 'store-coupon' as const,
    source: 'page' as const,
    offer: {
      id: `coupon-${at}`,
      kind: 'store-coupon',
      funder: 'store:s',
      benefit: { off: 10 + at },
      minimum: { spend: 100 + 7 * at },
    },
  }))
  const seen = aReading({ sale: 1000, store: 's', layers })
  const made = observed(seen)
  if ('refused' in made) throw new Error(JSON.stringify(made.refused))
  const counted = made.layers.filter(({ outcome }) => outcome === 'counted')
  expect(counted.map(({ amount }) => amount)).toEqual([138])
  expect(made.layers.filter(({ outcome }) => outcome === 'not-chosen')).toHaveLength(128)
  expect(made.layers.filter(({ outcome }) => outcome === 'out-of-reach')).toHaveLength(71)
  expect(isNoReading(made)).toBe(false)
})
