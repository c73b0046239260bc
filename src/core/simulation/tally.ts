import type { Instant } from '../base/instant.ts'
import type { RefundCause } from '../orders/money/refund-ask.ts'
import type { OrderEffect } from '../orders/order-effects.ts'
import { type OrderStep, TIMER } from '../orders/order-step.ts'
import type { MoneyNow } from './books.ts'
import { type Life, type OutcomeId, outcomeOf } from './life.ts'

/** Counts by a few words, in order of the words: the order in which they came must not be seen. */
class Counts {
  readonly #counts = new Map<string, number>()

  add(...words: readonly string[]): void {
    const key = words.join('\n')
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  of(...words: readonly string[]): number {
    return this.#counts.get(words.join('\n')) ?? 0
  }

  get rows(): { readonly words: readonly string[]; readonly times: number }[] {
    return [...this.#counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, times]) => ({ words: key.split('\n'), times }))
  }
}

/** What stood in the books at the end of a day, and how many orders were under way. */
export interface DayRow {
  readonly at: Instant
  readonly money: readonly MoneyNow[]
  readonly underWay: number
}

export interface RefundSum {
  times: number
  cash: number
}

/** Everything that is counted while a simulation runs. */
export class Tally {
  /** from, to, event. */
  readonly flow = new Counts()
  /** state, clock; whether it led out of the state. */
  readonly silence = new Counts()
  /** event, state, refusal, clause. */
  readonly refusals = new Counts()
  /** What money refuses: reason, clause. */
  readonly moneyRefusals = new Counts()
  readonly marks = new Counts()
  readonly messages = new Counts()
  /** Occasions of offers: reserved, used, held and so on. */
  readonly offers = new Counts()
  /** Who: `seller` or `buyer`, the habit, the outcome. */
  readonly outcomes = new Counts()
  readonly checks = new Counts()
  readonly days: DayRow[] = []
  /** How long orders stayed in each state, in milliseconds. */
  readonly stays = new Map<string, number[]>()
  readonly #refunds = new Map<string, RefundSum>()
  commands = 0
  steps = 0

  /** A step, and since when the order was in the state that it leaves. */
  step({ from, to, event, by, effective, version, effects }: OrderStep, since: Instant): void {
    this.steps++
    if (from !== to) {
      this.flow.add(from, to, event)
      if (version > 1) this.#stay(from, effective - since)
    }
    if (by === TIMER) this.silence.add(from, event, from === to ? 'stays' : 'leaves')
    for (const effect of effects) this.#effect(effect)
  }

  refund(cause: RefundCause, currency: string, cash: number): void {
    const key = `${cause}\n${currency}`
    const sum = this.#refunds.get(key) ?? { times: 0, cash: 0 }
    sum.times++
    sum.cash += cash
    this.#refunds.set(key, sum)
  }

  get refunds() {
    return [...this.#refunds]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, { times, cash }]) => {
        const [cause = '', currency = ''] = key.split('\n')
        return { cause: cause as RefundCause, currency, times, cash }
      })
  }

  outcome(life: Life): OutcomeId {
    const outcome = outcomeOf(life)
    this.outcomes.add('seller', life.seller.habit.id, outcome)
    this.outcomes.add('buyer', life.checkout.buyer.habit.id, outcome)
    this.outcomes.add('state', life.order.state)
    return outcome
  }

  #stay(state: string, ms: number): void {
    const stays = this.stays.get(state)
    if (stays) stays.push(ms)
    else this.stays.set(state, [ms])
  }

  #effect(effect: OrderEffect): void {
    switch (effect.effect) {
      case 'mark':
        this.marks.add(effect.party, effect.mark)
        return
      case 'tell':
        this.messages.add(effect.party, effect.message)
        return
      case 'reserve-offers':
      case 'use-offers':
      case 'release-offers':
      case 'hold-offers':
      case 'return-offers':
      case 'return-payment':
      case 'void-payment':
        this.offers.add(effect.effect)
    }
  }
}
