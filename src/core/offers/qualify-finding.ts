import { decimalText } from '../base/iso4217.ts'
import type { Cart } from '../pricing/cart.ts'
import type { CartDocument } from '../pricing/input.ts'
import type { Offer } from '../pricing/offer.ts'
import type { OfferDocument } from '../pricing/offer-document.ts'
import { type Priced, price } from '../pricing/price.ts'
import { totalOf } from '../pricing/quote.ts'
import { type Reason, reasonsOf } from '../pricing/reasons.ts'
import type { Rejection } from '../pricing/till.ts'
import {
  type Baseline,
  type Effect,
  effectOf,
  type Outcome,
  outcomeAmong,
  outcomeIn,
  whyNot,
} from './effect.ts'
import type { IssuedOffer } from './issued-offer.ts'
import { cartOf, liftOf, type Need, needText, waited } from './qualify-needs.ts'
import type { Refusal, RefusalReason } from './refusals.ts'

/** An offer that a buyer meets in a cart, and how it stands to the buyer. */
export interface Considered {
  readonly issued: IssuedOffer
  /** As it is priced; an unclaimed one as it would be priced once it is claimed. */
  readonly document: OfferDocument
  /** The same, compiled; positions are those of all offers considered together. */
  readonly offer: Offer
  /** Whether the quote attempts it, the buyer left it out of the choice, or has still to claim it. */
  readonly stands: 'attempted' | 'unchosen' | 'unclaimed'
  /** Until when it can be claimed; null where that has no end. */
  readonly claimUntil: string | null
  /** What a claim would be answered now, where it has still to be claimed; null where it is granted. */
  readonly claim: Refusal | null
}

/**
 * Why an offer is barred: as the quote tells it, as its claim would be refused, or because using it
 * would cost more or gain nothing.
 */
export type BarrierReason = Reason | RefusalReason | 'costs-more' | 'gains-nothing'

export interface Barrier {
  readonly reason: BarrierReason
  readonly reasons: readonly BarrierReason[]
  readonly clause: string
  readonly message: string
  readonly remedy: string | null
  /** The offers that it yields to: the winners. */
  readonly blockedBy: readonly string[]
}

/** What an offer is to a cart: exactly one of three. */
export type Finding =
  | { readonly outcome: 'applied'; readonly effect: Effect }
  | {
      readonly outcome: 'within-reach'
      readonly needs: readonly (Need & { readonly message: string })[]
      /** What the cart comes to then, what is added included; and how much less that is than now. */
      readonly total: number
      readonly gain: number
      /** What it takes off then. */
      readonly off: number
    }
  | {
      readonly outcome: 'barred'
      readonly why: Barrier
      /** The total with it in place of the offers that it yields to, and what that gains (never above 0). */
      readonly instead: { readonly total: number; readonly gain: number } | null
    }

/** Changes that are tried one after the other; more than a buyer would carry out. */
const TRIES = 6

/** How things would be after what is needed: the cart, who is attempted, and the first refusal. */
interface State {
  readonly needs: readonly Need[]
  readonly document: CartDocument
  readonly cart: Cart
  readonly leftOut: readonly string[]
  readonly first: { readonly rejection: Rejection; readonly cart: Cart } | null
  /** What was added last, for an offer that was short of it. */
  readonly added: number
}

/**
 * What an offer is to a cart: applied, within reach and by how much, or barred and why. Whatever is
 * promised was priced: with the needs met, the quote applies the offer and has that total.
 */
export function findingOf(base: Baseline, document: CartDocument, one: Considered): Finding {
  if (one.stands === 'attempted') {
    const effect = effectOf(base, one.offer)
    if (effect !== null) return { outcome: 'applied', effect }
  }
  let state = beginning(base, document, one)
  if (state === null) return barredByClaim(one.claim as Refusal)
  for (let tries = 0; tries < TRIES; tries++) {
    const outcome = outcomeOf(base, state, one)
    if (outcome.application !== null) return reached(base, state, { one, outcome })
    const next: State | null = lifted(state, outcome.rejection as Rejection, one)
    if (next === null) return barred(state, outcome.rejection as Rejection)
    state = next
  }
  return barred(state, (state.first as NonNullable<State['first']>).rejection)
}

/** What comes before any pricing: the claim. Null where it would be refused for good. */
function beginning(base: Baseline, document: CartDocument, one: Considered): State | null {
  const state = { document, cart: base.cart, leftOut: [], first: null, added: 0 }
  if (one.stands === 'attempted') return { ...state, needs: [] }
  if (one.stands === 'unchosen') return { ...state, needs: [{ need: 'choose' }] }
  const { issued, claim, claimUntil: until } = one
  const taken: Need = issued.exchange
    ? { need: 'exchange', coins: issued.exchange.coins }
    : { need: 'claim', until }
  if (claim === null) return { ...state, needs: [taken] }
  if (claim.refusal === 'not-enough-coins' && issued.exchange) {
    const coins = issued.exchange.coins - base.cart.coins
    return coins > 0 ? { ...state, needs: [{ need: 'coins', coins }, taken] } : null
  }
  if (claim.refusal !== 'not-started' || claim.from === undefined) return null
  const later = waited(document, claim.from)
  const cart = later && cartOf(later, state)
  if (later === null || cart === null) return null
  const needs: Need[] = [{ need: 'wait', until: claim.from }, taken]
  return { ...state, needs, document: later, cart }
}

