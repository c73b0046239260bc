import { describe, expect, test } from 'vitest'
import { reading } from '../../src/core/tracker/observation.ts'
import { affiliateKeys } from '../../src/shell/sources/affiliate/affiliate-keys.ts'
import { affiliateSource } from '../../src/shell/sources/affiliate/affiliate-source.ts'
import { isUnseen } from '../../src/shell/sources/source.ts'
import { affiliateGateway } from './affiliate-double.ts'
import { localWeb, says } from './local-web.ts'

const web = await localWeb()
const gateway = affiliateGateway({ key: '345678', secret: 's3cret' }, () => web.clock.now)
web.sites['api.test'] = { '/sync': (request, response) => gateway.answer(request, response) }
const keysWith = (more = {}) => {
  const keys = affiliateKeys({
    TESSERA_AFFILIATE_KEY: '345678',
    TESSERA_AFFILIATE_SECRET: 's3cret',
    TESSERA_AFFILIATE_TRACKING: 'tessera',
    TESSERA_AFFILIATE_GATEWAY: 'https://api.test/sync',
    ...more,
  })
  if (keys === null || 'wrong' in keys) throw new Error('The keys of the test are wrong.')
  return keys
}
const sourceWith = (more = {}) =>
  affiliateSource({
    keys: keysWith(more),
    client: web.client,
    now: () => web.clock.now,
    gatherMs: 5,
  })
const source = sourceWith()
const US = { shipTo: 'US', currency: 'USD' }
const observe = (listing: string, asked = US, from = source) =>
  from.observe({ origin: 'marketplace', listing }, asked)

const ID = '1005006113315011'
gateway.products.set(ID, {
  product_id: ID,
  sale: { USD: '12.34', BRL: '66.90' },
  list: { USD: '1,020.00', BRL: '130.00' },
})

/** Every test at a time of its own, so that none waits for the bucket of another. */
const later = () => {
  web.clock.now += 3_600_000
}

describe('the affiliate interface', () => {
  test('is asked with a signature that it verifies, and gives readings of its own source', async () => {
    const seen = await observe(ID)
    if (isUnseen(seen)) throw new Error(JSON.stringify(seen))
    expect(seen.listing).toMatchObject({ id: ID, title: `Product ${ID}` })
    expect(seen.readings[0]).toMatchObject({
      listing: ID,
      source: 'affiliate-api',
      currency: 'USD',
      shipTo: 'US',
      list: 102_000,
      sale: 1_234,
      at: new Date(web.clock.now).toISOString(),
    })
    expect(seen.readings.every((one) => reading.ok(one))).toBe(true)
    expect(gateway.calls.at(-1)).toMatchObject({
      method: 'aliexpress.affiliate.productdetail.get',
      product_ids: ID,
      country: 'US',
      target_currency: 'USD',
      tracking_id: 'tessera',
    })
  })

  test('what is asked at the same time shares calls of 50 ids, each id once, by country and currency', async () => {
    later()
    const ids = Array.from({ length: 120 }, (_, at) => String(1005006000000000n + BigInt(at)))
    for (const id of ids) {
      gateway.products.set(id, { product_id: id, sale: { USD: '1.00' }, list: { USD: '2.00' } })
    }
    const before = gateway.calls.length
    const answers = await Promise.all([...ids, ids[119] as string].map((id) => observe(id)))
    expect(answers.filter(isUnseen)).toEqual([])
    expect(answers.map((one) => 'listing' in one && one.listing.id)).toEqual([...ids, ids[119]])
    // Calls that are under way together arrive in any order.
    const asked = gateway.calls.slice(before).map((call) => call.product_ids?.split(',').length)
    expect(asked.toSorted()).toEqual([20, 50, 50])
    await Promise.all([observe(ID), observe(ID, { shipTo: 'BR', currency: 'BRL' })])
    const countries = gateway.calls.slice(-2).map((call) => call.country)
    expect(countries.toSorted()).toEqual(['BR', 'US'])
  })

  test('a product that it does not know is unknown, alone or among others: 405 is not gone', async () => {
    later()
    expect(await observe('1005000000000001')).toMatchObject({ unseen: 'unknown' })
    const [known, other] = await Promise.all([observe(ID), observe('1005000000000002')])
    expect(isUnseen(known)).toBe(false)
    expect(other).toEqual({ unseen: 'unknown', again: null })
    expect(await observe('not an id')).toMatchObject({ unseen: 'unknown' })
  })

  test('the price of the app is another surface, and conditional', async () => {
    later()
    const more = { target_app_sale_price: '10.00', target_app_sale_price_currency: 'USD' }
    const known = gateway.products.get(ID)
    if (!known) throw new Error('It is there.')
    gateway.products.set('1005001', { ...known, product_id: '1005001', more })
    gateway.products.set('1005006000000500', { ...known, product_id: '1005006000000500', more })
    const seen = await observe('1005006000000500')
    expect('readings' in seen && seen.readings.map(({ surface, sale }) => [surface, sale])).toEqual(
      [
        ['site', 1_234],
        ['app', 1_000],
      ],
    )
  })
})

