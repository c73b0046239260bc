/** Orders in the store beside plain ones: whatever is done is done to both, and must come to the same. */
import { expect } from 'vitest'
import { isRefused } from '../../../src/core/base/faults.ts'
import type { Extension } from '../../../src/core/orders/extension.ts'
import type { Order } from '../../../src/core/orders/order.ts'
import type { OrderCommand } from '../../../src/core/orders/order-command.ts'
import { orderProcess } from '../../../src/core/orders/order-process.ts'
import type { OrderDesk } from '../../../src/shell/store/orders/order-desk.ts'
import type { Draws } from '../../core/draws.ts'
import { commandOf, fitting, possible } from '../../orders/offered.ts'
import { doPlainly, type Sent } from '../../orders/plain-acts.ts'
import { type ModelExtension, PlainOrder } from '../../orders/plain-order.ts'
import { cart, line } from '../book/desk.ts'
import { claim } from './acts.ts'
import { PROMISES, type Shop } from './shop.ts'

const LINES = [line('lamp', 'lamps', 3000, ['light']), line('bulb', 'lamps', 1000, ['light'])]
const CART = cart({
  terms: 'aliexpress-2020-03',
  stores: { lamps: { seller: 'lumen' } },
  lines: LINES,
})

const FACTS = {
  lines: LINES.map(({ id }) => id),
  ...{ hasOffers: true, isEconomy: false, answerHours: 48, country: 'US' },
  ...PROMISES['lumen/standard'],
}

const STATUSES = ['departed', 'delivered', 'lost']
const CAUSES = ['insufficient-funds', 'wrong-security-code']

/** What is true of all orders. */
export interface Common {
  readonly shop: Shop
  readonly desks: readonly OrderDesk[]
  readonly extensions: { readonly plain: ModelExtension; readonly announced: Extension }[]
}

let made = 0

/** One order of the store, and the plain one beside it; when it is over, the next begins. */
export class StoredWorld {
  readonly #common: Common
  #plain!: PlainOrder
  #buyer = ''
  #idle = 0
  readonly seen = new Map<string, number>()

  constructor(common: Common) {
    this.#common = common
  }

  get plain(): PlainOrder {
    return this.#plain
  }

