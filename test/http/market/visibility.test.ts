import { describe, expect, test } from 'vitest'
import { SCOPES } from '../../../src/contract/market/endpoint.ts'
import {
  exampleCampaign,
  exampleCart,
  exampleIssuedOffer,
} from '../../../src/contract/market/examples.ts'
import { key, person, serveMarket } from './served.ts'

const served = await serveMarket()
const admin = served.as(await person(served, { id: 'admin', role: 'admin' }))
const lumen = served.as(await person(served, { id: 'lumen-1', role: 'seller', seller: 'lumen' }))
const stride = served.as(await person(served, { id: 'stride-1', role: 'seller', seller: 'stride' }))
const strideKey = served.as(
  await key(served, ['offers:read', 'offers:write', 'codes:write', 'keys', 'webhooks'], 'stride'),
)
const ana = served.as(await person(served, { id: 'ana', role: 'buyer' }))
const ben = served.as(await person(served, { id: 'ben', role: 'buyer' }))
const agent = served.as(await person(served, { id: 'agent', role: 'agent' }))

const { starts: _s, ends: _e, ...unbounded } = exampleCampaign
const campaign = { ...unbounded, id: 'lumen-sale', seller: 'lumen' }
const { from: _f, until: _u, ...always } = exampleIssuedOffer.offer
const offer = {
  ...exampleIssuedOffer,
  id: 'lumen-5',
  campaign: 'lumen-sale',
  seller: 'lumen',
  obtain: 'panel',
  offer: { ...always, kind: 'store-coupon', funder: 'store:hair-lab' },
}

describe('a row is seen only by whom it belongs to', async () => {
  const madeCampaign = await lumen('POST', '/v1/campaigns', campaign)
  const madeOffer = await lumen('POST', '/v1/offers', offer)
  const madeKey = await lumen('POST', '/v1/keys', { name: 'k', scopes: ['offers:read'] })
  const keyId = (madeKey.body as { id: string }).id
  const claimed = await ana('POST', '/v1/claims', { offer: 'lumen-5' })

  test('the rows were made', () => {
    expect([madeCampaign, madeOffer, madeKey, claimed].map(({ status }) => status)).toEqual([
      201, 201, 201, 200,
    ])
  })

  const rows: readonly [string, string, unknown?][] = [
    ['GET', '/v1/campaigns/lumen-sale'],
    ['PUT', '/v1/campaigns/lumen-sale', { ...campaign, seller: 'stride' }],
    ['POST', '/v1/campaigns/lumen-sale/end'],
    ['GET', '/v1/offers/lumen-5'],
    ['PUT', '/v1/offers/lumen-5', { ...offer, seller: 'stride' }],
    ['GET', '/v1/offers/lumen-5/versions'],
    ['POST', '/v1/offers/lumen-5/end'],
    ['POST', '/v1/offers/lumen-5/codes', { count: 1 }],
    ['POST', `/v1/keys/${keyId}/rotate`],
    ['DELETE', `/v1/keys/${keyId}`],
  ]

  test.each(rows)('another seller: %s %s', async (method, path, body) => {
    const more = { 'if-match': '"1"' }
    for (const who of [stride, strideKey]) {
      // What names another seller is refused before it is looked up; nothing else is found.
      expect([400, 404]).toContain((await who(method, path, body, more)).status)
    }
  })

  test.each([
    ['/v1/campaigns', 'campaigns'],
    ['/v1/offers', 'offers'],
    ['/v1/keys', 'keys'],
  ])('another seller lists nothing of it: %s', async (path, field) => {
    const own = (await lumen('GET', path)).body as Record<string, unknown[]>
    const other = (await stride('GET', path)).body as Record<string, unknown[]>
    expect(own[field]).toHaveLength(1)
    expect(other[field]).not.toContainEqual((own[field] as unknown[])[0])
  })

  test('nobody issues for another seller, or as the platform', async () => {
    const foreign = await stride('POST', '/v1/campaigns', { ...campaign, id: 'foreign' })
    expect(foreign.status).toBe(400)
    const { seller: _, ...platform } = { ...campaign, id: 'platform' }
    expect((await stride('POST', '/v1/campaigns', platform)).status).toBe(400)
  })

  test.each(['wallet', 'claims', 'coins', ''])('another buyer: %s', async (part) => {
    const path = `/v1/buyers/ana${part && `/${part}`}`
    expect((await ana('GET', path)).status).toBe(200)
    expect((await ben('GET', path)).status).toBe(404)
    expect((await agent('GET', path)).status).toBe(200)
    expect((await ana('GET', path.replace('ana', 'me'))).status).toBe(200)
  })

  test('a buyer claims for nobody else', async () => {
    expect((await ben('POST', '/v1/claims', { buyer: 'ana', offer: 'lumen-5' })).status).toBe(400)
  })

  test('the platform sees every seller', async () => {
    const { body } = await admin('GET', '/v1/offers')
    expect((body as { offers: unknown[] }).offers).toHaveLength(1)
  })
})

describe('a seller works with its own rows, and with no buyer', async () => {
  const everything = served.as(await key(served, SCOPES, 'stride'))
  await ana('GET', '/v1/buyers/ana/wallet')

  // Such a key cannot be issued: it stands for one from before that was so.
  test.each([
    ['GET', '/v1/buyers/ana'],
    ['PUT', '/v1/buyers/ana', { country: 'US' }],
    ['GET', '/v1/buyers/ana/claims'],
    ['GET', '/v1/buyers/ana/wallet'],
    ['POST', '/v1/buyers/ana/wallet', { cart: exampleCart }],
    ['GET', '/v1/buyers/ana/coins'],
    ['POST', '/v1/buyers/ana/coins/earn', { rule: 'check-in', source: 's1' }],
    ['POST', '/v1/claims', { buyer: 'ana', offer: 'lumen-5' }],
    ['POST', '/v1/claims', { buyer: 'ana', offer: 'lumen-5', grant: true }],
  ])(
    'a key of a seller that was given every scope: %s %s',
    async (method, path, body?: unknown) => {
      const { status, body: said } = await everything(method, path, body)
      expect(status).toBe(403)
      expect(said).toMatchObject({ detail: expect.stringContaining('keys of the platform') })
    },
  )

  test('what is its own, it may', async () => {
    expect((await everything('GET', '/v1/offers')).status).toBe(200)
    expect((await everything('GET', '/v1/keys')).status).toBe(200)
  })

  test.each([
    ['its own people', stride],
    ['its own key, whatever scopes that has', everything],
    ['an admin', admin],
  ])('nobody issues a key of a seller that acts on buyers: %s', async (_, who) => {
    const scopes = ['offers:read', 'buyers:read', 'quotes', 'coins:write']
    const { status, body } = await who('POST', '/v1/keys', { name: 'k', scopes, seller: 'stride' })
    expect(status).toBe(400)
    const { errors } = body as { errors: { pointer: string }[] }
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/scopes/1', '/scopes/3'])
  })

  test('the platform has keys for all of it', async () => {
    const made = await admin('POST', '/v1/keys', { name: 'shop', scopes: SCOPES })
    expect(made.status).toBe(201)
  })
})
