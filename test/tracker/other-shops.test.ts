import { describe, expect, it, test } from 'vitest'
import { isNoReading } from '../../src/core/tracker/page/page-reading.ts'
import { readRecorded } from '../../src/core/tracker/recorded.ts'

const HINTS = { at: '2026-01-01T00:00:00Z', listing: 'mug' }

/** What a page tells of each variant: its id, list, sale, currency and stock. */
function told(html: string) {
  const read = readRecorded(html, HINTS)
  if (isNoReading(read)) return read.none
  return read.listings.flatMap(({ readings }) =>
    readings.map(({ sku, list, sale, currency, stock }) => [sku, list, sale, currency, stock]),
  )
}

const ld = (document: object | string) =>
  `<html><script type="application/ld+json">${
    typeof document === 'string' ? document : JSON.stringify(document)
  }</script></html>`

const product = (offers: unknown, more: object = {}) => ({
  '@context': 'https://schema.org',
  '@type': 'Product',
  name: 'A mug',
  offers,
  ...more,
})

const IN = 'https://schema.org/InStock'

describe('JSON-LD (fg.t.history)', () => {
  test.each([
    ['one offer', product({ price: '19.99', priceCurrency: 'EUR', availability: IN }), 1999, 'in'],
    ['a number', product({ price: 19.9, priceCurrency: 'EUR' }), 1990, 'unknown'],
    ['a number without decimals', product({ price: 20, priceCurrency: 'EUR' }), 2000, 'unknown'],
    ['a currency in small letters', product({ price: 20, priceCurrency: 'eur' }), 2000, 'unknown'],
    ['a comma', product({ price: '19,99', priceCurrency: 'EUR' }), 1999, 'unknown'],
    ['thousands', product({ price: '1,299.00', priceCurrency: 'EUR' }), 129900, 'unknown'],
    ['a list of one', product([{ price: '19.99', priceCurrency: 'EUR' }]), 1999, 'unknown'],
    [
      'several sellers: the lowest that can be had',
      product([
        { price: '9.99', priceCurrency: 'EUR', availability: 'OutOfStock' },
        { price: '19.99', priceCurrency: 'EUR', availability: IN },
        { price: '21.99', priceCurrency: 'EUR', availability: IN },
        { price: '5.00', priceCurrency: 'EUR', itemCondition: 'UsedCondition' },
      ]),
      1999,
      'in',
    ],
    [
      'an AggregateOffer',
      product({ '@type': 'AggregateOffer', lowPrice: '12.5', highPrice: 15, priceCurrency: 'EUR' }),
      1250,
      'unknown',
    ],
    [
      'offers within an AggregateOffer',
      product({
        '@type': 'AggregateOffer',
        lowPrice: 1,
        priceCurrency: 'EUR',
        offers: [{ price: '12.50', availability: IN }],
      }),
      1250,
      'in',
    ],
    [
      'a priceSpecification',
      product({ priceSpecification: { price: '12.50', priceCurrency: 'EUR' } }),
      1250,
      'unknown',
    ],
    [
      'not a price for a kilogram or a dozen',
      product({
        priceSpecification: [
          { price: 1, priceCurrency: 'EUR', referenceQuantity: { value: 1, unitCode: 'KGM' } },
          { price: 10, priceCurrency: 'EUR', eligibleQuantity: { minValue: 12 } },
          { price: 12.5, priceCurrency: 'EUR' },
        ],
      }),
      1250,
      'unknown',
    ],
    [
      'a graph',
      { '@graph': [{ '@type': 'Thing' }, product({ price: 5, priceCurrency: 'EUR' })] },
      500,
      'unknown',
    ],
    [
      'types in a list, in small letters',
      product({ price: 5, priceCurrency: 'EUR' }, { '@type': ['thing', 'product'] }),
      500,
      'unknown',
    ],
  ])('%s', (_, document, sale, stock) => {
    expect(told(ld(document))).toEqual([[null, sale, sale, 'EUR', stock]])
  })

  it('a struck-through price is the list price', () => {
    const priceSpecification = [
      { price: '20.00', priceCurrency: 'EUR', priceType: 'https://schema.org/StrikethroughPrice' },
      { price: '12.50', priceCurrency: 'EUR' },
    ]
    expect(told(ld(product({ priceSpecification })))).toEqual([
      [null, 2000, 1250, 'EUR', 'unknown'],
    ])
  })

  it('variants of a group keep their ids, as texts', () => {
    const variant = (sku: string, price: number) =>
      `{"@type":"Product","sku":${sku},"offers":{"price":${price},"priceCurrency":"EUR"}}`
    const group = `{"@type":"ProductGroup","hasVariant":[${variant('12000040000000017', 5)},${variant('12000040000000019', 6)}]}`
    expect(told(ld(group))).toEqual([
      ['12000040000000017', 500, 500, 'EUR', 'unknown'],
      ['12000040000000019', 600, 600, 'EUR', 'unknown'],
    ])
  })

  test.each([
    ['no price', product({ priceCurrency: 'EUR' })],
    ['a price of nothing', product({ price: 0, priceCurrency: 'EUR' })],
    ['an unknown currency', product({ price: 5, priceCurrency: 'QQQ' })],
    ['a range in a text', product({ price: '10 - 20', priceCurrency: 'EUR' })],
    ['two readings', product({ price: '1.290', priceCurrency: 'EUR' })],
    ['broken JSON', '{"@type":"Product"'],
    ['deep nests', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('%s is no price', (_, document) => {
    expect(told(ld(document))).toBe('no-price')
  })
})

describe('microdata and OpenGraph (fg.t.history)', () => {
  const item = (inner: string) =>
    `<div itemscope itemtype="https://schema.org/Product"><h1 itemprop=name>A mug</h1>${inner}</div>`
  const offer = (inner: string) =>
    `<div itemprop="offers" itemscope itemtype="http://schema.org/Offer">${inner}</div>`

  test.each([
    [
      'content',
      item(
        offer(
          '<meta itemprop="price" content="12.50"><meta itemprop="priceCurrency" content="EUR"><link itemprop="availability" href="http://schema.org/InStock">',
        ),
      ),
      'in',
    ],
    ['text', item(offer('<span itemprop=price>12,50 €</span>')), 'unknown'],
    ['entities', item(offer('<span itemprop=price>&euro;&#49;2.50</span>')), 'unknown'],
    [
      'the lowest of several sellers',
      item(
        ['13', '12.50', '14']
          .map((price) =>
            offer(
              `<i itemprop=price content=${price}></i><i itemprop=priceCurrency content=EUR></i>`,
            ),
          )
          .join(''),
      ),
      'unknown',
    ],
    [
      'the first product only',
      item(offer('<i itemprop=price>€12.50</i>')) + item(offer('<i itemprop=price>€1</i>')),
      'unknown',
    ],
    [
      'OpenGraph',
      '<meta property="og:price:amount" content="12.50"><meta property="og:price:currency" content="EUR">',
      'unknown',
    ],
    [
      'product tags',
      '<meta property="product:price:amount" content="12,50"><meta property="product:price:currency" content="EUR"><meta property="product:availability" content="in stock">',
      'in',
    ],
  ])('%s', (_, html, stock) => {
    expect(told(`<html>${html}</html>`)).toEqual([[null, 1250, 1250, 'EUR', stock]])
  })

  it('a sale price beside the usual one', () => {
    const tag = (name: string, content: string) =>
      `<meta property="product:${name}" content="${content}">`
    const html =
      tag('price:amount', '20') + tag('price:currency', 'EUR') + tag('sale_price:amount', '15')
    expect(told(`<html>${html}</html>`)).toEqual([[null, 2000, 1500, 'EUR', 'unknown']])
  })

  it('a price in a comment, a script or a style is none', () => {
    const meta =
      '<meta property="og:price:amount" content="1"><meta property="og:price:currency" content="EUR">'
    expect(told(`<html><!-- ${meta} --><style>${meta}</style><script>"${meta}"</script>`)).toBe(
      'no-price',
    )
  })

  it('a listing is known by its address where nobody names it', () => {
    const html =
      '<link rel=canonical href="https://shop.example/mugs/7?ref=x"><meta property="og:price:amount" content="1"><meta property="og:price:currency" content="EUR">'
    const read = readRecorded(`<html>${html}`, { at: HINTS.at })
    expect(read).toMatchObject({ listings: [{ listing: { id: 'https://shop.example/mugs/7' } }] })
    const nameless = readRecorded(`<html>${html.replace(/<link[^>]*>/, '')}`, { at: HINTS.at })
    expect(nameless).toMatchObject({ none: 'no-listing' })
  })
})

describe('a check for robots is a block, never a price (fg.t.history)', () => {
  const price = ld(product({ price: 5, priceCurrency: 'EUR' }))

  test.each([
    ['<html><script src="https://x/_____tmd_____/punish?x5secdata=1"></script></html>'],
    [`<html>x5secdata${price}</html>`],
    ['{"ret":["RGV587_ERROR::SM::busy"],"data":{"url":"https://h5/_____tmd_____/punish"}}'],
    ['<html><body>Please slide to verify</body></html>'],
    ['<html><title>Just a moment...</title></html>'],
    ['<html><h1>Are you a robot?</h1></html>'],
  ])('%s', (html) => expect(told(html)).toBe('blocked'))

  it('but a product that is called so is a product', () => {
    expect(told(price.replace('A mug', 'Are you a robot? captcha mug'))).toHaveLength(1)
  })

  it('and an empty page is no block', () => {
    expect(told('<html></html>')).toBe('no-price')
    expect(told('')).toBe('no-price')
  })
})
