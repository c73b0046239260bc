import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { readCart } from '../../src/core/pricing/cart.ts'
import { compileOffer } from '../../src/core/pricing/offer.ts'
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import { type Layer, layerOffer } from '../../src/core/tracker/layers.ts'
import { reading } from '../../src/core/tracker/observation.ts'
import {
  ownOffers,
  PublicOffers,
  publicTotal,
} from '../../src/core/tracker/reprice/public-total.ts'
import { receiptAgain } from '../../src/core/tracker/reprice/receipt.ts'
import { ScopeIndex } from '../../src/core/tracker/reprice/scope-index.ts'
import { cartOf, pieceOf } from '../../src/core/tracker/stack/piece.ts'
import { layerOf } from '../../src/core/tracker/stack/public-layers.ts'
import { PUBLIC_TERMS } from '../../src/core/tracker/stack/public-terms.ts'
import { observed } from '../../src/core/tracker/stack.ts'
import { NOON } from './observed.ts'
import { aReading } from './reading.ts'

const word = (letter: string, most = 3) => fc.integer({ min: 1, max: most }).map((n) => letter + n)

const readings = fc
  .record({
    listing: word('l', 6),
    sale: fc.integer({ min: 1, max: 6000 }),
    shipping: fc.constantFrom(0, 250),
    store: fc.option(word('s')),
    seller: fc.option(word('m')),
    category: fc.array(word('c', 2), { maxLength: 2 }),
    warehouse: fc.option(word('w', 2)),
    shipTo: fc.constantFrom('US', 'GB', null),
    currency: fc.constantFrom('USD', 'GBP'),
    traits: fc.constantFrom([], ['special-promotion']),
    taxRate: fc.constantFrom(0, 7.25),
    pricesIncludeTax: fc.boolean(),
  })
  .map((row) => aReading({ ...row, list: row.sale, at: new Date(NOON).toISOString() }))

const scope = fc.option(
  fc.record(
    {
      listings: fc.array(word('l', 6), { maxLength: 2 }),
      stores: fc.array(word('s'), { maxLength: 2 }),
      sellers: fc.array(word('m'), { maxLength: 2 }),
      categories: fc.array(fc.array(word('c', 2), { maxLength: 2 }), { maxLength: 2 }),
      warehouses: fc.array(word('w', 2), { maxLength: 2 }),
    },
    { requiredKeys: [] },
  ),
)

const benefit = fc.oneof(
  fc.integer({ min: 1, max: 900 }).map((off) => ({ off })),
  fc.integer({ min: 1, max: 50 }).map((percent) => ({ percent, cap: 500 })),
  fc.constantFrom<OfferDocument['benefit']>(
    { every: 1000, off: 70 },
    { freeShipping: true },
    { tiers: [{ quantity: 2, percent: 3 }] },
    { tiers: [{ spend: 1500, off: 100 }] },
  ),
)

const KINDS = [
  'platform-coupon',
  'store-coupon',
  'seller-coupon',
  'code',
  'store-discount',
] as const

const offers = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      payer: word('s'),
      benefit,
      scope,
      minimum: fc.option(fc.integer({ min: 1, max: 4000 }).map((spend) => ({ spend }))),
      countries: fc.constantFrom(null, [], ['US'], ['GB', 'DE']),
      currency: fc.constantFrom(undefined, 'USD'),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((rows) =>
    rows.map(({ kind, payer, currency, ...terms }, at) => {
      const funded = kind === 'seller-coupon' ? payer.replace('s', 'm') : payer
      const named = { ...terms, id: `o${at}`, payer: funded, ...(currency ? { currency } : {}) }
      return layerOffer(kind, named)
    }),
  )

function publicOffers(rows: readonly OfferDocument[]): PublicOffers {
  const made = PublicOffers.of(rows)
  if (isRefused(made)) throw new Error(JSON.stringify(made.refused))
  return made
}

const at = (hours: number) => new Date(NOON + hours * 3_600_000).toISOString()

/** What makes an offer one person's, or one of another time. */
const MORE: Readonly<Record<string, Partial<OfferDocument>>> = {
  own: { owner: 'somebody' },
  new: { newBuyersOnly: true },
  app: { newBuyersOnly: true, channels: ['app'] },
  soon: { from: at(1), until: at(5) },
  past: { from: at(-5), until: at(-1) },
}

const layersOf = (rows: readonly OfferDocument[]): Layer[] =>
  rows.flatMap((offer) => layerOf(offer, 'page') ?? [])

