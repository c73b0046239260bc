/** Purchases of many kinds, paid, and what may happen to their money afterwards: for the tests of money. */
import type { OrderMove } from '../../src/core/orders/money/accounts.ts'
import { isMoneyRefusal } from '../../src/core/orders/money/money-refusals.ts'
import { confirmation, payment, payOut, release } from '../../src/core/orders/money/occasions.ts'
import type { MoneyStep, OrderMoney } from '../../src/core/orders/money/order-money.ts'
import type { RefundAsk } from '../../src/core/orders/money/refund-ask.ts'
import type { RefundContext, RefundRecord } from '../../src/core/orders/money/refund-record.ts'
import {
  type RefundStep,
  refundStep,
  reimbursementStep,
  valuesLeft,
} from '../../src/core/orders/money/refund-step.ts'
import { acceptedTexts } from '../../src/core/orders/money/replay.ts'
import type { OrderShares, PaidShares } from '../../src/core/orders/money/shares.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import type { Quote } from '../../src/tessera.ts'
import type { Draws } from '../core/draws.ts'
import { randomInput, TERMS } from '../core/generator.ts'
import { sumOf } from '../core/laws.ts'

/** A kind of each rule-set that any order can take, for shipping that is free from some spend on. */
const SHIPPING_KIND: Readonly<Record<string, string>> = {
  'aliexpress-2020-03': 'platform-instant-off',
  'aliexpress-2026': 'free-shipping',
  'aliexpress-2018-10': 'platform-discount',
  'aliexpress-general': 'coupon',
}

/** A purchase with shipping that costs something, which one or two payers pay on a condition. */
export function randomPurchase(draws: Draws): Input {
  const input = randomInput(draws, TERMS)
  if (draws.below(2) === 0) return input
  const sellers = [...new Set(Object.values(input.stores).map(({ seller }) => seller))]
  const list = sumOf(input.lines.map((line) => line.unitPrice * (line.quantity ?? 1)))
  const free = (at: number): OfferDocument => ({
    id: `free shipping ${at}`,
    kind: SHIPPING_KIND[input.terms] as string,
    funder: draws.pick(['platform', 'partner:bank', `seller:${draws.pick(sellers)}`]),
    benefit: { freeShipping: true as const, ...draws.maybe(2, () => ({ cap: 250 })) },
    minimum: { spend: Math.min(1e13, Math.floor((list * draws.below(10)) / 10)) },
    claimed: true,
  })
  const shipping = sellers.map((seller) => ({ seller, method: 'standard', fee: 299 }))
  const offers = [free(1), free(2), ...(input.offers ?? []).slice(0, draws.below(4))]
  return { ...input, shipping, offers, choose: 'all' }
}

/** A checkout that was paid, with the money of each of its orders, and every refund so far. */
export class PaidCheckout {
  readonly shares: PaidShares
  readonly quote: Quote
  readonly moneys = new Map<string, OrderMoney>()
  readonly records: RefundRecord[] = []
  readonly moves: OrderMove[] = []
  readonly #input: Input

  constructor(input: Input) {
    const texts = acceptedTexts(input)
    if (texts === null) throw new Error('refused')
    this.#input = input
    this.quote = JSON.parse(texts.quote)
    this.shares = JSON.parse(texts.shares)
    for (const order of this.shares.orders) this.#take(order.place, payment(order))
  }

  order(place: string): OrderShares {
    return this.shares.orders.find((one) => one.place === place) as OrderShares
  }

  money(place: string): OrderMoney {
    return this.moneys.get(place) as OrderMoney
  }

  refund(place: string, ask: RefundAsk): ReturnType<typeof refundStep> {
    const step = refundStep(this.money(place), this.context(place), ask)
    if ('record' in step) this.#takeRefund(place, step)
    return step
  }

  reimburse(place: string, claim: { amount: number; occasion: string }): RefundStep {
    const step = reimbursementStep(this.money(place), this.context(place), claim)
    this.#takeRefund(place, step)
    return step
  }

  confirm(place: string, lines: readonly string[], completes: boolean): void {
    const order = this.order(place)
    const refunded = this.records.filter((one) => one.place === place)
    const left = valuesLeft(
      order,
      refunded.flatMap((one) => one.lines),
    )
    const named = new Map(lines.map((line) => [line, left.get(line) as number]))
    this.#take(place, confirmation(this.money(place), { lines: named, completes }))
  }

  release(place: string): void {
    this.#take(place, release(this.money(place)))
  }

  payOut(place: string): void {
    this.#take(place, payOut(this.money(place), this.money(place).due))
  }

  context(place: string): RefundContext {
    const purchase = { input: this.#input, quote: this.quote }
    return { purchase, shares: this.shares, place, before: this.records }
  }

  #takeRefund(place: string, step: RefundStep): void {
    this.#take(place, step)
    this.records.push(step.record)
  }

  #take(place: string, step: MoneyStep | object): void {
    if (isMoneyRefusal(step)) return
    const { money, moves } = step as MoneyStep
    this.moneys.set(place, money)
    this.moves.push(...moves)
  }
}