  get #checkout(): string {
    return `c-${this.#buyer}`
  }

  get #now(): number {
    return this.#common.shop.time.now.getTime()
  }

  async begin(): Promise<void> {
    const { shop, desks } = this.#common
    this.#buyer = `w${made++}`
    this.#idle = 0
    await claim(shop, this.#buyer, 'five')
    const bought = { buyer: this.#buyer, cart: CART, promises: PROMISES, at: shop.time.now }
    const desk = desks[0] as OrderDesk
    const priced = await desk.price(bought)
    if (isRefused(priced)) throw new Error(JSON.stringify(priced.refused))
    const accepted = { hash: priced.hash, totalMinor: priced.quote.totals.total }
    await desk.checkout({ ...bought, checkout: this.#checkout, accepted })
    this.#plain = new PlainOrder(FACTS, this.#now)
    for (const { plain } of this.#common.extensions) this.#plain.extensions.push(plain)
  }

  /** Does something that is possible, or something that may not be; both must answer alike. */
  async act(draws: Draws): Promise<void> {
    if (['closed', 'cancelled'].includes(this.#plain.state) && ++this.#idle > 2) await this.begin()
    const desk = draws.pick(this.#common.desks)
    const [order] = await desk.ordersOf({ buyer: this.#buyer, checkout: this.#checkout })
    const command = draws.oneIn(3) ? random(draws) : this.#possible(order as Order, draws)
    // Of a payment that was never begun nobody tells: the desk knows no such payment.
    const isTold = command?.event.startsWith('payment-') ?? false
    if (command === null || (isTold && order?.payments.length === 0)) return
    const sent = this.#named(command, order as Order)
    const refused = await this.#send(desk, sent, order as Order)
    const expected = doPlainly(this.#plain, sent as Sent, this.#now)
    const saw = expected ?? command.event
    this.seen.set(saw, (this.seen.get(saw) ?? 0) + 1)
    const told = JSON.stringify(sent)
    if (['payment-verified', 'payment-failed'].includes(sent.event)) {
      expect([refused === null, told]).toEqual([expected === null, told])
    } else expect([refused, told]).toEqual([expected, told])
  }

  #possible(order: Order, draws: Draws): OrderCommand | null {
    const extensions = this.#common.extensions.map(({ announced }) => announced)
    const rules = { process: orderProcess, extensions }
    const which = draws.below(2 ** 16)
    const one = possible(rules, order, { which, at: this.#now })
    if (!one) return null
    const { action, lines = [] } = one.action
    const chosen = { which, lines, status: 'departed', refunded: false }
    return commandOf(action, one.by, fitting(order, chosen))
  }

  /** Payments have the names that the desk gives them, and are told of by who checks them. */
  #named(command: OrderCommand, { payments }: Order): OrderCommand {
    if (command.event === 'pay') {
      return { event: 'pay', by: command.by, attempt: `${this.#checkout}-p${payments.length + 1}` }
    }
    if (!command.event.startsWith('payment-')) return command
    return { ...command, by: 'payment', attempt: payments.at(-1)?.attempt as string }
  }

  async #send(desk: OrderDesk, command: OrderCommand, order: Order): Promise<string | null> {
    const of = { buyer: this.#buyer, checkout: this.#checkout }
    if (command.event === 'pay' && command.by === 'buyer') {
      const answer = await desk.pay({ ...of, provider: 'test', returnUrl: 'http://localhost/' })
      return answer && 'refusal' in answer ? answer.refusal.refusal : null
    }
    if (command.event.startsWith('payment-')) return this.#report(desk, command, order)
    const answer = await desk.act({ buyer: this.#buyer, order: order.id, command })
    return answer && 'refusal' in answer ? answer.refusal.refusal : null
  }

  async #report(desk: OrderDesk, { event, attempt, cause }: OrderCommand, order: Order) {
    const told = { provider: 'test', id: `t${made++}`, attempt: attempt as string }
    const answer = await desk.report(
      event === 'payment-failed'
        ? { ...told, kind: 'failed', cause: cause as 'insufficient-funds' }
        : { ...told, kind: 'verified', amountMinor: order.totalMinor, currency: 'USD' },
    )
    return answer?.outcome === 'nothing' ? 'nothing' : null
  }

  /** The order as the store knows it. */
  get order(): string {
    return `${this.#checkout}-1`
  }

  /** After a sweep, what is written is what the plain order says; the offer and the money too. */
  compare(row: StoredRow): void {
    this.#plain.settle(Math.max(this.#now, this.#plain.at))
    const order: Order = JSON.parse(row.document)
    expect(order.state).toBe(this.#plain.state)
    expect(order.at).toBe(this.#plain.at)
    expect(order.clocks).toEqual(Object.fromEntries(this.#plain.clocks()))
    const money = Array.from(this.#plain.lines.values(), (one) => one.money)
    expect(order.lines.map((one) => one.money)).toEqual(money)
    expect(row.claim).toBe(this.#claimState())
    const sum = (of: string) =>
      order.lines.reduce((all, { cashMinor }, at) => all + (money[at] === of ? cashMinor : 0), 0)
    if (row.escrow === null) expect(sum('unpaid')).toBe(order.totalMinor)
    else {
      const held = [row.escrow, row.pending, row.released, row.returned].map(Number)
      expect(held).toEqual(['escrow', 'pending', 'available', 'refunded'].map(sum))
    }
  }

  #claimState(): string {
    const { state, paid, failed } = this.#plain
    if (state === 'cancelled') return paid > 0 ? 'forfeited' : 'claimed'
    if (state === 'verifying') return 'reserved'
    if (state === 'unpaid') return failed === null ? 'reserved' : 'claimed'
    return 'used'
  }
}

interface StoredRow {
  readonly document: string
  readonly claim: string
  readonly escrow: number | null
  readonly pending: number | null
  readonly released: number | null
  readonly returned: number | null
}

/** Compares worlds with what is written of their orders. */
export async function compareAll(
  { store }: Pick<Shop, 'store'>,
  worlds: readonly StoredWorld[],
): Promise<void> {
  const ids = worlds.map(({ order }) => order)
  const { rows } = await store.pool.query<StoredRow & { id: string }>(COMPARED, [ids])
  const byId = new Map(rows.map((row) => [row.id, row]))
  for (const world of worlds) world.compare(byId.get(world.order) as StoredRow)
}

const COMPARED = `select o.id, o.document, m.escrow, m.pending, m.released, m.returned, c.state as claim
  from orders o
    join claims c on c.shard = o.shard and c.buyer_id = o.buyer_id and c.offer_id = 'five'
    left join order_money m on m.shard = o.shard and m.order_id = o.id
  where o.id = any($1)`

/** Any command with anything in it. */
function random(draws: Draws): OrderCommand {
  const { events } = orderProcess.document
  const event = draws.pick(events.filter(({ id }) => id !== 'place'))
  const by = draws.oneIn(8) ? 'carrier' : draws.pick(event.by)
  return commandOf(event.id, by, {
    ...{ attempt: 'none', cause: draws.pick(CAUSES), status: draws.pick(STATUSES) },
    ...{ reason: draws.pick(['changed my mind', ' ']), tracking: draws.pick(['LX1', '']) },
    ...{ days: draws.pick([1, 15, 0, 1.5]), line: draws.pick(['lamp', 'bulb', 'pot']) },
    ...{ lines: draws.pick([['lamp'], ['lamp', 'bulb'], [], ['pot']]), refunded: false },
  })
}
