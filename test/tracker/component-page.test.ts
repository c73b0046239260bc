import { describe, expect, it, test } from 'vitest'
import { offerSchema } from '../../src/core/pricing/offer-document.ts'
import type { Reading } from '../../src/core/tracker/observation.ts'
import { exactJson } from '../../src/core/tracker/page/exact-json.ts'
import { isNoReading } from '../../src/core/tracker/page/page-reading.ts'
import { panelLayers } from '../../src/core/tracker/page/promotions.ts'
import { readRecorded } from '../../src/core/tracker/recorded.ts'
import { observed } from '../../src/core/tracker/stack.ts'
import { BLUE, COMPONENTS, ITEM, MODULES, MTOP, RED } from './component-page.ts'

const HINTS = { at: '2026-01-01T00:00:00Z' }

function readingsOf(text: string): readonly Reading[] {
  const read = readRecorded(text, HINTS)
  if (isNoReading(read)) throw new Error(read.why)
  return read.listings.flatMap(({ readings }) => readings)
}

const ladder = (id: string, tiers: object[], more: object = {}) => ({
  kind: 'piece-ladder',
  offer: { id, kind: 'instant-discount', benefit: { tiers }, ...more },
})

const WINDOW = { from: '2026-01-01T08:00:00Z', until: '2026-01-04T07:59:59Z' }

const PROMOTIONS = [
  {
    kind: 'store-coupon',
    title: 'MXN$34,77 · En compras de MXN$608,45 o más',
    offer: {
      id: 'shopCoupon:MUGS35',
      funder: 'store:1100000001',
      code: 'MUGS35',
      benefit: { off: 3477 },
      minimum: { spend: 60845 },
      ...WINDOW,
    },
  },
  { kind: 'store-coupon', offer: { id: 'shopCoupon:77', benefit: { off: 1250 }, ...WINDOW } },
  ladder(
    'fullPiece:2',
    [
      { quantity: 2, percent: 3 },
      { quantity: 3, percent: 5 },
      { quantity: 20, percent: 10 },
    ],
    WINDOW,
  ),
  {
    kind: 'store-discount',
    offer: {
      kind: 'seller-instant-off',
      benefit: { tiers: [{ spend: 292674, off: 2898 }] },
      until: WINDOW.until,
    },
  },
  { kind: 'platform-coupon', offer: { benefit: { every: 8000, off: 1500, cap: 4500 } } },
]

const FREE_FROM = {
  kind: 'free-shipping',
  offer: { benefit: { freeShipping: true }, minimum: { spend: 17000 }, funder: 'platform' },
}

describe('a page of 2023 (fg.t.history)', () => {
  const [red, blue] = readingsOf(COMPONENTS) as [Reading, Reading]

  it('tells each variant with its exact id, prices, stock and origin', () => {
    expect(red).toMatchObject({
      listing: ITEM,
      sku: RED,
      shipTo: 'MX',
      currency: 'MXN',
      surface: 'site',
      at: '2026-01-01T20:40:00.123Z',
      source: 'page',
      list: 18999,
      sale: 7950,
      stock: 'in',
      shipping: 5198,
      conditions: ['one-per-customer'],
      base: { currency: 'USD', list: 1075, sale: 450 },
      store: '1100000001',
      seller: '240000001',
      category: ['15', '150'],
      warehouse: 'US',
    })
    expect(blue).toMatchObject({
      sku: BLUE,
      list: 120000,
      sale: 120000,
      stock: 'out',
      conditions: [],
      warehouse: 'CN',
    })
  })

  it('tells its coupons and discounts with amount, minimum and times', () => {
    expect(red.layers).toMatchObject([
      { kind: 'sku-sale', until: '2026-01-01T07:59:59Z' },
      ladder('pieces', [{ quantity: 5, percent: 2 }]),
      ...PROMOTIONS,
      { kind: 'coins', title: 'Extra 4% off with coins', offer: { benefit: { percent: 4 } } },
      FREE_FROM,
    ])
    for (const { offer } of red.layers) if (offer) expect(offerSchema.ok(offer)).toBe(true)
  })

  it('is priced as a receipt whose parts add up', () => {
    const receipt = observed(red)
    expect(receipt).toMatchObject({ list: 18999, sale: 7950, public: true })
    expect(receipt).not.toHaveProperty('refused')
  })

  it('keeps nothing of the person who looked at it', () => {
    expect(JSON.stringify(readRecorded(COMPONENTS, HINTS))).not.toContain('987654321')
  })

  it('names the variants', () => {
    expect(readRecorded(COMPONENTS, HINTS)).toMatchObject({
      listings: [
        { listing: { title: 'A mug', variants: { [RED]: 'Red · United States', [BLUE]: 'Blue' } } },
      ],
    })
  })

  test.each([
    ['{"data":X}', 'in an answer'],
    ['<script>window.runParams = {\n data: X, csrf: "}" }</script>', 'in a script'],
    ['<script>window.runParams = {"data":X};</script>', 'in a script, as JSON'],
  ])('stands also %s', (around) => {
    expect(readingsOf(around.replace('X', () => COMPONENTS))).toEqual([red, blue])
  })

  test.each([
    ['"status":0', '"status":1', 'off the shelves'],
    ['"bizData":{', '"bizData":{"unreachable":true,', 'not delivered there'],
  ])('%s as %s is out of stock', (from, to) => {
    const [first] = readingsOf(COMPONENTS.replace(from, to))
    expect(first?.stock).toBe('out')
  })

  it('a country goes by its code of ISO 3166-1', () => {
    const british = COMPONENTS.replace('"shipToCode":"MX"', '"shipToCode":"UK"')
    expect(readingsOf(british)[0]?.shipTo).toBe('GB')
  })

  it('a price for newcomers is told as one', () => {
    const banner = '{"bannerComponent":{"bannerType":"platform_newer"},'
    const [first, second] = readingsOf(COMPONENTS.replace('{', banner))
    expect(first?.conditions).toEqual(['one-per-customer', 'newcomer'])
    expect(second?.conditions).toEqual([])
  })
})

