import type { Cart } from '../pricing/cart.ts'
import { clauseOf } from '../pricing/citation.ts'
import { languages } from '../pricing/messages.ts'
import type { Offer } from '../pricing/offer.ts'
import { type Priced, price } from '../pricing/price.ts'
import { totalOf } from '../pricing/quote.ts'
import { bitOf, type Reason, reasonsOf } from '../pricing/reasons.ts'
import type { Application, Rejection } from '../pricing/till.ts'

/** What one offer does to a cart: the difference of two quotes (fg.banner: the real figure, not the headline). */
export interface Effect {
  /** The totals of the cart without it and with it, all else alike, in minor units. */
  readonly without: number
  readonly with: number
  /** `without` less `with`: below zero where it drives out an offer that gave more. */
  readonly gain: number
  /** What it takes off by itself. */
  readonly off: number
}

/** Why an offer does nothing: its reason, the clause, and two sentences for a buyer (fg.reject). */
export interface WhyNot {
  readonly reason: Reason
  readonly reasons: readonly Reason[]
  readonly clause: string
  readonly message: string
  readonly remedy: string
  /** The offers that it yields to. */
  readonly blockedBy: readonly string[]
}

/** A cart priced with what is attempted in it: effects are measured against it. */
export interface Baseline {
  readonly cart: Cart
  /** By position. */
  readonly offers: readonly Offer[]
  /** Those of them whose turn could end otherwise in other company. */
  readonly open: readonly Offer[]
  readonly priced: Priced
  readonly total: number
  readonly applied: ReadonlyMap<string, Application>
  readonly rejected: ReadonlyMap<string, Rejection>
}

/** What became of one offer in its turn, and what the cart then comes to. */
export interface Outcome {
  readonly priced: Priced
  readonly total: number
  /** One of the two is null. */
  readonly application: Application | null
  readonly rejection: Rejection | null
}

/** Faults that no company cures: all of an offer's own but for coins, which another offer may spend. */
const LASTING = (bitOf['no-eligible-items'] * 2 - 1) & ~bitOf['not-enough-coins']

/** Prices a cart with the offers attempted in it; these stand by position. */
export function baselineOf(cart: Cart, offers: readonly Offer[]): Baseline {
  const priced = price(cart, offers, 'explain')
  const rejected = new Map(priced.rejected.map((one) => [one.offer.id, one]))
  return {
    cart,
    offers,
    open: offers.filter(({ id }) => ((rejected.get(id)?.reasons ?? 0) & LASTING) === 0),
    priced,
    total: totalOf(cart, priced.running, priced.feesLeft),
    applied: new Map(priced.applied.map((one) => [one.offer.id, one])),
    rejected,
  }
}

/** How an offer would fare beside those of a baseline, it among them or not. */
export function outcomeIn(base: Baseline, offer: Offer): Outcome {
  const application = base.applied.get(offer.id) ?? null
  const rejection = base.rejected.get(offer.id) ?? null
  if (application !== null || rejection !== null) {
    return { priced: base.priced, total: base.total, application, rejection }
  }
  return outcomeAmong(base.cart, base.open, offer)
}

/** The same among any offers, which stand by position. */
export function outcomeAmong(cart: Cart, offers: readonly Offer[], offer: Offer): Outcome {
  const priced = price(cart, withOffer(offers, offer), 'explain')
  return {
    priced,
    total: totalOf(cart, priced.running, priced.feesLeft),
    application: priced.applied.find((one) => one.offer === offer) ?? null,
    rejection: priced.rejected.find((one) => one.offer === offer) ?? null,
  }
}

/**
 * What an offer does among the others of a baseline; null where it is refused there. Its own amount and
 * what it saves differ where another offer gives more without it.
 */
export function effectOf(base: Baseline, offer: Offer): Effect | null {
  const { total, application } = outcomeIn(base, offer)
  if (application === null) return null
  const without = base.applied.has(offer.id) ? totalWithout(base, offer.id) : base.total
  return { without, with: total, gain: without - total, off: application.off }
}

/** What the cart of a baseline comes to with one of its offers left out. */
function totalWithout(base: Baseline, id: string): number {
  const { cart, open } = base
  const { running, feesLeft } = price(
    cart,
    open.filter((other) => other.id !== id),
    'decide',
  )
  return totalOf(cart, running, feesLeft)
}

/** Why a rejection happened, as a buyer is told it. */
export function whyNot(rejection: Rejection, cart: Cart): WhyNot {
  const reasons = reasonsOf(rejection.reasons)
  const reason = reasons[0] as Reason
  const facts = { cart, rejection }
  return {
    reason,
    reasons,
    clause: clauseOf(rejection, cart),
    message: languages.en[reason].why(facts),
    remedy: languages.en[reason].remedy(facts),
    blockedBy: rejection.blockers.map((one) => one.offer.id),
  }
}

/** The offers with one more, by position. */
function withOffer(offers: readonly Offer[], offer: Offer): readonly Offer[] {
  const place = offers.findIndex(({ position }) => position > offer.position)
  return offers.toSpliced(place < 0 ? offers.length : place, 0, offer)
}
