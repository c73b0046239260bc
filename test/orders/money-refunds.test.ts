import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { REFUND_CAUSES, type RefundAsk } from '../../src/core/orders/money/refund-ask.ts'
import type { RefundRecord } from '../../src/core/orders/money/refund-record.ts'
import { cashOf, type PayerShare, partsOf, worthOf } from '../../src/core/orders/money/shares.ts'
import { refund } from '../../src/tessera.ts'
import { type Draws, drawn, drawsFrom, effort, PATIENCE } from '../core/draws.ts'
import { sumOf } from '../core/laws.ts'
import { same } from '../core/same.ts'
import { PaidCheckout, randomPurchase } from './money-purchases.ts'

vi.setConfig(PATIENCE)

const CAUSES = [
  'return',
  'cancellation',
  'missed-shipping',
  'dispute',
  'return',
  'guarantee',
] as const
const REASONS = ['return', 'cancellation', 'missed-ship-by', 'not-received'] as const

const purchases = drawn((draws) => {
  const choices = draws.list(400, 1, () => draws.below(2 ** 16))
  const input = randomPurchase(draws)
  return { input, choices }
})

interface Left {
  readonly line: string
  readonly pieces: number
}

/** The pieces of an order that are not refunded yet. */
function left(checkout: PaidCheckout, place: string): Left[] {
  const rows = checkout.records.flatMap(({ lines }) => lines)
  const gone = (id: string) =>
    sumOf(rows.filter(({ line }) => line === id).map(({ quantity }) => quantity))
  return checkout
    .order(place)
    .lines.map(({ line, pieces }) => ({ line, pieces: pieces - gone(line) }))
    .filter(({ pieces }) => pieces > 0)
}

/** Some of the pieces, for some cause. */
function randomAsk(draws: Draws, rows: readonly Left[], occasion: string): RefundAsk {
  const cause = draws.pick(CAUSES)
  const reason = draws.oneIn(3) ? draws.pick(REASONS) : undefined
  if (draws.oneIn(4)) return { cause, occasion, reason, lines: 'all' }
  const some = rows.filter(() => draws.below(2) === 0)
  const lines = (some.length > 0 ? some : rows.slice(0, 1)).map(({ line, pieces }) => ({
    line,
    quantity: draws.below(2) === 0 ? pieces : 1 + draws.below(pieces),
  }))
  return { cause, occasion, reason, lines }
}

/** Money moves on between refunds: lines are confirmed, orders completed and handed on. */
function moveOn(draws: Draws, checkout: PaidCheckout, place: string): void {
  const { lines } = checkout.order(place)
  const some = lines.map(({ line }) => line).filter(() => draws.oneIn(3))
  const act = draws.below(10)
  if (act === 0) checkout.confirm(place, some, false)
  if (act === 1) checkout.confirm(place, some, true)
  if (act === 2) checkout.release(place)
  if (act === 3) checkout.payOut(place)
}

/** What was given, or went back, by payer. */
function byPayer(rows: readonly PayerShare[]): Record<string, number> {
  const sums = new Map<string, number>()
  for (const { payer, amount } of rows) sums.set(payer, (sums.get(payer) ?? 0) + amount)
  return Object.fromEntries([...sums].filter(([, amount]) => amount > 0).sort())
}

/** All accounts of all orders, from their movements. */
function balances(checkout: PaidCheckout): Record<string, number> {
  const sums = new Map<string, number>()
  for (const { debit, credit, amount } of checkout.moves) {
    sums.set(debit, (sums.get(debit) ?? 0) - amount)
    sums.set(credit, (sums.get(credit) ?? 0) + amount)
  }
  return Object.fromEntries(sums)
}

/** A soak refunds two hundred thousand times, of purchases that nobody has seen before. */
const isSoak = Number(process.env.TESSERA_SOAK ?? 0) > 0
const REFUNDS = isSoak ? 200_000 : 4_000
const runs = <T>(): fc.Parameters<T> => (isSoak ? { numRuns: 80_000 } : effort(1_500))

