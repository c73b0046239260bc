import { createHmac } from 'node:crypto'
import { isRefused, type Refused } from '../../../core/base/faults.ts'
import { isRefusal, type Refusal } from '../../../core/offers/refusals.ts'
import type { Extension } from '../../../core/orders/extension.ts'
import { readExtension } from '../../../core/orders/extension.ts'
import type { Order } from '../../../core/orders/order.ts'
import { remindAtOf } from '../../../core/orders/reminders.ts'
import type { Desk } from '../book/shopper.ts'
import { Shoppers } from '../book/shoppers.ts'
import { ClaimsWithin } from '../claims/acts-within.ts'
import { askIn } from '../claims/ask.ts'
import type { Claims } from '../claims/claims.ts'
import { Gather } from '../gather.ts'
import { readNow } from '../instants.ts'
import { remindOf } from '../mails/order-reminders.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import {
  type AcceptedPrice,
  type Bought,
  changedPrice,
  type PriceChanged,
  priceToBuy,
} from './accepting.ts'
import { DATABASE_TIME, KnownExtensions, ShardClocks, type TimeSource } from './clock.ts'
import { type OrderConnections, orderConnections } from './connections.ts'
import { type OrderRequest, rulesOf } from './decision.ts'
import { type Draft, readDraft, writeDraft } from './drafts.ts'
import { announce } from './extending.ts'
import { Lapsed } from './lapsed.ts'
import { OrderLane } from './order-lane.ts'
import {
  type PayAnswer,
  type Paying,
  paying,
  type Report,
  type Reported,
  reporting,
} from './payment-requests.ts'
import { buyersOfAttempts } from './payment-rows.ts'
import {
  asOf,
  bringingUp,
  type CommandAnswer,
  type Commanding,
  commanding,
  type PlacedCheckout,
  placing,
} from './requests.ts'
import { ordersToRemind, sweepDue } from './sweeps.ts'

export interface OrderDeskOptions {
  readonly time?: TimeSource
  /** Believe the clock on the wall, however far it has gone since anybody looked. */
  readonly trustsClock?: boolean
  /** How many orders a sweep takes at once: commands of others wait so long. */
  readonly sweepAtOnce?: number
  /** Told once when the clock on the wall is not believed. */
  readonly onDoubt?: (doubt: 'ahead' | 'behind') => void
}

/** A cart that is bought at the price that its buyer accepted, as the checkout of this id. */
export interface CheckoutAsked extends Bought {
  readonly checkout: string
  readonly accepted: AcceptedPrice
}

/** A draft whose price its buyer accepts. */
export interface AcceptAsked {
  readonly checkout: string
  readonly buyer: string
  readonly hash: string
  readonly at?: Date | undefined
}

export type CheckoutAnswer = PlacedCheckout | PriceChanged | Refusal | Refused

const SWEEP_AT_ONCE = 150

/**
 * The orders of a marketplace: placed, paid for, acted on, and brought up to date when a clock has passed.
 * Any number of processes may each have one of these over the same database. Whatever is asked is carried
 * out in one transaction, with all that it moves: offers, coins, money, and the words to others.
 */
export class OrderDesk {
  readonly #store: Store
  readonly #desk: Desk
  readonly #shoppers: Shoppers
  readonly #lapsed: Lapsed
  readonly #payments: Gather<string, string | null>
  readonly #connections: OrderConnections
  readonly #clocks: ShardClocks
  readonly #extensions = new KnownExtensions()
  readonly #lanes: readonly OrderLane[]
  readonly #sweepAtOnce: number

