import { describe, expect, test } from 'vitest'
import {
  exampleCampaign,
  exampleCart,
  exampleIssuedOffer,
} from '../../../src/contract/market/examples.ts'
import { CODE_GUESSES } from '../../../src/shell/http/throttle/guess-limit.ts'
import { lastChange } from '../../../src/shell/store/feed.ts'
import { type Client, client, key, person, serveMarket } from './served.ts'

const served = await serveMarket()
const admin = served.as(await person(served, { id: 'admin', role: 'admin' }))
const { starts: _s, ends: _e, ...campaign } = exampleCampaign
const { from: _f, until: _u, ...terms } = exampleIssuedOffer.offer
await admin('POST', '/v1/campaigns', campaign)
const until = new Date(Date.now() + 30 * 86_400_000).toISOString()
const made = await admin('POST', '/v1/offers', {
  ...exampleIssuedOffer,
  id: 'spring',
  campaign: campaign.id,
  obtain: 'code',
  offer: { ...terms, kind: 'code', code: 'SPRING5', until },
})
await served.market.book.reached(await lastChange(served.store))

test('there is a code to guess', () => expect(made.status).toBe(201))

let buyers = 0
const someBuyer = () => `buyer-${buyers++}`

/** Keys of integrators: each names the buyers whom it asks for, and each of them is counted. */
async function integrator(): Promise<Client> {
  return served.as(await key(served, ['quotes', 'buyers:read', 'claims:write']))
}

const LIMIT = CODE_GUESSES.account.quota
const listing = { listing: 'l1', store: 's1', seller: 'x1' }

/** Every question that a typed code changes the answer of. */
const ASKED: readonly [string, string, (codes: readonly string[], buyer: string) => object][] = [
  ['POST', '/v1/carts/quote', (codes, buyer) => ({ cart: { ...exampleCart, codes }, buyer })],
  ['POST', '/v1/carts/best', (codes, buyer) => ({ cart: { ...exampleCart, codes }, buyer })],
  ['POST', '/v1/qualify', (codes, buyer) => ({ cart: { ...exampleCart, codes }, buyer })],
  [
    'POST',
    '/v1/agents/ucp/discounts',
    (codes, buyer) => ({ cart: exampleCart, discounts: { codes }, buyer }),
  ],
  ['POST', '/v1/agents/acp/discounts', (coupons, buyer) => ({ cart: exampleCart, coupons, buyer })],
  ['POST', '/v1/coupons/centre', (codes, buyer) => ({ cart: { ...exampleCart, codes }, buyer })],
  [
    'POST',
    '/v1/coupons/panel',
    (codes, buyer) => ({ ...listing, cart: { ...exampleCart, codes }, buyer }),
  ],
  ['POST', '/v1/buyers/{buyer}/wallet', (codes) => ({ cart: { ...exampleCart, codes } })],
]

describe.each(ASKED)('codes typed at %s %s are guesses (A32, cp.12)', (method, path, bodyOf) => {
  const asker = (who: Client, buyer = someBuyer()) => {
    const to = path.replace('{buyer}', buyer)
    return (codes: readonly string[]) => who(method, to, bodyOf(codes, buyer))
  }

  test('ten wrong ones, and the next has to wait', async () => {
    const ask = asker(await integrator())
    for (let at = 0; at < LIMIT; at += 2) {
      expect((await ask([`WRONG${at}`, 'SPRING5', `WRONG${at + 1}`])).status).toBe(200)
    }
    const refused = await ask(['WRONG-NEXT'])
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    // Whether a code is right is not told any more either; a cart without codes is priced.
    expect((await ask(['SPRING5'])).status).toBe(429)
    expect((await ask([])).status).toBe(200)
  })

  test('a right code is no guess, however often and with however many it is sent', async () => {
    const ask = asker(await integrator())
    for (let at = 0; at < 2 * LIMIT; at++) expect((await ask(['spring5'])).status).toBe(200)
    const many = Array.from({ length: 30 }, () => 'SPRING5')
    expect((await ask(many)).status).toBe(200)
  })
})

test('the same wrong code is one guess: a cart is priced with every change', async () => {
  const [who, buyer] = [await integrator(), someBuyer()]
  const ask = (codes: readonly string[]) =>
    who('POST', '/v1/carts/quote', { cart: { ...exampleCart, codes }, buyer })
  for (let at = 0; at < 2 * LIMIT; at++) expect((await ask(['SPRNG5', ' sprng5'])).status).toBe(200)
  for (let at = 1; at < LIMIT; at++) expect((await ask([`OTHER${at}`])).status).toBe(200)
  expect((await ask(['SPRING5'])).status).toBe(429)
  expect((await ask(['SPRNG5'])).status).toBe(200)
})

test('a thousand codes at once are a thousand guesses', async () => {
  const who = await integrator()
  const statuses = await Promise.all(
    Array.from({ length: 60 }, async (_, at) => {
      const cart = { ...exampleCart, codes: [`AT-ONCE-${at}`] }
      return (await who('POST', '/v1/carts/quote', { cart, buyer: 'hurried' })).status
    }),
  )
  expect(statuses.filter((status) => status === 200)).toHaveLength(LIMIT)
})

test('guesses at quotes and at claims are counted together', async () => {
  const who = await integrator()
  for (let at = 0; at < LIMIT; at++) {
    const cart = { ...exampleCart, codes: [`BOTH${at}`] }
    await who('POST', '/v1/carts/quote', { cart, buyer: 'both' })
  }
  expect((await who('POST', '/v1/claims', { buyer: 'both', code: 'SPRING5' })).status).toBe(429)
})

test('whoever is not signed in is counted by address', async () => {
  const visitor = client(served.url, {})
  const statuses: number[] = []
  for (let at = 0; at < CODE_GUESSES.address.quota; at += 25) {
    const codes = Array.from({ length: 25 }, (_, one) => `VISITOR-${at + one}`)
    const { status } = await visitor('POST', '/v1/carts/quote', { cart: { ...exampleCart, codes } })
    statuses.push(status)
  }
  expect(new Set(statuses)).toEqual(new Set([200]))
  const cart = { ...exampleCart, codes: ['SPRING5'] }
  expect((await visitor('POST', '/v1/carts/quote', { cart })).status).toBe(429)
})

test('a wrong code is answered at an even time', async () => {
  const ask = await integrator()
  const timed = async (codes: readonly string[]) => {
    const beganMs = performance.now()
    await ask('POST', '/v1/carts/quote', { cart: { ...exampleCart, codes }, buyer: 'timed' })
    return performance.now() - beganMs
  }
  await timed([])
  const wrong = [await timed(['LATE']), await timed(['LATE']), await timed(['LATE'])]
  expect(Math.min(...wrong)).toBeGreaterThan(19)
})

test('invitations are guessed no faster (tc.15.a)', async () => {
  const who = await integrator()
  const redeem = async (code: string) =>
    (await who('POST', '/v1/buyers/invited/invitation/redeem', { code })).status
  for (let at = 0; at < LIMIT; at++) expect(await redeem(`INVITED${at}`)).toBe(409)
  expect(await redeem('INVITED-NEXT')).toBe(429)
})
