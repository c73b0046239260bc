import { describe, expect, test } from 'vitest'
import { SCOPES } from '../../../src/contract/market/endpoint.ts'
import { answerFaults } from './answer-faults.ts'
import { CART, type CheckoutView, orderWorld, PROMISES, paid, type View } from './order-world.ts'
import { key } from './served.ts'

const world = await orderWorld()
const { admin, agent, ana, ben, lumen, shop, stride } = world
const lumenKey = world.as(await key(world, ['orders:read', 'orders:write'], 'lumen'))
const everything = world.as(await key(world, SCOPES, 'stride'))
const readsOnly = world.as(await key(world, ['orders:read']))
const { checkout, orders } = await paid(world, { id: 'ana', as: ana })
const [own, other] = orders as readonly [View, View]

describe('an order is seen by its parties, and by nobody else (A11)', () => {
  test.each([
    ['its buyer', ana, 200, 'buyer'],
    ['another buyer', ben, 404, null],
    ['its seller', lumen, 200, 'seller'],
    ['a key of its seller', lumenKey, 200, 'seller'],
    ['another seller', stride, 404, null],
    ['a key of another seller, with every scope', everything, 404, null],
    ['support', agent, 200, 'platform'],
    ['a key of the platform', shop, 200, 'platform'],
  ] as const)('%s', async (_, who, status, party) => {
    const path = `/v1/orders/${own.id}`
    const seen = await who('GET', path)
    expect(seen.status).toBe(status)
    if (party !== null) {
      expect(seen.body).toMatchObject({ party })
      expect(answerFaults('getOrder', seen.body)).toEqual([])
    }
    expect((await who('GET', `${path}/actions`)).status).toBe(status)
    const { body } = await who('GET', '/v1/orders')
    const ids = (body as { orders: View[] }).orders.map(({ id }) => id)
    expect(ids.includes(own.id)).toBe(party !== null)
  })

  test('nobody else acts on it', async () => {
    const acts = `/v1/orders/${own.id}/acts`
    expect((await ben('POST', acts, { event: 'request-cancel', reason: 'x' })).status).toBe(404)
    expect((await stride('POST', acts, { event: 'ship', tracking: 'x' })).status).toBe(404)
    expect((await everything('POST', acts, { event: 'ship', tracking: 'x' })).status).toBe(404)
    expect((await readsOnly('POST', acts, { event: 'ship', tracking: 'x' })).status).toBe(403)
  })

  test('people act as what they are; a key of the platform says for whom', async () => {
    const acts = `/v1/orders/${own.id}/acts`
    const ship = { event: 'ship', tracking: 'x' }
    for (const who of [ana, agent, admin]) {
      expect((await who('POST', acts, { ...ship, as: 'seller' })).status).toBe(403)
    }
    expect(await ana('POST', acts, ship)).toMatchObject({
      status: 409,
      body: { reason: 'not-your-act' },
    })
    expect(await shop('POST', acts, ship)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/as' }] },
    })
    const asPayment = await shop('POST', acts, { ...ship, as: 'payment' })
    expect(asPayment.status).toBe(400)
    expect((await ana('GET', `/v1/orders/${own.id}?as=seller`)).status).toBe(403)
    const seen = await agent('GET', `/v1/orders/${own.id}?as=seller`)
    expect(seen.body).toMatchObject({ party: 'seller', payments: null })
  })

  test('payments are not reported here, and an order is not paid or placed by an act', async () => {
    for (const event of ['payment-verified', 'payment-failed', 'pay', 'place', 'ship-by']) {
      const answer = await shop('POST', `/v1/orders/${own.id}/acts`, { event, as: 'buyer' })
      expect(answer.status).toBe(400)
    }
  })

  test('a seller reads nothing of how its buyer paid, and the buyer not who pays for offers', async () => {
    const sold = (await lumen('GET', `/v1/orders/${own.id}`)).body as View & { moments: object }
    expect(sold.payments).toBeNull()
    expect(sold.history?.map(({ event }) => event)).toEqual(['place', 'payment-verified'])
    expect(sold.moments).not.toHaveProperty('paying')
    expect(JSON.stringify((await ana('GET', `/v1/orders/${own.id}`)).body)).not.toContain('funder')
  })

  test('books and replays are for staff and keys of the platform', async () => {
    for (const part of ['ledger', 'replay']) {
      const path = `/v1/orders/${own.id}/${part}`
      for (const who of [ana, lumen, lumenKey, everything]) {
        expect((await who('GET', path)).status).toBe(403)
      }
      for (const who of [agent, admin, shop]) expect((await who('GET', path)).status).toBe(200)
    }
  })

  test('a seller reads its own balance', async () => {
    expect((await lumen('GET', '/v1/sellers/lumen/balance')).status).toBe(200)
    expect((await lumen('GET', '/v1/sellers/stride/balance')).status).toBe(404)
    expect((await lumenKey('GET', '/v1/sellers/stride/statement?currency=USD')).status).toBe(404)
    expect((await agent('GET', '/v1/sellers/stride/balance')).status).toBe(200)
    expect((await agent('GET', '/v1/sellers/me/balance')).status).toBe(404)
    expect((await agent('GET', '/v1/sellers/stride/statement')).status).toBe(400)
  })

  test('a checkout is seen by its buyer, staff and keys of the platform', async () => {
    const path = `/v1/checkouts/${checkout}`
    const seen = await ana('GET', path)
    expect(answerFaults('getCheckout', seen.body)).toEqual([])
    expect(seen.body).toMatchObject({ orders: [{ party: 'buyer' }, { party: 'buyer' }] })
    expect((await ben('GET', path)).status).toBe(404)
    expect((await agent('GET', path)).body).toMatchObject({ orders: [{ party: 'platform' }, {}] })
    expect((await lumen('GET', path)).status).toBe(403)
    expect((await everything('GET', path)).status).toBe(403)
  })
})

