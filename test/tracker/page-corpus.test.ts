import { readdirSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import type { Reading } from '../../src/core/tracker/observation.ts'
import { exactJson } from '../../src/core/tracker/page/exact-json.ts'
import { isNoReading } from '../../src/core/tracker/page/page-reading.ts'
import { readRecorded } from '../../src/core/tracker/recorded.ts'
import { sharedPath, sharedText } from './shared-data.ts'

const HINTS = { at: '2026-01-01T00:00:00Z' }

function readingsIn(text: string): ReadonlyMap<string | null, Reading> {
  const read = readRecorded(text, HINTS)
  if (isNoReading(read)) throw new Error(read.why)
  const all = read.listings.flatMap(({ readings }) => readings)
  return new Map(all.map((one) => [one.sku, one]))
}

/** Amounts as the shopper sees them, "MXN$2.072,22", without a parser: all of their digits are minor units. */
const digitsOf = (text: string | undefined) => Number(text?.replace(/\D/g, ''))

interface RecordedSku {
  readonly skuIdStr: string
  readonly skuVal: {
    readonly skuAmount: { readonly formatedAmount: string }
    readonly skuActivityAmount?: { readonly formatedAmount: string }
  }
}

const pages = sharedPath('data/pages')

if (pages) {
  const files = readdirSync(pages).filter((name) => name.endsWith('.json'))

  describe.each(files)('the recorded page %s (fg.t.history)', (file) => {
    const text = sharedText(`data/pages/${file}`)
    const page = JSON.parse(text) as { priceComponent: { skuPriceList: RecordedSku[] } }
    const skus = page.priceComponent.skuPriceList
    const readings = readingsIn(text)

    test('tells every variant as its shopper saw it, its id to the last digit', () => {
      expect([...readings.keys()]).toEqual(skus.map(({ skuIdStr }) => skuIdStr))
      for (const { skuIdStr, skuVal } of skus) {
        const list = digitsOf(skuVal.skuAmount.formatedAmount)
        const sale = digitsOf((skuVal.skuActivityAmount ?? skuVal.skuAmount).formatedAmount)
        expect(readings.get(skuIdStr)).toMatchObject({ list, sale, currency: 'MXN', shipTo: 'MX' })
        expect(text).toContain(`"${skuIdStr}"`)
      }
    })
  })

  const first = (item: string) =>
    [...readingsIn(sharedText(`data/pages/item-${item}.json`)).values()][0]

  test.each([
    ['1005002724686123', 0, []],
    ['1005005424987520', 5198, ['one-per-customer']],
    ['1005005714394639', 4277, []],
    ['1005005913925017', 5198, ['one-per-customer']],
    ['1005006113315011', 5198, ['one-per-customer']],
    ['1005006427599086', 5198, ['one-per-customer']],
  ])('shipping and conditions of %s (fg.t.history)', (item, shipping, conditions) => {
    expect(first(item)).toMatchObject({ shipping, conditions })
  })

  test('its coupon with amount, minimum and times, and its piece ladder (fg.t.history)', () => {
    expect(first('1005002724686123')?.layers).toMatchObject([
      { kind: 'piece-ladder', offer: { benefit: { tiers: [{ quantity: 5, percent: 2 }] } } },
      {
        kind: 'store-coupon',
        offer: {
          code: 'F2D0VT7I83YG',
          benefit: { off: 3477 },
          minimum: { spend: 60845 },
          from: '2024-03-01T08:00:00Z',
          until: '2024-03-04T07:59:59Z',
        },
      },
    ])
  })
}

if (sharedPath('data/fx-conversions.csv') && pages) {
  test('list and sale prices in the seller’s own currency are as recorded (fg.t.history)', () => {
    const rows = sharedText('data/fx-conversions.csv').trim().split('\n').slice(1)
    let met = 0
    for (const row of rows) {
      const [item, base, , listBase, list, saleBase, sale] = row.split(',') as string[]
      if (!sharedPath(`data/pages/item-${item}.json`)) continue
      const minor = (text?: string) => Math.round(Number(text) * 100)
      const same = [...readingsIn(sharedText(`data/pages/item-${item}.json`)).values()].filter(
        (one) => one.list === minor(list) && one.sale === minor(sale),
      )
      const bases = same.map((one) => one.base)
      const known = { currency: base, list: minor(listBase), sale: minor(saleBase) }
      if (bases.length > 0) expect(bases).toContainEqual(known)
      met += bases.length > 0 ? 1 : 0
    }
    expect(met).toBeGreaterThan(20)
  })
}

const JSON_TESTS = sharedPath('corpora/json/test_parsing')

if (JSON_TESTS) {
  test('JSON is what its standard says, no more and no less (fg.t.paste)', () => {
    const wrong = readdirSync(JSON_TESTS).filter((name) => {
      const isJson = exactJson(sharedText(`corpora/json/test_parsing/${name}`)) !== undefined
      return (name.startsWith('y_') && !isJson) || (name.startsWith('n_') && isJson)
    })
    expect(wrong).toEqual([])
  })
}

const payloads = [
  ...(sharedPath('corpora/html/dompurify-payloads.json')
    ? (JSON.parse(sharedText('corpora/html/dompurify-payloads.json')) as { payload: string }[]).map(
        ({ payload }) => payload,
      )
    : []),
  ...(sharedPath('corpora/naughty-strings/blns.json')
    ? (JSON.parse(sharedText('corpora/naughty-strings/blns.json')) as string[])
    : []),
]

if (payloads.length > 0) {
  describe('hostile markup (fg.t.history)', () => {
    it('alone is no price, whatever it holds', () => {
      const priced = payloads.filter((payload) => !isNoReading(readRecorded(payload, HINTS)))
      expect(priced).toEqual([])
    })

    it('in a title moves no price, and comes out as one line of text', () => {
      const offer = { price: '12.50', priceCurrency: 'EUR' }
      for (const payload of payloads) {
        const name = `Mug ${payload}`
        const product = { '@type': 'Product', sku: 'mug', name, offers: offer }
        // As a careful shop writes it: a script ends at the first of its end tags.
        const json = JSON.stringify(product).replaceAll('<', '\\u003c')
        const page = `<html><script type="application/ld+json">${json}</script>${payload}</html>`
        const read = readRecorded(page, HINTS)
        expect(read, payload).toMatchObject({ listings: [{ readings: [{ sale: 1250 }] }] })
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must be gone
        expect(JSON.stringify(read)).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/)
      }
    })
  })
}

const TOKENS = sharedPath('corpora/html/html5lib-tokenizer')

if (TOKENS) {
  test('torture of tokenizers is no price, and no fault (fg.t.history)', () => {
    for (const name of readdirSync(TOKENS).filter((one) => one.endsWith('.test'))) {
      const text = sharedText(`corpora/html/html5lib-tokenizer/${name}`)
      const { tests = [] } = JSON.parse(text) as { tests?: { input: string }[] }
      for (const { input } of tests) {
        expect(isNoReading(readRecorded(input, HINTS)), input).toBe(true)
      }
    }
  })
}
