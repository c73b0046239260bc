/** The same story of some checkouts, told in different ways: swept often or never, by one process or two. */
import { isRefused } from '../../../src/core/base/faults.ts'
import type { Order, OrderRules } from '../../../src/core/orders/order.ts'
import type { OrderCommand } from '../../../src/core/orders/order-command.ts'
import { orderProcess } from '../../../src/core/orders/order-process.ts'
import type { OrderDesk } from '../../../src/shell/store/orders/order-desk.ts'
import type { Store } from '../../../src/shell/store/store.ts'
import type { Draws } from '../../core/draws.ts'
import { commandOf, fitting, possible } from '../../orders/offered.ts'
import { DAY, HOUR, MINUTE, PROMISES, type Shop, yearCart } from './shop.ts'

const RULES: OrderRules = { process: orderProcess }
const CAUSES = ['insufficient-funds', 'wrong-security-code'] as const

/** What somebody does to a checkout, decided by how it stands. */
type Doing = (desk: OrderDesk, of: Of) => Promise<unknown>

interface Of {
  readonly buyer: string
  readonly checkout: string
}

/** One moment of a story: time passes, and then something happens to some of its checkouts. */
export interface Moment {
  /** Milliseconds, or to the next deadline of a checkout and so many beside it. */
  readonly passes: number | { readonly deadlineOf: number; readonly beside: number }
  readonly doings: readonly { readonly checkout: number; readonly choice: number }[]
}

/** How a story is told. */
export interface Telling {
  readonly prefix: string
  readonly desks: readonly OrderDesk[]
  /** Everything of a moment at once, or one after the other. */
  readonly atOnce: (moment: number) => boolean
  /** Which of the desks is asked, and which of them sweep before. */
  readonly desk: (moment: number) => number
  readonly sweeps: (moment: number) => readonly number[]
}

export const CHECKOUTS = 4

/** A story out of random choices. */
export function story(draws: Draws): Moment[] {
  return draws.list(10, 20, () => ({
    passes: draws.oneIn(2)
      ? { deadlineOf: draws.below(CHECKOUTS), beside: draws.below(3) - 1 }
      : draws.pick([MINUTE, 30 * MINUTE, HOUR, 25 * HOUR, 3 * DAY, 9 * DAY]),
    doings: Array.from({ length: CHECKOUTS }, (_, checkout) => checkout)
      .filter(() => !draws.oneIn(3))
      .map((checkout) => ({ checkout, choice: draws.below(2 ** 16) })),
  }))
}

/** Tells a story from now on; what everybody was answered. */
export async function tell(
  shop: Shop,
  moments: readonly Moment[],
  telling: Telling,
): Promise<string[]> {
  const { time } = shop
  const of = (n: number): Of => ({
    buyer: `${telling.prefix}b${n}`,
    checkout: `${telling.prefix}c${n}`,
  })
  const first = telling.desks[0] as OrderDesk
  for (let n = 0; n < CHECKOUTS; n++) await place(shop, first, of(n))
  const answers: string[] = []
  for (const [at, moment] of moments.entries()) {
    const { passes } = moment
    if (typeof passes === 'number') time.pass(passes)
    else {
      const due = nextDeadline(await first.ordersOf(of(passes.deadlineOf)))
      if (due !== null) time.set(new Date(Math.max(time.now.getTime(), due + passes.beside)))
    }
    for (const desk of telling.sweeps(at)) await (telling.desks[desk] as OrderDesk).sweep()
    const desk = telling.desks[telling.desk(at)] as OrderDesk
    const acts: [Doing, Of][] = []
    for (const { checkout, choice } of moment.doings) {
      const now = time.now.getTime()
      acts.push([doing(await desk.ordersOf(of(checkout)), choice, now), of(checkout)])
    }
    const said = telling.atOnce(at)
      ? await Promise.all(acts.map(([act, whom]) => act(desk, whom)))
      : await oneByOne(
          acts.map(
            ([act, whom]) =>
              () =>
                act(desk, whom),
          ),
        )
    answers.push(...said.map((one) => JSON.stringify(one)))
  }
  return answers
}

async function oneByOne(acts: readonly (() => Promise<unknown>)[]): Promise<unknown[]> {
  const answers: unknown[] = []
  for (const act of acts) answers.push(await act())
  return answers
}

