/**
 * A served marketplace with orders, the test provider and everything that is done in the background. Its
 * orders have a clock of their own that begins months ago and is moved towards the present: what they tell
 * others is due at once by the clock of the database.
 */

import { exampleCart } from '../../../src/contract/market/examples.ts'
import type { MarketOptions } from '../../../src/shell/http/market/market.ts'
import { startMarketJobs } from '../../../src/shell/http/market/market-jobs.ts'
import { decideTestPayment } from '../../../src/shell/payments/test-decision.ts'
import type { TimeSource } from '../../../src/shell/store/orders/clock.ts'
import { readPayment } from '../../../src/shell/store/orders/reading.ts'
import { afterwards } from '../../afterwards.ts'
import { type Client, key, person, serveMarket } from './served.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A clock that runs as long before the present as the test says. */
export class EarlierTime implements TimeSource {
  #behindMs: number

  constructor(days: number) {
    this.#behindMs = days * DAY
  }

  readonly wall = () => Date.now() - this.#behindMs
  readonly counted = () => this.wall()

  pass(ms: number): void {
    if (ms > this.#behindMs) throw new Error('The clock would leave the past: begin earlier.')
    this.#behindMs -= ms
  }
}

export const CART = {
  ...exampleCart,
  stores: { 'hair-lab': { seller: 'lumen' }, 'sole-street': { seller: 'stride' } },
  lines: [
    ...exampleCart.lines,
    {
      id: 'sandals',
      listing: '3256809510827067',
      sku: '3256809510827067-1',
      store: 'sole-street',
      category: ['shoes'],
      unitPrice: 3415,
    },
  ],
  shipping: [
    { seller: 'lumen', method: 'standard', fee: 399 },
    { seller: 'stride', method: 'standard', fee: 299 },
  ],
}

export const PROMISES = {
  'lumen/standard': { shipDays: 5, deliveryDays: 20 },
  'stride/standard': { shipDays: 5, deliveryDays: 20 },
} as const

export interface Said {
  readonly status: number
  readonly body: Record<string, unknown>
}

/** A marketplace with its people; the platform's own shop asks with `shop`. */
export async function orderWorld(options: MarketOptions = {}) {
  const time = new EarlierTime(200)
  const faults: string[] = []
  const served = await serveMarket({
    orders: { time, trustsClock: true },
    onFault: (error) => void faults.push(String(error)),
    ...options,
  })
  const jobs = startMarketJobs(served.market, {
    address: served.url,
    pages: served.url,
    mailer: null,
    onFault: (error) => void faults.push(String(error)),
  })
  afterwards(() => jobs.stop())
  const one = async (id: string, role: 'buyer' | 'seller' | 'agent' | 'admin', seller?: string) =>
    served.as(await person(served, { id, role, seller: seller ?? null }))
  return {
    ...served,
    time,
    faults,
    shop: served.as(await key(served, ['orders:read', 'orders:write'])),
    ana: await one('ana', 'buyer'),
    ben: await one('ben', 'buyer'),
    lumen: await one('lumen-1', 'seller', 'lumen'),
    stride: await one('stride-1', 'seller', 'stride'),
    agent: await one('agent', 'agent'),
    admin: await one('admin', 'admin'),
  }
}

export type OrderWorld = Awaited<ReturnType<typeof orderWorld>>

export interface View {
  readonly id: string
  readonly state: string
  readonly seller: string
  readonly version: number
  readonly payments: readonly { result: string; cause: string | null }[] | null
  readonly actions: readonly { action: string; eligible: boolean; from: string | null }[]
  readonly lines: readonly { id: string; money: string; offers: readonly object[] }[]
  readonly history?: readonly { event: string }[]
  readonly refundDates: object | null
}

export interface CheckoutView {
  readonly checkout: string
  readonly state: string
  readonly hash: string
  readonly totalMinor: number
  readonly toPayMinor: number
  readonly orders: readonly View[]
  readonly payments: readonly { attempt: string; state: string; payAt: string | null }[]
}

/** A draft of a cart for a buyer, accepted by that buyer. */
export async function bought(
  { shop }: Pick<OrderWorld, 'shop'>,
  buyer: { readonly id: string; readonly as: Client },
  cart: object = CART,
): Promise<CheckoutView> {
  const asked = { buyer: buyer.id, cart, promises: PROMISES }
  const draft = (await shop('POST', '/v1/checkouts', asked)) as unknown as Said
  if (draft.status !== 201) throw new Error(JSON.stringify(draft.body))
  const { checkout, hash } = draft.body as unknown as CheckoutView
  const placed = await buyer.as('POST', `/v1/checkouts/${checkout}/accept`, { hash })
  if (placed.status !== 200) throw new Error(JSON.stringify(placed.body))
  return placed.body as CheckoutView
}

/** Begins a payment of a checkout. */
export async function begun(as: Client, checkout: string) {
  const answer = await as('POST', `/v1/checkouts/${checkout}/pay`, {})
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body as { attempt: string; payAt: string; amountMinor: number }
}

/** Pays on the page of the test provider, which tells the server by a signed web hook. */
export async function decide(
  { store }: Pick<OrderWorld, 'store'>,
  attempt: string,
  answer: 'pay' | 'insufficient-funds',
): Promise<void> {
  const payment = await readPayment(store, attempt)
  await decideTestPayment(store, payment?.reference as string, { answer })
}

/** Looks again until it is so. */
export async function until<T>(look: () => Promise<T>, isSo: (found: T) => boolean): Promise<T> {
  const endMs = Date.now() + 15_000
  for (;;) {
    const found = await look()
    if (isSo(found)) return found
    if (Date.now() > endMs)
      throw new Error(`It never came: ${JSON.stringify(found).slice(0, 2_000)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** An order as somebody sees it. */
export async function orderOf(as: Client, id: string): Promise<View> {
  const { status, body } = await as('GET', `/v1/orders/${id}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body as View
}

/** Bought, paid and verified. */
export async function paid(world: OrderWorld, buyer: { id: string; as: Client }, cart?: object) {
  const placed = await bought(world, buyer, cart)
  const { attempt } = await begun(buyer.as, placed.checkout)
  await decide(world, attempt, 'pay')
  const ids = placed.orders.map(({ id }) => id)
  await until(
    () => Promise.all(ids.map((id) => orderOf(buyer.as, id))),
    (orders) => orders.every(({ state }) => state === 'awaiting-shipment'),
  )
  return { ...placed, attempt }
}
