import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { reading } from '../../src/core/tracker/observation.ts'
import { pageSource } from '../../src/shell/sources/page.ts'
import { isUnseen, type ListedItem } from '../../src/shell/sources/source.ts'
import { leadsTo, localWeb, says } from './local-web.ts'

const web = await localWeb()
const source = pageSource({ client: web.client, now: () => web.clock.now })
const US = { shipTo: 'US', currency: 'USD' }
const HTML = { 'content-type': 'text/html; charset=utf-8' }

const shopPage = (price: string, currency = 'EUR') =>
  `<!doctype html><title>Lamp</title><script type="application/ld+json">${JSON.stringify({
    '@type': 'Product',
    name: 'Lamp',
    productID: '1005006113315011',
    offers: { '@type': 'Offer', price, priceCurrency: currency, availability: 'InStock' },
  })}</script>`

const itemPage = (id: string, value: number) =>
  `<html><script>window.runParams = { data: ${JSON.stringify({
    productInfoComponent: { idStr: id, subject: 'Kettle' },
    sellerComponent: { storeNum: '911061014' },
    currencyComponent: { currencyCode: 'USD' },
    userComponent: { userCountryCode: 'US', currentTime: 4_000_000_000_000 },
    priceComponent: {
      skuPriceList: [
        { skuIdStr: '12000021872428270', skuVal: { skuAmount: { currency: 'USD', value } } },
      ],
    },
  })} };</script></html>`

let hosts = 0
/** A shop of its own for every test, so that no test waits for another. */
function shop(
  pages: Record<string, ReturnType<typeof says>>,
): ListedItem & { readonly host: string } {
  const host = `shop${++hosts}.test`
  web.sites[host] = pages
  return { origin: 'shop', listing: `${host}:1`, url: `https://${host}/lamp`, host }
}
const observe = (item: ListedItem) => source.observe(item, US)

describe('a page of a shop is read', () => {
  test('for its own listing, at the time when it came, whatever it says of itself', async () => {
    const item = shop({ '/lamp': says(200, HTML, shopPage('19.90')) })
    const seen = await observe(item)
    if (isUnseen(seen)) throw new Error(JSON.stringify(seen))
    expect(seen.listing).toMatchObject({ id: item.listing, title: 'Lamp' })
    expect(seen.readings).toHaveLength(1)
    expect(seen.readings[0]).toMatchObject({
      listing: item.listing,
      source: 'page',
      currency: 'EUR',
      sale: 1_990,
      at: new Date(web.clock.now).toISOString(),
    })
    expect(seen.readings.every((one) => reading.ok(one))).toBe(true)
  })

  test('what it does not say of shipping is not known, and never free (fg.shipping)', async () => {
    const rated = shopPage('19.90').replace(
      '"availability"',
      '"shippingDetails":{"shippingRate":{"value":"0.00","currency":"EUR"}},"availability"',
    )
    const dear = rated.replace('0.00', '4.99')
    const answers = await Promise.all(
      [shopPage('19.90'), rated, dear].map((page) =>
        observe(shop({ '/lamp': says(200, HTML, page) })),
      ),
    )
    const told = answers.map((seen) => {
      if (isUnseen(seen)) throw new Error(JSON.stringify(seen))
      const [{ shipping, isShippingUnknown = false } = {}] = seen.readings
      return [shipping, isShippingUnknown]
    })
    expect(told).toEqual([
      [0, true],
      [0, false],
      [499, false],
    ])
  })

  test('a clock of the page and an id of another listing count for nothing', async () => {
    const item = shop({ '/lamp': says(200, HTML, itemPage('1005006113315011', 9.9)) })
    const seen = await observe(item)
    expect('readings' in seen && seen.readings[0]).toMatchObject({
      listing: item.listing,
      at: new Date(web.clock.now).toISOString(),
    })
  })

  test('again only if it has changed: the price is seen once more', async () => {
    let price = '19.90'
    const item = shop({
      '/lamp': (request, response) => {
        const etag = `"${price}"`
        if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
        response.writeHead(200, { ...HTML, etag }).end(shopPage(price))
      },
    })
    const first = await observe(item)
    web.clock.now += 600_000
    const second = await observe(item)
    expect(second).toMatchObject({ isUnchanged: true })
    const at = new Date(web.clock.now).toISOString()
    expect('readings' in first && 'readings' in second && second.readings).toEqual(
      'readings' in first && first.readings.map((one) => ({ ...one, at })),
    )
    price = '17.90'
    expect(await observe(item)).toMatchObject({ readings: [{ sale: 1_790 }] })
  })

  test('where a redirect led, its validators are not sent to the address that was asked', async () => {
    const sent: unknown[] = []
    const item = shop({
      '/new': (request, response) => {
        sent.push(request.headers['if-none-match'])
        response.writeHead(200, { ...HTML, etag: '"new"' }).end(shopPage('19.90'))
      },
    })
    const led: unknown[] = []
    web.sites[item.host] = {
      ...web.sites[item.host],
      '/lamp': (request, response) => {
        led.push(request.headers['if-none-match'])
        response.writeHead(302, { location: '/new' }).end()
      },
    }
    await observe(item)
    web.clock.now += 600_000
    expect(await observe(item)).toMatchObject({ readings: [{ sale: 1_990 }] })
    expect([...led, ...sent]).toEqual([undefined, undefined, undefined, undefined])
  })

  test('once for all who ask while it is fetched', async () => {
    const item = shop({ '/lamp': says(200, HTML, shopPage('19.90')) })
    const answers = await Promise.all([observe(item), observe(item), observe(item)])
    expect(answers.filter(isUnseen)).toEqual([])
    expect(web.asked.filter((one) => one === `${item.host}/lamp`)).toHaveLength(1)
    await observe(item)
    expect(web.asked.filter((one) => one === `${item.host}/lamp`)).toHaveLength(2)
  })

  test('in the encoding that it names', async () => {
    const words = shopPage('19.90').replaceAll('Lamp', 'Lámpara')
    const item = shop({
      '/lamp': says(
        200,
        { 'content-type': 'text/html; charset="ISO-8859-1"' },
        Buffer.from(words, 'latin1'),
      ),
    })
    expect(await observe(item)).toMatchObject({ listing: { title: 'Lámpara' } })
    const unknown = shop({
      '/lamp': says(200, { 'content-type': 'text/html; charset=klingon' }, words),
    })
    expect(await observe(unknown)).toMatchObject({ listing: { title: 'Lámpara' } })
    const packed = shop({
      '/lamp': says(200, { ...HTML, 'content-encoding': 'gzip' }, gzipSync(words)),
    })
    expect(await observe(packed)).toMatchObject({ listing: { title: 'Lámpara' } })
  })
})

