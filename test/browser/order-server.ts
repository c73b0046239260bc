/** A marketplace with the sample shop, whose orders have a clock that the test moves. */
import type { Page } from 'playwright-core'
import { orThrow } from '../../src/client/answers.ts'
import type { DocumentOf } from '../../src/client/client.ts'
import { lastChange } from '../../src/shell/store/feed.ts'
import type { TimeSource } from '../../src/shell/store/orders/clock.ts'
import { anOffer, issue } from './market-page.ts'
import { type MarketServer, startJobs, startMarket } from './market-server.ts'

const HOUR_MS = 3_600_000

/** A clock that runs as long before the present as the test says: what it tells others is due at once. */
class EarlierTime implements TimeSource {
  #behindMs: number

  constructor(days: number) {
    this.#behindMs = days * 24 * HOUR_MS
  }

  readonly wall = () => Date.now() - this.#behindMs
  readonly counted = () => this.wall()

  pass(hours: number): void {
    this.#behindMs -= hours * HOUR_MS
    if (this.#behindMs < 0) throw new Error('The clock would leave the past: begin earlier.')
  }
}

export interface OrderServer extends MarketServer {
  readonly time: EarlierTime
}

type Checkout = DocumentOf<'Checkout'>

/** The curling iron of Lumen, and the sandals of Stride, as they stand in the sample shop. */
export const IRON = '3256808094740013'
export const SANDALS = '3256809510827067'

/** An offer that pays for shipping from 20.00 on, up to so much. */
export const shippingOffer = (cap: number) =>
  anOffer('always', {
    id: 'shipping',
    title: 'Shipping from twenty',
    obtain: 'automatic',
    offer: {
      kind: 'free-shipping',
      benefit: { freeShipping: true, cap },
      minimum: { spend: 2000 },
    },
  })

/** Starts it, with an offer of shipping, so that there is something to hold. */
export async function startOrders({ daysAgo = 200 } = {}): Promise<OrderServer> {
  const time = new EarlierTime(daysAgo)
  const server = await startMarket({ withSamples: true, orders: { time, trustsClock: true } })
  startJobs(server)
  const at = (days: number) => new Date(Date.now() + days * 24 * HOUR_MS).toISOString()
  const terms = 'aliexpress-2026'
  const campaign = { id: 'always', title: 'Always', terms, starts: at(-400), ends: at(30) }
  orThrow(await server.api.createCampaign({ body: campaign }))
  await issue(server, shippingOffer(300))
  await bookedAll(server)
  return { ...server, time }
}

/** Waits until prices are made with every offer as it stands now. */
export async function bookedAll({ market: { book, store } }: MarketServer): Promise<void> {
  await book.reached(await lastChange(store))
}

/** A draft of a basket for a buyer, as the marketplace's own shop would make it. */
export async function drafted(
  { api }: OrderServer,
  buyer: string,
  listings: readonly string[] = [IRON],
): Promise<Checkout> {
  const { listings: all } = orThrow(await api.listSampleListings())
  const chosen = all.filter(({ listing }) => listings.includes(listing))
  const promises = Object.fromEntries(
    chosen.map(({ seller, method, shipDays, deliveryDays }) => [
      `${seller}/${method}`,
      { shipDays, deliveryDays },
    ]),
  )
  const cart = {
    terms: 'aliexpress-2026',
    currency: 'USD',
    stores: Object.fromEntries(chosen.map(({ store, seller }) => [store, { seller }])),
    lines: chosen.map(({ listing, sku, store, method, category, priceMinor: unitPrice }) => ({
      id: listing,
      listing,
      sku,
      store,
      method,
      category,
      unitPrice,
    })),
    shipping: [
      ...new Map(
        chosen.map(({ seller, method, feeMinor: fee }) => [seller, { seller, method, fee }]),
      ).values(),
    ],
  }
  const body = { buyer, cart, promises } as DocumentOf<'NewCheckout'>
  return orThrow(await api.createCheckout({ body }))
}

/** Orders that a buyer placed and has not paid. */
export async function placed(
  server: OrderServer,
  buyer: string,
  listings?: readonly string[],
): Promise<Checkout> {
  const { checkout, hash } = await drafted(server, buyer, listings)
  return orThrow(await server.api.acceptCheckout({ path: { checkout }, body: { hash } }))
}

/** Orders that a buyer has paid, as the test provider told the server. */
export async function paid(
  server: OrderServer,
  buyer: string,
  listings?: readonly string[],
): Promise<Checkout> {
  const { checkout } = await placed(server, buyer, listings)
  const { payAt } = orThrow(await server.api.payCheckout({ path: { checkout }, body: {} }))
  const answer = await fetch(`${server.url}${payAt}`, {
    method: 'POST',
    body: new URLSearchParams({ answer: 'pay' }),
    redirect: 'manual',
  })
  if (answer.status !== 303) throw new Error(`not paid: ${await answer.text()}`)
  return until(
    async () => orThrow(await server.api.getCheckout({ path: { checkout } })),
    ({ orders }) => orders.every(({ state }) => state === 'awaiting-shipment'),
  )
}

/** The order of a checkout that has one. */
export const onlyOrder = ({ orders }: Checkout): string => orders[0]?.id as string

type ActBody = DocumentOf<'OrderAct'>

/** Acts on an order for a party of it. */
export async function act(
  { api }: OrderServer,
  order: string,
  body: ActBody,
): Promise<DocumentOf<'Order'>> {
  return orThrow(await api.actOnOrder({ path: { order }, body }))
}

/** Looks again until it is so. */
async function until<T>(look: () => Promise<T>, isSo: (found: T) => boolean): Promise<T> {
  const endMs = Date.now() + 25_000
  for (;;) {
    const found = await look()
    if (isSo(found)) return found
    if (Date.now() > endMs) throw new Error(`never came: ${JSON.stringify(found)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Where an order stands, as its page says. */
export const state = (page: Page, name: string) =>
  page.getByRole('heading', { level: 2, name, exact: true })