describe('pricing again without a look (fg.t.history, fg.t.schedule)', () => {
  it('reads a piece as the engine reads its document', () => {
    fc.assert(
      fc.property(readings, (read) => {
        expect(reading.ok(read)).toBe(true)
        const document = pieceOf(read, PUBLIC_TERMS.id, read.at)
        expect(cartOf(read, PUBLIC_TERMS, NOON)).toEqual(readCart(document, PUBLIC_TERMS))
      }),
      { numRuns: 100 },
    )
  })

  it('comes to the total of the receipt', () => {
    fc.assert(
      fc.property(readings, offers, fc.integer({ min: 0, max: 7 }), (read, rows, own) => {
        const [mine, theirs] = [rows.slice(0, own), rows.slice(own)]
        const all = publicOffers(theirs)
        const layers = layersOf(mine)
        const receipt = observed({ ...read, layers }, { beside: layersOf(theirs) })
        const total = publicTotal(read, ownOffers(layers, all), { offers: all, at: NOON })
        expect({ total }).toMatchObject(isRefused(receipt) ? receipt : { total: receipt.total })
      }),
      { numRuns: 200 },
    )
  })

  it('makes the receipt that a look would make, personal offers and ties as well (fg.t.personal)', () => {
    const kinds = fc.array(fc.constantFrom('own', 'new', 'app', 'none', 'soon', 'past'), {
      minLength: 7,
      maxLength: 7,
    })
    const rest = fc.record({ own: fc.integer({ min: 0, max: 7 }), kinds, raised: fc.nat(2) })
    fc.assert(
      fc.property(readings, offers, rest, (read, rows, { own, kinds, raised }) => {
        const named = rows.map((row, at): OfferDocument => ({ ...row, ...MORE[kinds[at] ?? ''] }))
        const [mine, theirs] = [named.slice(0, own), named.slice(own)]
        const seen = { ...read, list: read.list + raised * 100, layers: layersOf(mine) }
        const at = NOON + raised * 60_000
        const beside = layersOf(theirs)
        const receipt = observed(seen, { beside, at: new Date(at).toISOString() })
        const again = isRefused(receipt) ? receipt : receiptAgain(seen, { beside, at })
        expect(again).toEqual(receipt)
      }),
      { numRuns: 500 },
    )
  })

  it('finds every listing whose total an offer changes, after moves and removals as well', () => {
    fc.assert(
      fc.property(fc.array(readings, { minLength: 1, maxLength: 12 }), offers, (reads, rows) => {
        const index = new ScopeIndex()
        const placed = (read: (typeof reads)[number]) => ({
          ...read,
          store: read.store ?? null,
          seller: read.seller ?? null,
          category: read.category ?? [],
          warehouse: read.warehouse ?? null,
        })
        const last = reads.length - 1
        // Each stands where another stood before; the last is taken away.
        for (const [at] of reads.entries())
          index.put(at, placed(reads[last - at] as (typeof reads)[0]))
        for (const [at, read] of reads.entries()) index.put(at, placed(read))
        index.remove(last)
        const [none, one] = [publicOffers([]), publicOffers(rows.slice(0, 1))]
        const touched = index.touchedBy(compileOffer(rows[0] as OfferDocument, 0))
        expect([...touched]).toEqual([...new Set(touched)].sort((a, b) => a - b))
        expect(touched).not.toContain(last)
        for (const [at, read] of reads.slice(0, -1).entries()) {
          const without = publicTotal(read, [], { offers: none, at: NOON })
          const changes = publicTotal(read, [], { offers: one, at: NOON }) !== without
          if (changes) expect(touched).toContain(at)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('leaves alone what is out of scope, of another market, or too cheap for its minimum', () => {
    const index = new ScopeIndex()
    const put = (at: number, changed: object) =>
      index.put(at, {
        ...aReading(),
        store: 's1',
        seller: null,
        category: ['c1', 'c2'],
        warehouse: null,
        ...changed,
      })
    put(0, { sale: 3900 })
    put(1, { sale: 3899 })
    put(2, { sale: 9000, shipTo: 'GB' })
    put(3, { sale: 9000, currency: 'GBP' })
    put(4, { sale: 9000, category: ['c2'] })
    index.setSale(1, 3901)
    const code = layerOffer('code', {
      id: 'US5',
      currency: 'USD',
      countries: ['US'],
      benefit: { off: 500 },
      minimum: { spend: 3900 },
      scope: { categories: [['c1']] },
    })
    expect(index.touchedBy(compileOffer(code, 0))).toEqual([0, 1])
    const pair = { ...code, minimum: { quantity: 2 } }
    expect(index.touchedBy(compileOffer(pair, 0))).toEqual([])
  })
})