describe('what is no price', () => {
  test.each([
    ['a page without one', says(200, HTML, '<title>Lamp</title>'), 'unreadable'],
    ['a price without a currency', says(200, HTML, shopPage('19.90', '')), 'unreadable'],
    ['a price of nothing', says(200, HTML, shopPage('0.00')), 'unreadable'],
    ['a picture', says(200, { 'content-type': 'image/png' }, shopPage('19.90')), 'unreadable'],
    ['an empty answer', says(200, HTML, ''), 'unreadable'],
    ['not found', says(404, HTML, shopPage('19.90')), 'unknown'],
    ['gone', says(410, HTML, shopPage('19.90')), 'gone'],
    ['down', says(500, HTML, shopPage('19.90')), 'unreachable'],
    ['unchanged, though it was never read', says(304), 'unknown'],
  ])('%s', async (_, answer, reason) => {
    expect(await observe(shop({ '/lamp': answer }))).toMatchObject({ unseen: reason })
  })

  test.each([
    [
      'a check for robots',
      says(200, HTML, `<script src="/_____tmd_____/punish?x=1"></script>${shopPage('1.00')}`),
    ],
    ['a refusal', says(403, HTML, shopPage('1.00'))],
  ])('%s blocks, and the shop is left alone', async (_, answer) => {
    const item = shop({ '/lamp': answer })
    const blocked = await observe(item)
    expect(blocked).toMatchObject({ unseen: 'blocked' })
    const again = 'again' in blocked ? blocked.again : null
    expect(again).toBeGreaterThan(web.clock.now)
    const before = web.asked.length
    expect(await observe(item)).toEqual({ unseen: 'busy', again, detail: 'closed' })
    expect(web.asked).toHaveLength(before)
  })

  test('what robots.txt forbids', async () => {
    const item = shop({
      '/robots.txt': says(200, {}, 'User-agent: *\nDisallow: /lamp'),
      '/lamp': says(200, HTML, shopPage('19.90')),
    })
    expect(await observe(item)).toEqual({ unseen: 'robots', again: null, detail: 'robots' })
  })

  test('an address of this machine, or none', async () => {
    const local: ListedItem = { origin: 'shop', listing: 'x', url: 'http://127.0.0.1/' }
    expect(await observe(local)).toMatchObject({ unseen: 'unreachable' })
    expect(await observe({ origin: 'shop', listing: 'x' })).toMatchObject({ unseen: 'unreadable' })
    expect(await observe({ origin: 'marketplace', listing: '../robots.txt' })).toMatchObject({
      unseen: 'unreadable',
    })
  })
})

describe('a page of the marketplace', () => {
  const ID = '1005006113315011'
  const item = { origin: 'marketplace', listing: ID } as const
  const at = (page: ReturnType<typeof says>) => {
    web.clock.now += 3_600_000
    web.sites['www.aliexpress.com'] = { [`/item/${ID}.html`]: page }
  }

  test('is asked for by the id alone, and gives its variants with exact ids', async () => {
    at(says(200, HTML, itemPage(ID, 20.72)))
    expect(await observe(item)).toMatchObject({
      readings: [{ listing: ID, sku: '12000021872428270', sale: 2_072, source: 'page' }],
    })
    expect(web.asked.at(-1)).toBe(`www.aliexpress.com/item/${ID}.html`)
  })

  test('may lead to another site of it, and nowhere else', async () => {
    at(leadsTo(web.local(`https://es.aliexpress.com/item/${ID}.html`)))
    web.sites['es.aliexpress.com'] = { [`/item/${ID}.html`]: says(200, HTML, itemPage(ID, 20.72)) }
    expect(await observe(item)).toMatchObject({ readings: [{ listing: ID, sale: 2_072 }] })
    at(leadsTo(web.local('https://aliexpress.com.evil.example/item/1.html')))
    expect(await observe(item)).toMatchObject({ unseen: 'elsewhere' })
    at(leadsTo(`https://es.aliexpress.com:8443/item/${ID}.html`))
    expect(await observe(item)).toMatchObject({ unseen: 'unreachable' })
    expect(web.asked.some((one) => one.includes('evil'))).toBe(false)
  })

  test('that shows another product is no price of this one', async () => {
    at(says(200, HTML, itemPage('1005001111111111', 1)))
    expect(await observe(item)).toMatchObject({ unseen: 'elsewhere' })
  })

  test('is left to its interface where that is wanted', () => {
    expect(pageSource({ client: web.client, readsMarketplace: false }).origins).toEqual(['shop'])
  })
})