describe('lists of orders', () => {
  test('are read in pages, the newest first, and filtered', async () => {
    const first = await agent('GET', '/v1/orders?limit=1')
    const { orders: some, next } = first.body as { orders: View[]; next: string }
    expect(some.map(({ id }) => id)).toEqual([other.id])
    const second = await agent('GET', `/v1/orders?limit=1&after=${encodeURIComponent(next)}`)
    expect(second.body).toMatchObject({ orders: [{ id: own.id }], next: null })
    const mine = await agent('GET', '/v1/orders?buyer=ana&seller=lumen&state=awaiting-shipment')
    expect(mine.body).toMatchObject({ orders: [{ id: own.id }] })
    expect((await agent('GET', '/v1/orders?state=unpaid')).body).toMatchObject({ orders: [] })
    expect((await ben('GET', '/v1/orders?buyer=ana')).body).toMatchObject({ orders: [] })
    expect((await stride('GET', '/v1/orders?seller=lumen')).body).toMatchObject({ orders: [] })
    expect((await agent('GET', '/v1/orders?after=nowhere')).status).toBe(400)
  })
})

describe('the price that was accepted', () => {
  const asked = { buyer: 'ana', cart: CART, promises: PROMISES }

  test('is the price at which it is bought; at another nothing is, and both are told (tc.22)', async () => {
    const draft = (await shop('POST', '/v1/checkouts', asked)).body as CheckoutView
    expect(answerFaults('createCheckout', draft)).toEqual([])
    const path = `/v1/checkouts/${draft.checkout}/accept`
    const stale = await ana('POST', path, { hash: '0'.repeat(64) })
    expect(stale).toMatchObject({
      status: 409,
      body: {
        type: '/problems/price-changed',
        accepted: { hash: '0'.repeat(64), totalMinor: draft.totalMinor },
        hash: draft.hash,
        quote: { totals: { total: draft.totalMinor } },
      },
    })
    const placed = await ana('POST', path, { hash: draft.hash })
    expect(placed).toMatchObject({ status: 200, body: { state: 'placed', hash: draft.hash } })
    const again = await ana('POST', path, { hash: draft.hash })
    expect(again).toMatchObject({ status: 200, body: { orders: [{}, {}] } })
  })

  test('can be accepted with the cart, by a repetition once', async () => {
    const drawn = (await shop('POST', '/v1/checkouts', asked)).body as CheckoutView
    const accept = { hash: drawn.hash, totalMinor: drawn.totalMinor }
    const more = { 'idempotency-key': 'one-and-the-same' }
    const first = await shop('POST', '/v1/checkouts', { ...asked, accept }, more)
    const second = await shop('POST', '/v1/checkouts', { ...asked, accept }, more)
    expect([first.status, second.status]).toEqual([201, 201])
    const ids = (answer: typeof first) => (answer.body as CheckoutView).orders.map(({ id }) => id)
    expect(ids(first)).toEqual(ids(second))
    const draft = await shop('POST', '/v1/checkouts', asked, more)
    expect(draft.body).toMatchObject({ state: 'placed' })
  })

  test('needs a promise for each order, and a buyer; what is wrong is told by pointers', async () => {
    const promises = { 'lumen/standard': { shipDays: 5, deliveryDays: 20 } }
    const draft = (await shop('POST', '/v1/checkouts', { ...asked, promises })).body as CheckoutView
    const { hash } = draft
    const answer = await ana('POST', `/v1/checkouts/${draft.checkout}/accept`, { hash })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).toContain('/promises/stride~1standard/shipDays')
    const { buyer: _, ...nobody } = asked
    expect(await shop('POST', '/v1/checkouts', nobody)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/buyer' }] },
    })
    expect((await ana('POST', '/v1/checkouts', asked)).status).toBe(403)
    expect((await lumenKey('POST', '/v1/checkouts', asked)).status).toBe(403)
  })
})

test('more time for everyone is given by the platform (bp.extend)', async () => {
  const body = { days: 5, shippedFrom: null, shippedUntil: null, countries: null }
  const more = { 'idempotency-key': 'more-time' }
  expect((await lumen('POST', '/v1/extensions', body)).status).toBe(403)
  const given = await agent('POST', '/v1/extensions', body, more)
  expect(given).toMatchObject({ status: 201, body: { days: 5, countries: null } })
  const again = await agent('POST', '/v1/extensions', body, more)
  expect(again.body).toEqual(given.body)
  expect((await admin('GET', '/v1/extensions')).body).toEqual({ extensions: [given.body] })
  await lumen('POST', `/v1/orders/${own.id}/acts`, { event: 'ship', tracking: 'LX9CN' })
  expect((await ana('GET', `/v1/orders/${own.id}`)).body).toMatchObject({
    extensions: [{ days: 5, by: 'platform' }],
  })
})