let refunded = 0

/** Every piece of every order goes back, in any order, split and for any cause. */
function refundAll(draws: Draws, checkout: PaidCheckout): void {
  const places = checkout.shares.orders.map(({ place }) => place)
  for (let step = 0; ; step++) {
    const open = places.filter((place) => left(checkout, place).length > 0)
    if (open.length === 0) return
    const place = step > 12 ? (open[0] as string) : draws.pick(open)
    moveOn(draws, checkout, place)
    const all: RefundAsk = { cause: 'dispute', occasion: `${step}`, lines: 'all' }
    const ask = step > 12 ? all : randomAsk(draws, left(checkout, place), `${step}`)
    const before = checkout.records.length
    const answer = checkout.refund(place, ask)
    if (!('record' in answer)) throw new Error(JSON.stringify(answer))
    refunded++
    compare(checkout, answer.record, before)
  }
}

/** The pricing's own refund (pricing §8) is the same, but for shipping whose payer has it back already. */
function compare(checkout: PaidCheckout, record: RefundRecord, at: number): void {
  const { records } = checkout
  const pieces = (rows: readonly RefundRecord[]) =>
    rows.flatMap(({ lines }) => lines.map(({ line, quantity }) => ({ line, quantity })))
  const { purchase } = checkout.context(record.place)
  const returns = { before: pieces(records.slice(0, at)), now: pieces([record]) }
  const priced = refund(purchase, { ...returns, reason: record.reason })
  if (!('lines' in priced)) throw new Error('refused')
  same(
    record.lines.map(({ cash, withheld }) => cash + sumOf(withheld.map(({ amount }) => amount))),
    priced.lines.map(({ cash }) => cash),
  )
  same(record.shipping.cash, sumOf(Object.values(priced.shipping)))
  same(record.coins, priced.coins)
  const deducted = sumOf(record.deducted.map(({ amount }) => amount))
  const spared = sumOf(Object.values(priced.deducted)) - deducted
  expect(spared).toBeGreaterThanOrEqual(0)
  same(record.cash, priced.total + spared)
}

describe('refunds of any purchase, in any order and any split', () => {
  test('give back what was paid, to the buyer and to each payer, exactly (tc.8)', () => {
    refunded = 0
    fc.assert(
      fc.property(purchases, ({ input, choices }) => {
        const checkout = new PaidCheckout(input)
        refundAll(drawsFrom(choices), checkout)
        for (const { place, lines, shipping } of checkout.shares.orders) {
          const records = checkout.records.filter((one) => one.place === place)
          const rows = records.flatMap((one) => one.lines)
          for (const share of lines) {
            const mine = rows.filter(({ line }) => line === share.line)
            const cash = mine.map((row) => row.cash + sumOf(row.withheld.map((w) => w.amount)))
            same(sumOf(cash), share.cash)
            same(byPayer(mine.flatMap(({ payers }) => payers)), byPayer(share.payers))
          }
          const money = checkout.money(place)
          expect(money.returned).toBeLessThanOrEqual(money.paid)
          // What is left is shipping, and what was withheld for shipping that the seller paid.
          const kept = money.escrow + money.pending + money.released
          const back = records.map((one) => worthOf(one.shipping))
          const deducted = checkout.records
            .filter((one) => one.place === place)
            .flatMap((one) => one.deducted)
            .filter(({ payer }) => payer.startsWith('seller:') || payer.startsWith('store:'))
          same(kept, worthOf(shipping) - sumOf(back) + sumOf(deducted.map((d) => d.amount)))
          outstandingOf(checkout, place)
        }
        same(sumOf(Object.values(balances(checkout))), 0)
        const last = checkout.records.findLast(({ lines }) => lines.length > 0)
        for (const one of checkout.records) {
          same(one.coins, one === last ? checkout.quote.totals.coins : 0)
        }
      }),
      runs(),
    )
    expect(refunded).toBeGreaterThan(REFUNDS)
  })

  test('with deductions and parts of prices, and a provider that pays back: never more than was paid (tc.8, bp.d.paypal)', () => {
    fc.assert(
      fc.property(purchases, ({ input, choices }) => {
        const checkout = new PaidCheckout(input)
        const draws = drawsFrom(choices)
        for (let step = 0; step < 14; step++) roughly(draws, checkout, step)
        for (const order of checkout.shares.orders) {
          const money = checkout.money(order.place)
          same(money.paid, cashOf(order))
          expect(money.returned).toBeLessThanOrEqual(money.paid)
          outstandingOf(checkout, order.place)
        }
        same(sumOf(Object.values(balances(checkout))), 0)
      }),
      effort(1_500),
    )
  })
})

