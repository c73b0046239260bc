import { describe, expect, test } from 'vitest'
import { type Endpoint, ROLES, SCOPES } from '../../../src/contract/market/endpoint.ts'
import { ENDPOINTS } from '../../../src/contract/market/endpoints.ts'
import { MAY } from './matrix.ts'
import { type Client, key, person, serveMarket, session } from './served.ts'

const served = await serveMarket()
const PEOPLE = { v: 'visitor', b: 'buyer', s: 'seller', g: 'agent', a: 'admin' } as const

for (const role of ROLES)
  await person(served, { id: `${role}-1`, role, seller: role === 'seller' ? 'lumen' : null })

/** Each time a session of its own: some operations end the one that asks. */
async function as(letter: string): Promise<Client> {
  const role = PEOPLE[letter as keyof typeof PEOPLE]
  return served.as(role === 'visitor' ? {} : await session(served.store, { id: `${role}-1`, role }))
}

/** The scopes that a key of a seller can use, by hand: none of them reaches a buyer. */
const OF_SELLERS = [
  'offers:read',
  'offers:write',
  'codes:write',
  'orders:read',
  'orders:write',
  'quotes',
  'events:read',
  'webhooks',
  'keys',
]

test('every operation has its row, and every row its operation', () => {
  expect(Object.keys(MAY).sort()).toEqual(ENDPOINTS.map(({ id }) => id).sort())
})

describe.each(ENDPOINTS.filter(({ id }) => id !== 'events').map((one) => [one.id, one] as const))(
  '%s',
  (id, endpoint) => {
    const [people, scope, keys] = MAY[id] as (typeof MAY)[string]

    test.each(Object.entries(PEOPLE))('%s: %s', async (letter) => {
      const status = await ask(await as(letter), endpoint)
      if (people.includes(letter)) expect([401, 403]).not.toContain(status)
      else expect(status).toBe(letter === 'v' ? 401 : 403)
    })

    test('a key', async () => {
      const others = SCOPES.filter((one) => one !== scope)
      const without = await ask(served.as(await key(served, others)), endpoint)
      if (people.includes('v')) expect([401, 403]).not.toContain(without)
      else expect(without).toBe(403)
      if (scope === null) return
      const withIt = await ask(served.as(await key(served, [scope])), endpoint)
      expect([401, 403]).not.toContain(withIt)
    })

    test('a key of a seller that was given every scope', async () => {
      const status = await ask(served.as(await key(served, SCOPES, 'lumen')), endpoint)
      const isTheirs = scope !== null && keys === undefined && OF_SELLERS.includes(scope)
      const may = people.includes('v') || isTheirs
      if (may) expect([401, 403]).not.toContain(status)
      else expect(status).toBe(403)
    })
  },
)

/** The status of a request that says what the example of the operation says. */
async function ask(who: Client, { id, method, path, example }: Endpoint): Promise<number> {
  const named = path.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'buyer' ? 'buyer-1' : 'x1'))
  const { status } = await who(method.toUpperCase(), named, bodyOf(id, example), {
    'if-match': '"1"',
  })
  return status
}

/** A key gives no scope that it has not. */
const bodyOf = (id: string, example: unknown) =>
  id === 'createKey' ? { name: 'test', scopes: ['keys'] } : example

describe('a credential that is none', () => {
  test.each([
    [
      'a key',
      { authorization: 'Bearer tsk_00000000000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
    ],
    ['a session', { cookie: 'session=0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['a scheme', { authorization: 'Basic YTpi' }],
  ])('%s is refused, also where a visitor might ask', async (_, headers) => {
    const { status, headers: said } = await served.as(headers)('GET', '/v1/coupons/centre')
    expect(status).toBe(401)
    expect(said.get('www-authenticate')).toContain('Bearer')
  })
})

describe('a page of another site', () => {
  test.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 409],
    [{ origin: served.url }, 409],
  ])('%o: %i', async (headers, status) => {
    const buyer = await as('b')
    const answer = await buyer('POST', '/v1/claims', { offer: 'none' }, headers)
    expect(answer.status).toBe(status)
  })
})