  constructor(
    desk: Desk & { readonly store: Store; readonly claims: Claims },
    options: OrderDeskOptions = {},
  ) {
    const { time = DATABASE_TIME, trustsClock: trusts = false, onDoubt = () => {} } = options
    const { store } = desk
    this.#sweepAtOnce = options.sweepAtOnce ?? SWEEP_AT_ONCE
    this.#store = store
    this.#connections = orderConnections(store)
    const ask = askIn(this.#connections.db)
    this.#shoppers = new Shoppers(store, ask)
    this.#lapsed = new Lapsed(store, ask)
    this.#payments = new Gather((attempts) => buyersOfAttempts(ask, store, attempts))
    this.#desk = { ...desk, shoppers: this.#shoppers }
    this.#clocks = new ShardClocks(time, { trusts, onDoubt })
    this.#lanes = Array.from({ length: store.shards }, (_, shard) => {
      const claims = new ClaimsWithin({ shard, supply: desk.claims.supply })
      const tools = { store, shard, clocks: this.#clocks, extensions: this.#extensions, claims }
      return new OrderLane(this.#connections.db, {
        ...tools,
        options: { terms: desk.terms },
        remindAt: (order) => remindAtOf(rulesOf({ extensions: [] }, order), order),
      })
    })
  }

  /** Prices a cart as it would be bought now. */
  async price(bought: Bought): ReturnType<typeof priceToBuy> {
    const { buyer, at } = bought
    // What another order has let go by now can be used for this one, whether a sweep came by or not.
    const lapsed = await this.#lapsed.of({ buyer, at })
    await Promise.all(lapsed.map((checkout) => this.#ask(buyer, bringingUp(checkout))))
    return priceToBuy(this.#desk, bought)
  }

  /**
   * Buys a cart at the price that the buyer accepted: its orders are placed, and their offers and coins
   * reserved, all or nothing. At another price nothing is bought (tc.22).
   */
  async checkout(asked: CheckoutAsked): Promise<CheckoutAnswer> {
    const { checkout } = asked
    const priced = await this.price(asked)
    if (isRefused(priced)) return priced
    const changed = changedPrice(asked.accepted, priced)
    if (changed) return (await this.#placedBefore(checkout, asked.buyer)) ?? changed
    const answer = await this.#ask(asked.buyer, placing({ ...priced.placing, checkout }))
    if (!isRefusal(answer)) return answer
    // Somebody took the last of an offer since the price was made: the new price says so.
    const left = this.#desk.book.left
    await left.read([
      ...(await this.#desk.book.offers(priced.placing.offers.map((one) => one.offer))).values(),
    ])
    const again = await this.price(asked)
    return (isRefused(again) ? null : changedPrice(asked.accepted, again)) ?? answer
  }

  /** A checkout is named by its buyer and key, so that a repetition is the same one. */
  checkoutId({ buyer, key }: { readonly buyer: string; readonly key: string }): string {
    const digest = createHmac('sha256', this.#store.secret)
      .update('checkout')
      .update(JSON.stringify([buyer, key]))
      .digest()
    return `c${BigInt(`0x${digest.subarray(0, 10).toString('hex')}`)
      .toString(32)
      .padStart(16, '0')}`
  }

  async #placedBefore(checkout: string, buyer: string): Promise<PlacedCheckout | null> {
    const orders = await this.ordersOf({ buyer, checkout })
    return orders.length === 0 ? null : { checkout, orders, replayed: true }
  }

  /** Shows a buyer what a cart costs now, to be accepted by its hash. */
  async draft(bought: Bought & { readonly checkout: string }): Promise<Draft | Refused> {
    const { checkout, buyer, cart, promises, specialTerms } = bought
    const priced = await this.price(bought)
    if (isRefused(priced)) return priced
    const kept = { cart, promises, ...(specialTerms && { specialTerms }) }
    const at = bought.at ?? (await readNow(this.#store.db, undefined))
    return writeDraft(this.#store, { checkout, buyer, bought: kept, priced }, at)
  }

  /** Buys a draft at the price that was accepted; a changed price is shown from then on. Null: no such draft. */
  async accept(asked: AcceptAsked): Promise<CheckoutAnswer | null> {
    const draft = await readDraft(this.#store, asked)
    if (draft === null) return this.#placedBefore(asked.checkout, asked.buyer)
    const { hash, at } = asked
    const accepted = { hash, totalMinor: draft.totalMinor }
    const answer = await this.checkout({ ...asked, ...draft.bought, accepted })
    if ('priceChanged' in answer) await this.draft({ ...asked, ...draft.bought, at })
    return answer
  }

  /** The orders of a buyer's checkout, as they stand now. */
  async ordersOf({
    buyer,
    checkout,
  }: {
    buyer: string
    checkout: string
  }): Promise<readonly Order[]> {
    return this.#ask(buyer, {
      checkouts: [checkout],
      decide: (scene) => {
        const standing = scene.checkout(checkout)
        const orders = standing?.buyer === buyer ? [...standing.orders.values()] : []
        return { answer: orders.map((order) => asOf(scene, order)), change: null }
      },
    })
  }

  /** Carries out a command of a party to an order of a buyer; null: there is no such order. */
  act(asked: Commanding & { readonly buyer: string }): Promise<CommandAnswer> {
    return this.#ask(asked.buyer, commanding(asked))
  }

  /** Begins a payment of all orders of a checkout that are not paid (faq.pay). */
  pay(asked: Paying): Promise<PayAnswer> {
    return this.#ask(asked.buyer, paying(asked))
  }

  /** Hears what a payment provider tells; null: no such payment was begun. */
  async report(report: Report): Promise<Reported | null> {
    const buyer = await this.#payments.ask(report.attempt)
    return buyer === null ? null : this.#ask(buyer, reporting(report))
  }

  /** Gives more time to everyone whom an extension reaches, in one act (bp.extend). */
  async extend(
    asked: unknown,
    { id, by }: { readonly id: string; readonly by: string },
  ): Promise<Extension | Refused> {
    const read = readExtension(asked, { id, at: 0 })
    if (isRefused(read)) return read
    return announce(
      { db: this.#connections.db, clocks: this.#clocks, shards: this.#store.shards },
      { extension: read, by },
    )
  }

  /**
   * Applies what is due, so that it is seen sooner: what comes of an order does not depend on it. How many
   * steps were taken. An order that cannot be brought up to date keeps no other waiting, and is told at the end.
   */
  async sweep(): Promise<number> {
    const swept = await Promise.all(this.#lanes.map((lane, shard) => this.#sweepShard(lane, shard)))
    const faults = swept.flatMap((one) => one.faults)
    if (faults.length > 0) {
      throw new AggregateError(faults, `${faults.length} orders could not be brought up to date`)
    }
    return swept.reduce((sum, { steps }) => sum + steps, 0)
  }

  async #sweepShard(lane: OrderLane, shard: number) {
    const now = await this.now(shard)
    const most = this.#sweepAtOnce
    const swept = await sweepDue(this.#connections.db, lane, { shard, now, most })
    while ((await this.#remindSome(shard)) >= most);
    return swept
  }

  /** Reminds whom a deadline comes near, once; how many orders were looked at. */
  #remindSome(shard: number): Promise<number> {
    return this.#connections.db.transaction().execute(async (trx) => {
      const ask = askIn(trx)
      const { now: at, extensions: count } = await this.#clocks.hold(ask, shard)
      const now = new Date(at)
      const orders = await ordersToRemind(trx, { shard, now, most: this.#sweepAtOnce })
      if (orders.length === 0) return 0
      const extensions = await this.#extensions.read(ask, count)
      const reminded = orders.map((order) => ({ order, rules: rulesOf({ extensions }, order) }))
      await remindOf({ ask, shard, now }, reminded)
      return orders.length
    })
  }

  /** The present, as orders of a shard have it. */
  async now(shard = 0): Promise<Date> {
    const { now } = await this.#connections.db
      .transaction()
      .execute((trx) => this.#clocks.hold(askIn(trx), shard))
    return new Date(now)
  }

  /** Waits for what is under way, and gives the connections back. */
  async close(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.drained()))
    await this.#shoppers.drained()
    await this.#lapsed.drained()
    await this.#payments.drained()
    await this.#connections.close()
  }

  #ask<A>(buyer: string, request: OrderRequest<A>): Promise<A> {
    const shard = shardOf(buyer.toWellFormed(), this.#store.shards)
    return (this.#lanes[shard] as OrderLane).ask(request)
  }
}
