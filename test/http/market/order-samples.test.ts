import { expect, test } from 'vitest'
import { shippedTerms } from '../../../src/core/pricing/shipped.ts'
import { sampleTill } from '../../../src/shell/http/orders/sample-till.ts'
import { type SampleTill, seedOrders } from '../../../src/shell/samples/sample-orders.ts'
import { SAMPLE_PASSWORD } from '../../../src/shell/samples/sample-people.ts'
import { sampleListings } from '../../../src/shell/samples/sample-shop.ts'
import { seed } from '../../../src/shell/samples/seed.ts'
import { lastChange } from '../../../src/shell/store/feed.ts'
import { livedMs } from '../../lived-time.ts'
import type { CheckoutView, View } from './order-world.ts'
import { type Client, serveMarket } from './served.ts'

const served = await serveMarket({ withSamples: true })
const { market, store } = served
const seeding = { ...market, terms: shippedTerms, till: sampleTill(market) as SampleTill }
await seed(seeding, new Date())
await market.book.reached(await lastChange(store))
let placed = 0
const took = await livedMs(async () => {
  placed = await seedOrders(seeding, new Date())
})

async function signedIn(email: string): Promise<Client> {
  const answer = await fetch(`${served.url}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: SAMPLE_PASSWORD }),
  })
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';')
  return served.as({ cookie })
}

const ana = await signedIn('ana@sample.example')
const agent = await signedIn('agent@sample.example')

test('sample orders stand in every state that an order can have', async () => {
  expect(placed).toBeGreaterThan(10)
  const { body } = await agent('GET', '/v1/orders')
  const states = new Set((body as { orders: View[] }).orders.map(({ state }) => state))
  expect([...states].sort()).toEqual([
    'awaiting-delivery',
    'awaiting-shipment',
    'cancel-requested',
    'cancelled',
    'closed',
    'completed',
    'unpaid',
    'verifying',
  ])
  expect(took).toBeLessThan(10_000)
})

test('each of them derives to the same again, with books that sum to zero (tc.22)', async () => {
  const { body } = await agent('GET', '/v1/orders')
  for (const { id } of (body as { orders: View[] }).orders) {
    expect((await agent('GET', `/v1/orders/${id}/replay`)).body).toMatchObject({ same: true })
    expect((await agent('GET', `/v1/orders/${id}/ledger`)).body).toMatchObject({ sumMinor: 0 })
  }
})

test('they are placed once', async () => {
  expect(await seedOrders(seeding, new Date())).toBe(0)
})

test('a buyer buys in the sample shop at the prices that the server says', async () => {
  const { body } = await ana('GET', '/v1/samples/listings')
  expect(body).toEqual({ listings: sampleListings })
  const lines = [{ listing: '3256809510827067', quantity: 2 }]
  const draft = await ana('POST', '/v1/samples/checkouts', { lines, codes: ['USAFF5'] })
  expect(draft).toMatchObject({ status: 201, body: { state: 'draft', buyer: 'ana' } })
  const { checkout, hash } = draft.body as CheckoutView
  const accepted = await ana('POST', `/v1/checkouts/${checkout}/accept`, { hash })
  expect(accepted).toMatchObject({ status: 200, body: { state: 'placed' } })
})

test('what the shop does not have cannot be bought', async () => {
  const lines = [
    { listing: '3256809510827067', quantity: 1, sku: 'another' },
    { listing: 'none', quantity: 1 },
  ]
  const { status, body } = await ana('POST', '/v1/samples/checkouts', { lines })
  expect(status).toBe(400)
  expect((body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual([
    '/lines/0/sku',
    '/lines/1/listing',
  ])
})