/** Anything that somebody may ask for, sensible or not. */
function roughly(draws: Draws, checkout: PaidCheckout, step: number): void {
  const { place } = draws.pick(checkout.shares.orders)
  moveOn(draws, checkout, place)
  const { lines } = checkout.order(place)
  const amount = () => 1 + draws.below(Math.max(1, checkout.money(place).paid))
  if (draws.oneIn(12)) {
    checkout.reimburse(place, { amount: amount(), occasion: `${step}` })
    return
  }
  const asked = lines
    .filter(() => draws.below(2) === 0)
    .map(({ line, pieces }) =>
      draws.below(3) === 0
        ? { line, cash: Math.ceil(amount() / 3) }
        : {
            line,
            quantity: 1 + draws.below(pieces),
            ...draws.maybe(3, () => ({ deduct: amount() })),
          },
    )
  const cause = draws.pick(CAUSES)
  const ask = { cause, occasion: `${step}`, reason: draws.pick(REASONS), lines: asked }
  const before = checkout.money(place)
  const answer = checkout.refund(place, ask)
  if (before.reimbursed) expect(answer).toMatchObject({ refusal: 'reimbursed' })
}

/** No payer gets more back for shipping than it gave. */
function outstandingOf(checkout: PaidCheckout, place: string): void {
  for (const { payer, amount } of checkout.order(place).shipping.payers) {
    const back = checkout.records.flatMap((one) => [
      ...(one.place === place ? one.shipping.payers : []),
      ...one.deducted.filter((row) => row.place === place),
    ])
    const sum = sumOf(back.filter((row) => row.payer === payer).map((row) => row.amount))
    expect(sum).toBeLessThanOrEqual(amount)
  }
}

describe('what an order brings', () => {
  test('is the goods less only what the seller funded (faq.escrow)', () => {
    fc.assert(
      fc.property(purchases, ({ input }) => {
        const checkout = new PaidCheckout(input)
        const { quote, shares } = checkout
        const own = (payer: string) => payer.startsWith('seller:') || payer.startsWith('store:')
        for (const [at, order] of shares.orders.entries()) {
          const { list, shipping, tax } = quote.orders[at] as (typeof quote.orders)[number]
          const funded = partsOf(order).flatMap(({ payers }) => payers.filter((p) => own(p.payer)))
          const goods = list + shipping + (input.pricesIncludeTax ? 0 : tax)
          same(
            checkout.money(order.place).escrow,
            goods - sumOf(funded.map(({ amount }) => amount)),
          )
        }
        same(sumOf(shares.orders.map(cashOf)), quote.totals.total)
        const payers = shares.orders.flatMap((order) => partsOf(order).flatMap((p) => p.payers))
        const funding = Object.entries(quote.funding).filter(([, amount]) => amount > 0)
        same(byPayer(payers), Object.fromEntries(funding.sort()))
      }),
      effort(2_000),
    )
  })

  test('causes name their clauses', () => {
    for (const { clause } of Object.values(REFUND_CAUSES)) expect(clause).toMatch(/^[a-z]+\d?\./)
  })
})
