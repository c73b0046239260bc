/** A marketplace whose orders are placed, paid and delivered on a clock of the test's own. */
import { afterAll } from 'vitest'
import { isRefused } from '../../../src/core/base/faults.ts'
import { takeMessages } from '../../../src/shell/jobs/outbox.ts'
import { checkBook } from '../../../src/shell/store/ledger/check.ts'
import type { Trial } from '../../../src/shell/store/ledger/trial.ts'
import { ORDER_BOOK } from '../../../src/shell/store/money/order-book.ts'
import { SELLER_BOOK } from '../../../src/shell/store/money/seller-book.ts'
import { moneyConsumers } from '../../../src/shell/store/money/seller-messages.ts'
import { createCampaign } from '../../../src/shell/store/offers/campaigns.ts'
import type { TimeSource } from '../../../src/shell/store/orders/clock.ts'
import { OrderDesk, type OrderDeskOptions } from '../../../src/shell/store/orders/order-desk.ts'
import type { PlacedCheckout } from '../../../src/shell/store/orders/requests.ts'
import { cart, freshDesk, type TestDesk } from '../book/desk.ts'
import { acting, campaign } from '../offers/marketplace.ts'

/** A clock that a test sets: both the wall and what is counted. */
export class TestTime implements TimeSource {
  #now: number

  constructor(now: Date) {
    this.#now = now.getTime()
  }

  readonly wall = () => this.#now
  readonly counted = () => this.#now

  get now(): Date {
    return new Date(this.#now)
  }

  set(to: Date | string): void {
    this.#now = new Date(to).getTime()
  }

  pass(ms: number): void {
    this.#now += ms
  }
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const NOON = new Date('2026-05-07T19:00:00Z')

/** What the sellers of the test cart promise. */
export const PROMISES = {
  'lumen/standard': { shipDays: 5, deliveryDays: 20 },
  'terra/standard': { shipDays: 7, deliveryDays: 30 },
} as const

/** A campaign that lasts while time passes in a test. */
const YEAR = { starts: '2026-05-01T00:00:00-07:00', ends: '2066-05-01T00:00:00-07:00' }

export interface Shop extends TestDesk {
  readonly time: TestTime
  readonly orders: OrderDesk
  /** Another process over the same database. */
  readonly another: (options?: OrderDeskOptions) => OrderDesk
}

/** A new database with a desk of orders, closed after the tests of the file. */
export async function freshShop(): Promise<Shop> {
  const desk = await freshDesk()
  await createCampaign(
    desk.store,
    campaign({ id: 'year', terms: 'aliexpress-2020-03', ...YEAR }),
    acting(),
  )
  const time = new TestTime(NOON)
  const another = (options: OrderDeskOptions = {}) => {
    const made = new OrderDesk(desk, { time, trustsClock: true, ...options })
    afterAll(() => made.close())
    return made
  }
  return { ...desk, time, orders: another(), another }
}

/** The test cart under the terms that offers of the campaign "year" belong to. */
export const yearCart = () => cart({ terms: 'aliexpress-2020-03' })

export interface Buys {
  readonly buyer: string
  readonly key?: string
  readonly cart?: unknown
  readonly promises?: Parameters<OrderDesk['checkout']>[0]['promises']
}

/** Buys the test cart at its price. */
export async function buy({ orders, time }: Shop, buys: Buys): Promise<PlacedCheckout> {
  const bought = { cart: cart(), promises: PROMISES, ...buys, at: time.now }
  const priced = await orders.price(bought)
  if (isRefused(priced)) throw new Error(JSON.stringify(priced.refused))
  const accepted = { hash: priced.hash, totalMinor: priced.quote.totals.total }
  const { buyer, key = `key of ${buyer}` } = buys
  const checkout = orders.checkoutId({ buyer, key })
  const answer = await orders.checkout({ ...bought, checkout, accepted })
  if (!('checkout' in answer)) throw new Error(JSON.stringify(answer))
  return answer
}

/** Pays for a checkout, and has the payment verified. */
export async function pay({ orders }: Shop, buyer: string, checkout: string): Promise<string> {
  const begun = await orders.pay({
    checkout,
    buyer,
    provider: 'test',
    returnUrl: 'http://localhost/',
  })
  if (begun === null || 'refusal' in begun) throw new Error(JSON.stringify(begun))
  const { attempt, amountMinor, currency } = begun.payment
  const told = { provider: 'test', id: `ok ${attempt}`, attempt, amountMinor, currency }
  await orders.report({ kind: 'verified', ...told })
  return attempt
}

/** Buys and pays. */
export async function buyAndPay(shop: Shop, buyer: string): Promise<PlacedCheckout> {
  const placed = await buy(shop, { buyer })
  await pay(shop, buyer, placed.checkout)
  return placed
}

/** Delivers what waits for other keys. */
export async function deliver({ store, time }: Shop): Promise<void> {
  for (let shard = 0; shard < store.shards; shard++) {
    const { failed } = await takeMessages(store, shard, moneyConsumers(store), time.now)
    if (failed.length > 0) throw new Error(failed[0]?.fault)
  }
}

/** Both books; each must be whole. */
export async function trials({ store }: Shop): Promise<readonly Trial[]> {
  return [await checkBook(store, ORDER_BOOK, {}), await checkBook(store, SELLER_BOOK, {})]
}