async function place({ claims, time }: Shop, desk: OrderDesk, of: Of): Promise<void> {
  const at = time.now
  await claims.claim({ buyer: of.buyer, offer: 'five', key: 'k', at })
  const bought = { ...of, cart: yearCart(), promises: PROMISES, at }
  const priced = await desk.price(bought)
  if (isRefused(priced)) throw new Error(JSON.stringify(priced.refused))
  const accepted = { hash: priced.hash, totalMinor: priced.quote.totals.total }
  const answer = await desk.checkout({ ...bought, accepted })
  if (!('orders' in answer)) throw new Error(JSON.stringify(answer))
}

function nextDeadline(orders: readonly Order[]): number | null {
  const due = orders.flatMap(({ clocks }) => Object.values(clocks))
  return due.length === 0 ? null : Math.min(...due)
}

/** What is done to a checkout as it stands: mostly what is possible. */
function doing(orders: readonly Order[], choice: number, now: number): Doing {
  const paying = orders.find(({ state }) => state === 'unpaid' || state === 'verifying')
  if (paying && choice % 3 !== 0) {
    return paying.state === 'unpaid' ? pay : hear(paying, choice)
  }
  const order = orders[choice % orders.length] as Order
  const one = possible(RULES, order, { which: choice >> 3, at: now })
  if (!one || ['payment', 'disputes'].includes(one.by) || one.action.action === 'pay') return look
  const { action, lines = [] } = one.action
  const chosen = { which: choice, lines, status: 'departed', refunded: false }
  return send(order.id, commandOf(action, one.by, fitting(order, chosen)))
}

const look: Doing = async (desk, of) =>
  (await desk.ordersOf(of)).map(({ state, version }) => [state, version])

const pay: Doing = async (desk, of) => {
  const answer = await desk.pay({ ...of, provider: 'test', returnUrl: 'http://localhost/' })
  if (answer === null || 'refusal' in answer) return answer?.refusal.refusal ?? null
  return answer.payment.amountMinor
}

function hear({ payments, version }: Order, choice: number): Doing {
  const { attempt } = payments.at(-1) as Order['payments'][number]
  const told = { provider: 'test', id: `${attempt}-${version}-${choice % 5}`, attempt }
  return async (desk, of) => {
    const amountMinor = (await desk.ordersOf(of))
      .filter(({ payments: all }) => all.some((one) => one.attempt === attempt))
      .reduce((sum, { totalMinor }) => sum + totalMinor, 0)
    const cause = CAUSES[choice % 2] as (typeof CAUSES)[number]
    const answer = await desk.report(
      choice % 4 === 1
        ? { ...told, kind: 'failed', cause }
        : { ...told, kind: 'verified', amountMinor, currency: 'USD' },
    )
    return answer?.outcome ?? null
  }
}

const send =
  (order: string, command: OrderCommand): Doing =>
  async (desk, { buyer }) => {
    const answer = await desk.act({ buyer, order, command })
    if (answer === null || 'conflict' in answer) return null
    return 'refusal' in answer ? answer.refusal.refusal : answer.order.version
  }

/** What came of a story, to the byte, but for when it was written down, and by which names. */
export async function outcome({ pool }: Store, prefix: string): Promise<string> {
  const like = [`${prefix}c%`]
  const parts = [
    `select document from orders where checkout_id like $1 order by id`,
    `select order_id, event, by, effective, key, document from order_steps
     where order_id like $1 order by order_id, version`,
    `select order_id, number, posting, debit, credit, party, amount, escrow_after, key, leg, at
     from money_entries where order_id like $1 order by order_id, number`,
    `select order_id, number, paid, returned, due, escrow, pending, released, standing, confirmed
     from order_money where order_id like $1 order by order_id`,
    `select order_id, cash, record, granted_at from refunds where order_id like $1
     order by order_id, number`,
    `select attempt, amount_minor, state, cause from payments where attempt like $1
     order by attempt`,
    `select order_id, mark, party, at from order_marks where order_id like $1 order by 1, 2`,
  ]
  const found: unknown[] = []
  for (const part of parts) found.push((await pool.query(part, like)).rows)
  const claims = `select buyer_id, offer_id, ordinal, state, order_id, amount_minor, drew_use,
    drawn_minor, held_until from claims where buyer_id like $1 order by 1, 2, 3`
  found.push((await pool.query(claims, [`${prefix}b%`])).rows)
  return JSON.stringify(found, null, 1)
    .replaceAll(prefix, '')
    .replaceAll(/\\?"recorded\\?":\d+,?/g, '')
}