describe('a page of 2021 (fg.t.history)', () => {
  const [red, blue] = readingsOf(MODULES) as [Reading, Reading]

  it('tells the same in modules', () => {
    expect(red).toMatchObject({ listing: ITEM, sku: RED, list: 18999, sale: 7950, shipping: 5198 })
    expect(red).toMatchObject({ currency: 'MXN', at: HINTS.at, conditions: [], warehouse: 'US' })
    expect(blue).toMatchObject({ sku: BLUE, list: 120000, sale: 120000 })
    expect(red.layers).toMatchObject([
      { kind: 'sku-sale' },
      ladder('pieces', [{ quantity: 5, percent: 2 }]),
      ...PROMOTIONS,
      FREE_FROM,
    ])
  })
})

describe('an answer of 2024 (fg.t.history)', () => {
  const [red, blue] = readingsOf(MTOP) as [Reading, Reading]

  it('tells each variant; a price to come is no price', () => {
    expect(red).toMatchObject({
      listing: ITEM,
      sku: RED,
      shipTo: 'US',
      currency: 'USD',
      list: 1000,
      sale: 805,
      stock: 'in',
      shipping: 199,
      store: '1100000001',
    })
    expect(blue).toMatchObject({ sku: BLUE, list: 1250, sale: 1250, stock: 'out' })
  })

  it('that asks for a slider is a block, never a price', () => {
    const blocked = MTOP.replace('SUCCESS::ok', 'FAIL_SYS_USER_VALIDATE')
    expect(readRecorded(blocked, HINTS)).toMatchObject({ none: 'blocked' })
  })
})

describe('the words of a store’s discount (fg.t.history)', () => {
  const terms = (promotionDetailList: unknown) => {
    const row = { toolCode: 'fullPiece', promotionDetailList }
    const panel = { storeDiscount: [{ promotionPanelDetailDTOList: [row] }] }
    const hints = { currency: 'BRL', store: '1' }
    const [layer] = panelLayers(exactJson(JSON.stringify(panel)), hints)
    return layer && [layer.kind, layer.offer?.benefit.tiers]
  }

  test.each([
    [['Compre 1 e ganhe 5% de desconto'], 'piece-ladder', [{ quantity: 1, percent: 5 }]],
    [['3% off for 2 or more'], 'piece-ladder', [{ quantity: 2, percent: 3 }]],
    [
      ['buy 2 −3%, 3 −5%, 20 −10%'],
      'piece-ladder',
      [
        { quantity: 2, percent: 3 },
        { quantity: 3, percent: 5 },
        { quantity: 20, percent: 10 },
      ],
    ],
    [[{ text: 'Buy 2, get 2.5% off' }], 'piece-ladder', [{ quantity: 2, percent: 2.5 }]],
    [['5% off orders over R$ 50,00'], 'store-discount', [{ spend: 5000, percent: 5 }]],
    [
      ['Tenha R$ 15,00 de desconto em compras acima de R$ 1.250,00', 'R$ 5,00 acima de R$ 500,00'],
      'store-discount',
      [
        { spend: 50000, off: 500 },
        { spend: 125000, off: 1500 },
      ],
    ],
  ])('%o', (words, kind, tiers) => {
    expect(terms(words)).toEqual([kind, tiers])
  })

  test.each([
    ['R$ 5,00', 'Acima de R$ 50,00', { off: 500 }, { spend: 5000 }],
    ['10% off, up to R$ 20,00', 'Acima de R$ 50,00', { percent: 10, cap: 2000 }, { spend: 5000 }],
    ['R$ 5,00', 'Valid for 7 days', { off: 500 }, undefined],
    ['5 days only', 'Acima de R$ 50,00', undefined, undefined],
  ])('or of its coupon: %s, %s', (promotionDesc, promotionDetail, benefit, minimum) => {
    const row = { promotionDesc, promotionDetail }
    const panel = { shopCoupon: [{ promotionPanelDetailDTOList: [row] }] }
    const hints = { currency: 'BRL', store: '1' }
    const [layer] = panelLayers(exactJson(JSON.stringify(panel)), hints)
    expect(layer?.offer?.benefit).toEqual(benefit)
    expect(layer?.offer?.minimum).toEqual(minimum)
  })

  it('that say no figures are no discount', () => {
    expect(terms(['Good things for all'])).toBeUndefined()
    expect(terms([])).toBeUndefined()
    expect(
      panelLayers(exactJson('{"x":[{"promotionPanelDetailDTOList":[{}]}]}'), {
        currency: 'BRL',
        store: undefined,
      }),
    ).toEqual([])
  })
})
