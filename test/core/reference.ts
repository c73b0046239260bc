/**
 * A second pricing engine, written from the specification alone (pricing §4 to §6) and for reading,
 * not for speed: bigint instead of number, lists filtered again and again instead of bits and
 * indexes. Where it and the real engine differ on any cart, one of them is wrong.
 */
import type { Input } from '../../src/core/pricing/input.ts'
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import { type Given, give } from './reference-amounts.ts'
import {
  beforeTax,
  type Checkout,
  checkoutOf,
  type Done,
  type Row,
  rounded,
  total,
  unitOf,
} from './reference-cart.ts'
import { ownFaults, rowsInScope, shortOf } from './reference-screen.ts'
import { type BookOfRules, type KindRule, RULES } from './reference-terms.ts'

/** The document of a quote without `clause` and `message`; the input must be a good one. */
export function referenceQuote(input: Input): object {
  const rules = RULES[input.terms] as BookOfRules
  const checkout = checkoutOf(input, rules)
  const chosen = (input.offers ?? []).filter(
    ({ id }) => !Array.isArray(input.choose) || input.choose.includes(id),
  )
  for (const rule of rules.kinds) {
    for (const offer of chosen) {
      if (offer.kind === rule.kind) settle(checkout, attempt(checkout, offer, rule))
    }
  }
  for (const offer of chosen) {
    const known = rules.kinds.some((rule) => rule.kind === offer.kind)
    if (!known) settle(checkout, refusal(offer, ownFaults(checkout, offer, null, [])))
  }
  return documentOf(checkout)
}

interface Refusal {
  readonly rejected: object
}

function refusal(offer: OfferDocument, reasons: readonly string[], more: object = {}): Refusal {
  const { id, kind } = offer
  return { rejected: { offer: id, kind, reason: reasons[0], reasons, blockedBy: [], ...more } }
}

function settle(checkout: Checkout, outcome: Done | Refusal): void {
  if ('rejected' in outcome) checkout.refused.push(outcome.rejected)
  else checkout.done.push(outcome)
}

/** §5.2 to §5.6: one offer in its turn. */
function attempt(checkout: Checkout, offer: OfferDocument, rule: KindRule): Done | Refusal {
  const eligible = rowsInScope(checkout, offer, rule)
  const faults = ownFaults(checkout, offer, rule, eligible)
  if (faults.length > 0) return refusal(offer, faults)

  const stacking = eligible.filter((at) => barring(checkout, offer, rule, at).length === 0)
  const free = stacking.filter((at) => holding(checkout, rule, at).length === 0)
  const inTheWay = checkout.done.filter(
    (one) =>
      eligible.some((at) => barring(checkout, offer, rule, at).includes(one)) ||
      stacking.some((at) => holding(checkout, rule, at).includes(one)),
  )
  const by = inTheWay.map((one) => one.offer.id)
  if (stacking.length === 0) return refusal(offer, ['does-not-stack'], { blockedBy: by })
  if (free.length === 0) return refusal(offer, ['slot-taken'], { blockedBy: by })

  const lost = eligible.filter((at) => !free.includes(at))
  const narrowed = lost.length > 0 ? { narrowed: { lines: idsOf(checkout, lost), by } } : {}
  if (rule.pool) return attemptPools(checkout, { offer, rule, free, narrowed })
  const spend = spendOn(checkout, rule, free)
  const pieces = total(free.map((at) => (checkout.rows[at] as Row).pieces))
  const missing = shortOf(offer, rule, { spend, pieces })
  if (missing) return refusal(offer, ['below-minimum'], missing)
  return apply(checkout, { offer, rule, on: free, spend, pool: null, narrowed })
}

/** The applied offers that this one does not stack with on the order of a row. */
function barring(
  checkout: Checkout,
  offer: OfferDocument,
  rule: KindRule,
  at: number,
): readonly Done[] {
  const order = unitOf(checkout, at, 'order')
  return checkout.done.filter(
    (one) =>
      one.on.some((other) => unitOf(checkout, other, 'order') === order) &&
      !(allows(offer, rule, one.rule.kind) && allows(one.offer, one.rule, rule.kind)),
  )
}

function allows(offer: OfferDocument, rule: KindRule, kind: string): boolean {
  if (offer.exclusive) return false
  if (offer.stacksWith === 'any') return true
  const allowed = offer.stacksWith ?? rule.stacksWith
  return allowed === undefined || allowed.includes(kind)
}

/** The applied offers that hold this rule's slot where a row stands. */
function holding(checkout: Checkout, rule: KindRule, at: number): readonly Done[] {
  const { slot } = rule
  if (!slot) return []
  const [name, per] = slot
  const unit = unitOf(checkout, at, per)
  return checkout.done.filter(
    (one) =>
      one.rule.slot?.[0] === name && one.on.some((other) => unitOf(checkout, other, per) === unit),
  )
}

function spendOn(checkout: Checkout, rule: KindRule, on: readonly number[]): bigint {
  return total(
    on.map((at) => {
      const row = checkout.rows[at] as Row
      return beforeTax(checkout, row, rule.running ? (checkout.left[at] as bigint) : row.list)
    }),
  )
}

interface Turn {
  readonly offer: OfferDocument
  readonly rule: KindRule
  readonly free: readonly number[]
}

