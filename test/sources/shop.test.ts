import { describe, expect, test } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import { reading } from '../../src/core/tracker/observation.ts'
import { observed } from '../../src/core/tracker/stack.ts'
import { pageSource } from '../../src/shell/sources/page.ts'
import { SHOP_HOST, shopDouble } from '../../src/shell/sources/shop/shop-double.ts'
import {
  SHOP_EVERY_MS,
  SHOP_PRODUCTS,
  type ShopProduct,
  shopPriceMinor,
} from '../../src/shell/sources/shop/shop-prices.ts'
import { shopItem } from '../../src/shell/sources/shop-item.ts'
import { isUnseen } from '../../src/shell/sources/source.ts'
import { localWeb } from './local-web.ts'

const START = Date.parse('2026-11-01T10:00:00Z')
const SECOND = 1_000

describe('the sample shop', () => {
  const web = localWeb()
  const clock = { now: START }
  const now = () => clock.now
  const shop = shopDouble({ now })
  const US = { shipTo: 'US', currency: 'USD' }
  const source = web.then(({ client }) => pageSource({ client: shop.around(client), now }))

  test('is read like any shop: variants, shipping and its coupon, with no request at all', async () => {
    for (const item of shop.items) {
      const product = SHOP_PRODUCTS.find(({ id }) => id === item.listing) as ShopProduct
      const seen = await (await source).observe(item, US)
      if (isUnseen(seen)) throw new Error(JSON.stringify(seen))
      expect(seen.listing).toMatchObject({ id: product.id, title: product.title })
      expect(seen.readings.map(({ sku }) => sku)).toEqual(product.variants.map(({ sku }) => sku))
      const [first] = seen.readings
      expect(first).toMatchObject({
        list: product.listMinor,
        sale: shopPriceMinor(product, START, 1),
        shipping: product.shippingMinor,
        currency: 'USD',
        shipTo: 'US',
        stock: 'in',
        conditions: [],
      })
      expect(reading.ok(first)).toBe(true)
      const coupons = first?.layers.filter(({ kind }) => kind === 'store-coupon') ?? []
      expect(coupons.map(({ offer }) => offer)).toMatchObject(
        product.coupon === null
          ? []
          : [
              {
                benefit: { off: product.coupon.offMinor },
                minimum: { spend: product.coupon.minimumMinor },
                from: '2026-11-01T10:00:00Z',
                until: '2026-11-01T11:00:00Z',
              },
            ],
      )
    }
    expect((await web).asked).toEqual([])
  })

  test('a coupon that is reached is in the total, one that is not tells what it lacks', async () => {
    const read = await source
    const total = async (id: string) => {
      const item = shop.items.find(({ listing }) => listing === id)
      const seen = item && (await read.observe(item, US))
      if (!seen || isUnseen(seen) || !seen.readings[0]) throw new Error('It is there.')
      const receipt = observed(seen.readings[0])
      if (isRefused(receipt)) throw new Error(JSON.stringify(receipt))
      const { sale, shipping } = seen.readings[0]
      return receipt.total - sale - shipping
    }
    expect(await total('sample-headphones')).toBe(-300)
    expect(await total('sample-lamp')).toBe(0)
    expect(await total('sample-kettle')).toBe(0)
  })

  test('its pages say when they are unchanged, and others are not found', async () => {
    const { headers, status } = shop.answer('/item/sample-lamp.html')
    expect(status).toBe(200)
    expect(
      shop.answer('/item/sample-lamp.html', { 'if-none-match': headers.etag as string }),
    ).toMatchObject({
      status: 304,
      body: '',
    })
    expect(shop.answer('/robots.txt').status).toBe(200)
    for (const path of ['/', '/item/other.html', '/item/../../x', '/item/__proto__.html']) {
      expect(shop.answer(path).status).toBe(404)
    }
    expect(
      await (await source).observe(
        { origin: 'shop', listing: 'x', url: `https://${SHOP_HOST}/x` },
        US,
      ),
    ).toMatchObject({ unseen: 'unknown' })
  })

  test('whatever else is asked for goes on to the web', async () => {
    const item = { origin: 'shop', listing: 'y', url: 'https://other.test/y' } as const
    expect(await (await source).observe(item, US)).toMatchObject({ unseen: 'unknown' })
    expect((await web).asked).toEqual(['other.test/robots.txt', 'other.test/y'])
  })
})

describe('its prices', () => {
  test('are the same for everybody at the same time, between low and list', () => {
    for (const product of SHOP_PRODUCTS) {
      for (let at = START; at < START + 3_600 * SECOND; at += 7 * SECOND) {
        const price = shopPriceMinor(product, at, 7)
        expect(price).toBe(shopPriceMinor(product, at, 7))
        expect(price).toBeGreaterThanOrEqual(product.lowMinor)
        expect(price).toBeLessThanOrEqual(product.listMinor)
      }
    }
  })

  test('reach the low on two readings within two minutes of any moment (fg.t.alert)', () => {
    for (const product of SHOP_PRODUCTS) {
      const suggested = product.lowMinor * 1.05
      for (let set = START; set < START + 600 * SECOND; set += SECOND) {
        let inRow = 0
        let at = set
        for (; inRow < 2 && at <= set + 120 * SECOND; at += SHOP_EVERY_MS) {
          inRow = shopPriceMinor(product, at, 1) <= suggested ? inRow + 1 : 0
        }
        expect(inRow).toBe(2)
      }
    }
  })

  test('stay away from the low between, so that an alert can be armed again', () => {
    for (const product of SHOP_PRODUCTS) {
      const prices = Array.from({ length: 400 }, (_, step) =>
        shopPriceMinor(product, START + step * 20 * SECOND, 1),
      )
      const away = prices.filter((price) => price !== product.lowMinor)
      expect(away.length).toBe(240)
      expect(Math.min(...away)).toBeGreaterThan(product.lowMinor * 1.05 * 1.02)
    }
  })
})

describe('the page of another shop as a listing', () => {
  test('one page is one listing, whoever pasted it from where', () => {
    const plain = shopItem('https://shop.example/p/lamp?color=red')
    expect(plain).toMatchObject({ origin: 'shop', url: 'https://shop.example/p/lamp?color=red' })
    for (const text of [
      ' https://SHOP.example/p/lamp?color=red#reviews ',
      'https://shop.example:443/p/lamp?utm_source=x&color=red&fbclid=abc&gclid=1',
    ]) {
      expect(shopItem(text)).toEqual(plain)
    }
    expect(shopItem('https://shop.example/p/lamp?color=blue')).not.toEqual(plain)
  })

  test.each([
    'shop.example/p',
    'ftp://shop.example/',
    'https://user:secret@shop.example/',
    'https://127.0.0.1/',
    'http://localhost/',
    'https://shop.example:8443/',
    'https://shop.example\\@evil.example/',
    `https://shop.example/${'a'.repeat(2_000)}`,
  ])('%s is none', (text) => {
    expect(shopItem(text)).toMatchObject({ fault: expect.any(String) })
  })
})