describe('what it refuses', () => {
  test('keys that are wrong, and a clock that is', async () => {
    later()
    const wrong = sourceWith({ TESSERA_AFFILIATE_SECRET: 'other' })
    expect(await observe(ID, US, wrong)).toMatchObject({
      unseen: 'keys',
      detail: 'IncompleteSignature',
    })
    const stranger = sourceWith({ TESSERA_AFFILIATE_KEY: '1' })
    expect(await observe(ID, US, stranger)).toMatchObject({
      unseen: 'keys',
      detail: 'InvalidAppKey',
    })
    const late = affiliateSource({
      keys: keysWith(),
      client: web.client,
      now: () => web.clock.now - 700_000,
      gatherMs: 1,
    })
    expect(await observe(ID, US, late)).toMatchObject({
      unseen: 'keys',
      detail: 'IllegalTimestamp',
    })
  })

  const error = (code: string, more = {}) => ({ error_response: { type: 'ISV', code, ...more } })
  const inSeconds = (seconds: number) => web.clock.now + seconds * 1_000

  test.each([
    [error('ApiCallLimit', { msg: 'This ban will last 7 more seconds' }), 'busy', 7],
    [error('ApiCallLimit'), 'busy', 1],
    [error('InsufficientPermission'), 'keys', 900],
    [error('15', { type: 'ISP', sub_code: 'isv.insufficient-permission' }), 'keys', 900],
    [error('15', { type: 'ISP' }), 'unreachable', 60],
    [error('ServiceTimeout', { type: 'SYSTEM' }), 'unreachable', 60],
    [error('Novel', { type: 'SYSTEM' }), 'unreachable', 60],
    [error('MissingParameter'), 'refused', null],
    ['<html>bad gateway</html>', 'unreachable', 60],
    ['{"other":1}', 'unreachable', 60],
  ])('%j: %s', async (answer, reason, seconds) => {
    later()
    gateway.next = answer
    const again = seconds === null ? null : inSeconds(seconds)
    expect(await observe(ID)).toMatchObject({ unseen: reason, again })
  })

  test.each([
    [401, 'keys'],
    [404, 'unreachable'],
    [405, 'unknown'],
    [999, 'refused'],
  ])('a result %i: %s', async (resp_code, reason) => {
    later()
    gateway.next = {
      aliexpress_affiliate_productdetail_get_response: {
        resp_result: { resp_code, resp_msg: 'x' },
      },
    }
    expect(await observe(ID)).toMatchObject({ unseen: reason })
  })

  test('a gateway that is busy, away, or leads elsewhere', async () => {
    later()
    web.sites['api.test'] = { '/sync': says(429, { 'retry-after': '30' }) }
    expect(await observe(ID)).toMatchObject({ unseen: 'busy', again: inSeconds(30) })
    later()
    web.sites['api.test'] = { '/sync': says(302, { location: 'https://evil.example/' }) }
    expect(await observe(ID)).toMatchObject({ unseen: 'unreachable' })
    expect(web.asked.some((one) => one.startsWith('evil.'))).toBe(false)
    web.sites['api.test'] = { '/sync': (request, response) => gateway.answer(request, response) }
  })

  test('and no answer holds the keys', async () => {
    later()
    gateway.next = error('IncompleteSignature', { msg: 'app_key345678 s3cret' })
    expect(JSON.stringify(await observe(ID))).not.toMatch(/s3cret|345678/)
  })
})

describe('the keys of the environment', () => {
  test.each([
    [{}, null],
    [{ TESSERA_AFFILIATE_KEY: 'k' }, 'TESSERA_AFFILIATE_SECRET is missing'],
    [{ TESSERA_AFFILIATE_SECRET: 's' }, 'TESSERA_AFFILIATE_KEY is missing'],
    [
      {
        TESSERA_AFFILIATE_KEY: 'k',
        TESSERA_AFFILIATE_SECRET: 's',
        TESSERA_AFFILIATE_GATEWAY: 'http://api.test/',
      },
      'must be an https address',
    ],
  ])('%j', (environment, says) => {
    const keys = affiliateKeys(environment)
    if (says === null) expect(keys).toBeNull()
    else expect(keys).toMatchObject({ wrong: expect.stringContaining(says) })
  })
})