/** The offer in its turn, after what was changed. */
function outcomeOf(base: Baseline, state: State, { offer }: Considered): Outcome {
  const same = state.cart === base.cart
  if (same && state.leftOut.length === 0) return outcomeIn(base, offer)
  return outcomeAmong(state.cart, among(base, state, offer), offer)
}

/** The others that are attempted: on the same cart, those whose turn is open. */
function among(base: Baseline, { cart, leftOut }: State, offer: Offer): readonly Offer[] {
  const offers = cart === base.cart ? base.open : base.offers
  return offers.filter(({ id }) => id !== offer.id && !leftOut.includes(id))
}

/** The state after what would lift a refusal; null where nothing does. */
function lifted(state: State, rejection: Rejection, { document: offer }: Considered): State | null {
  const { document, cart } = state
  const { added } = state
  const lift = liftOf({ offer, document, cart, rejection, added }, reasonsOf(rejection.reasons))
  if (lift === null) return null
  const changed = lift.document === document ? cart : cartOf(lift.document, state)
  if (changed === null) return null
  return {
    needs: lift.needs.reduce(withNeed, state.needs),
    document: lift.document,
    cart: changed,
    leftOut: [...state.leftOut, ...lift.leftOut],
    first: state.first ?? { rejection, cart },
    added: lift.added,
  }
}

/** One sentence a need: what is short of twice is added up. */
function withNeed(needs: readonly Need[], need: Need): readonly Need[] {
  const at = needs.findIndex((one) => one.need === need.need)
  const before = needs[at]
  if (before?.need === 'spend' && need.need === 'spend') {
    return needs.with(at, { ...need, amountMinor: before.amountMinor + need.amountMinor })
  }
  if (before?.need === 'items' && need.need === 'items') {
    return needs.with(at, { ...need, count: before.count + need.count })
  }
  if (before?.need === 'leave-out' && need.need === 'leave-out') {
    return needs.with(at, { ...need, offers: [...before.offers, ...need.offers] })
  }
  return [...needs, need]
}

/** It applies: within reach, unless the others alone come to as little, for then it yields to them. */
function reached(
  base: Baseline,
  state: State,
  { one, outcome }: { readonly one: Considered; readonly outcome: Outcome },
): Finding {
  const { total, application } = outcome
  const others = withoutIt(base, state, one)
  const saved = totalOf(state.cart, others.running, others.feesLeft) - total
  const { currency } = base.cart
  if (saved <= 0) {
    const instead = { total, gain: saved }
    if (state.first !== null) return { ...barred(state, state.first.rejection), instead }
    const kept = new Set(outcome.priced.applied.map((other) => other.offer.id))
    const winners = others.applied.map((other) => other.offer.id).filter((id) => !kept.has(id))
    return { outcome: 'barred', why: yields(saved, winners, currency), instead }
  }
  return {
    outcome: 'within-reach',
    needs: state.needs.map((need) => ({ ...need, message: needText(need, currency) })),
    total,
    gain: base.total - total,
    off: application?.off ?? 0,
  }
}

/** The same cart with all others attempted, and it not. */
function withoutIt(base: Baseline, state: State, { offer }: Considered): Priced {
  const isThere = base.applied.has(offer.id) || base.rejected.has(offer.id)
  if (state.cart === base.cart && !isThere) return base.priced
  return price(state.cart, among(base, { ...state, leftOut: [] }, offer), 'decide')
}

function yields(saved: number, blockedBy: readonly string[], currency: string): Barrier {
  const reason = saved < 0 ? 'costs-more' : 'gains-nothing'
  const names = blockedBy.map((id) => `"${id}"`).join(' and ')
  const place = names === '' ? '' : ` in place of ${names}`
  const message =
    saved < 0
      ? `Using it${place} would cost ${decimalText(-saved, currency)} ${currency} more.`
      : `Using it${place} would change nothing: the total is as small without it.`
  return { reason, reasons: [reason], clause: 'fg.order', message, remedy: null, blockedBy }
}

type Barred = Extract<Finding, { outcome: 'barred' }>

/** Barred by what it was first refused for, which is what the quote says. */
function barred(state: State, rejection: Rejection): Barred {
  const first = state.first ?? { rejection, cart: state.cart }
  return { outcome: 'barred', why: whyNot(first.rejection, first.cart), instead: null }
}

function barredByClaim({ refusal, clause, message }: Refusal): Barred {
  const why = { reason: refusal, reasons: [refusal], clause, message, remedy: null, blockedBy: [] }
  return { outcome: 'barred', why, instead: null }
}