/** §5.6: select coupons take from the first pool that has room and is open. */
function attemptPools(checkout: Checkout, turn: Turn & { narrowed: object }): Done | Refusal {
  const { offer, rule, free, narrowed } = turn
  const poolOf = (at: number): string => {
    const { select } = checkout.rows[at] as Row
    return JSON.stringify([select?.minimum, select?.value])
  }
  const pools = [...new Set(free.map(poolOf))]
  const couponsOf = (pool: string) => checkout.done.filter((one) => one.pool === pool)
  let short: bigint | null = null
  for (const pool of pools) {
    const [minimum, value] = JSON.parse(pool) as [number, number]
    const taken = total(couponsOf(pool).map((one) => BigInt(one.offer.benefit.off as number)))
    if (taken + BigInt(offer.benefit.off as number) > value) continue
    const on = free.filter((at) => poolOf(at) === pool)
    const spend = spendOn(checkout, rule, on)
    if (spend >= minimum) return apply(checkout, { offer, rule, on, spend, pool, narrowed })
    short ??= BigInt(minimum) - spend
  }
  if (short !== null) {
    const missing = { short: Number(short), shortOf: 'spend' }
    return refusal(offer, ['below-minimum'], missing)
  }
  const spent = checkout.done.filter((one) => one.pool !== null && pools.includes(one.pool))
  return refusal(offer, ['allowance-spent'], { blockedBy: spent.map((one) => one.offer.id) })
}

type Application = Given & {
  readonly rule: KindRule
  readonly pool: string | null
  readonly narrowed: object
}

/** §5.5, §5.7, §5.8: the amount, dealt out; what is left goes down. */
function apply(checkout: Checkout, application: Application): Done | Refusal {
  const { offer, rule, on, spend, pool, narrowed } = application
  const given = give(checkout, application)
  if (given.off === 0n) return refusal(offer, ['nothing-left'])
  const base = total(on.map((at) => checkout.left[at] as bigint))
  for (const [at, part] of given.lines) checkout.left[at] = (checkout.left[at] as bigint) - part
  for (const [order, part] of given.shipping) {
    checkout.fees.set(order, (checkout.fees.get(order) as bigint) - part)
  }
  checkout.coins -= given.coins
  const risky = on.filter((at) => (checkout.rows[at] as Row).traits.includes('customs-risk'))
  const parts = given.lines.map(([at, part]) => [(checkout.rows[at] as Row).id, part] as const)
  const entry = {
    offer: offer.id,
    kind: offer.kind,
    step: rule.step,
    spend: Number(spend),
    base: Number(base),
    off: Number(given.off),
    forfeited: Number(given.forfeited),
    coins: Number(given.coins),
    lines: record(parts),
    shipping: record(given.shipping),
    ...narrowed,
    ...(risky.length > 0 && { provisional: idsOf(checkout, risky) }),
  }
  return { offer, rule, on, pool, off: given.off, coins: given.coins, entry }
}

function idsOf({ rows }: Checkout, on: readonly number[]): string[] {
  return on.map((at) => (rows[at] as Row).id)
}

/** Only what is not zero, as numbers. */
function record(parts: readonly (readonly [string, bigint])[]): Record<string, number> {
  const some = parts.filter(([, part]) => part !== 0n)
  return Object.fromEntries(some.map(([name, part]) => [name, Number(part)]))
}

/** §5.9, §5.10, §6: taxes and totals. */
function documentOf(checkout: Checkout): object {
  const { input, rows, left, fees, done } = checkout
  const taxOf = (row: Row, net: bigint): bigint =>
    input.pricesIncludeTax ? net - beforeTax(checkout, row, net) : rounded(net * row.rate, 10_000n)
  const added = (tax: bigint): bigint => (input.pricesIncludeTax ? 0n : tax)
  const feeOf = (order: string): bigint => checkoutOf(input, checkout.rules).fees.get(order) ?? 0n
  const lines = rows.map((row, at) => {
    const net = left[at] as bigint
    return { id: row.id, list: row.list, off: row.list - net, net, tax: taxOf(row, net), row }
  })
  const orders = [...fees].map(([id, fee]) => {
    const mine = lines.filter(({ row }) => row.order === id)
    const sum = (of: 'list' | 'off' | 'net' | 'tax') => total(mine.map((line) => line[of]))
    const paid = { shipping: feeOf(id), shippingOff: feeOf(id) - fee }
    const sums = { list: sum('list'), off: sum('off'), tax: sum('tax') }
    return { id, ...sums, ...paid, total: sum('net') + fee + added(sum('tax')) }
  })
  const column = (of: 'list' | 'off' | 'shipping' | 'shippingOff' | 'tax' | 'total') =>
    total(orders.map((order) => order[of]))
  const without = total(rows.map((row) => row.list + added(taxOf(row, row.list))))
  const funders = [...new Set(done.map((one) => one.offer.funder))]
  return plain({
    terms: input.terms,
    currency: input.currency,
    lines: lines.map(({ row: _, ...line }) => line),
    orders,
    applied: done.map((one) => one.entry),
    rejected: checkout.refused,
    funding: record(
      funders.map((funder) => [
        funder,
        total(done.filter((one) => one.offer.funder === funder).map((one) => one.off)),
      ]),
    ),
    totals: {
      list: column('list'),
      off: column('off'),
      shipping: column('shipping'),
      shippingOff: column('shippingOff'),
      tax: column('tax'),
      total: column('total'),
      saved: without + column('shipping') - column('total'),
      coins: total(done.map((one) => one.coins)),
    },
  }) as object
}

/** The same document with numbers for bigints. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
}
