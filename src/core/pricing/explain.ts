import { isRefused, type Refused } from '../base/faults.ts'
import { accept } from './accept.ts'
import type { Cart, CartLine } from './cart.ts'
import { type Narrowed, type Quote, setOwn } from './document.ts'
import { eligibleLines } from './eligibility.ts'
import { languages } from './messages.ts'
import type { Offer } from './offer.ts'
import { type Priced, priceInTurn } from './price.ts'
import { type PricingOptions, quoteDocument } from './quote.ts'
import { type Reason, reasonsOf } from './reasons.ts'
import { shippedTerms } from './shipped.ts'
import type { Kind } from './terms.ts'
import type { RuleProperty } from './terms-document.ts'
import type { Application, Rejection } from './till.ts'

/** A quote with its trace: one entry an offer, in order of attempt. */
export interface Explanation {
  readonly quote: Quote
  readonly attempts: readonly AttemptTrace[]
}

/** What happened when an offer had its turn. */
export interface AttemptTrace {
  readonly offer: string
  readonly kind: string
  readonly step: string | null
  readonly outcome: 'applied' | 'rejected'
  readonly reasons: readonly Reason[]
  /** Ids of the lines that are in its scope, excluded ones left out. */
  readonly eligible: readonly string[]
  /** Eligible lines that it lost to others; null where none. */
  readonly lost: Narrowed | null
  /** The rules that were used; a specific one names the clause that it overrides (tc.2). */
  readonly rules: readonly RuleUsed[]
  /** The spend that its minimum was tested against; null where it never came to that. */
  readonly minimum: MinimumTested | null
  /** What was left of its eligible lines before its turn, by line id. */
  readonly running: Readonly<Record<string, number>>
  readonly message: string | null
  /** What would make it work; null where it was applied. */
  readonly remedy: string | null
}

export interface RuleUsed {
  readonly property: string
  readonly rule: string
  readonly clause: string
  readonly overrides: string | null
}

export interface MinimumTested {
  readonly compare: 'reaches' | 'exceeds'
  readonly of: 'list' | 'running' | 'pool'
  readonly spend: number
  /** Null where the offer has no spend minimum. */
  readonly needed: number | null
}

/** Prices a cart and tells how: each offer in its turn, the rules used, and what would help (tc.2). */
export function explain(input: unknown, options: PricingOptions = {}): Explanation | Refused {
  const accepted = accept(input, options.terms ?? shippedTerms, options.standing)
  if (isRefused(accepted)) return accepted
  return explanation(priceInTurn(accepted.cart, accepted.attempts, 'explain'))
}

/** The explanation of a pricing. */
export function explanation(priced: Priced): Explanation {
  const { cart } = priced
  const running = cart.lines.map((line) => line.list)
  const attempts = inTurn(priced).map((attempt) => {
    const trace =
      'shares' in attempt
        ? appliedTrace(attempt, cart, running)
        : rejectedTrace(attempt, cart, running)
    if ('shares' in attempt) takeOff(attempt, running)
    return trace
  })
  return { quote: quoteDocument(priced), attempts }
}

/** Applied and refused offers, merged back into the order of attempt. */
function inTurn({ cart, applied, rejected }: Priced): (Application | Rejection)[] {
  const last = cart.terms.kindsInOrder.length
  const place = (one: Application | Rejection): number => one.kind?.place ?? last
  return [...applied, ...rejected].sort(
    (a, b) => place(a) - place(b) || a.offer.position - b.offer.position,
  )
}

function takeOff({ lines, shares }: Application, running: number[]): void {
  for (const [k, part] of shares.entries()) {
    const at = lines[k] as number
    running[at] = (running[at] as number) - part
  }
}

function appliedTrace(one: Application, cart: Cart, running: readonly number[]): AttemptTrace {
  const lost = one.narrowed
  const eligible = [...one.lines, ...(lost?.lines ?? [])].sort((a, b) => a - b)
  return {
    offer: one.offer.id,
    kind: one.kind.id,
    step: one.kind.step,
    outcome: 'applied',
    reasons: [],
    eligible: idsOf(eligible, cart),
    lost: lost && { lines: idsOf(lost.lines, cart), by: lost.by.map((other) => other.offer.id) },
    rules: rulesUsed(one.offer, one.kind),
    minimum: minimumTested(one.offer, one.kind, one.spend),
    running: amountsOf(eligible, cart, running),
    message: null,
    remedy: null,
  }
}

function rejectedTrace(one: Rejection, cart: Cart, running: readonly number[]): AttemptTrace {
  const { kind, offer } = one
  const reasons = reasonsOf(one.reasons)
  const eligible = kind === null ? [] : eligibleLines(offer, kind, cart)
  const facts = { cart, rejection: one }
  const wording = languages.en[reasons[0] as Reason]
  return {
    offer: offer.id,
    kind: offer.kind,
    step: kind?.step ?? null,
    outcome: 'rejected',
    reasons,
    eligible: idsOf(eligible, cart),
    lost: null,
    rules: kind === null ? [] : rulesUsed(offer, kind),
    minimum: kind !== null && one.short > 0 ? minimumMissed(one, kind) : null,
    running: amountsOf(eligible, cart, running),
    message: wording.why(facts),
    remedy: wording.remedy(facts),
  }
}

/** The kind's rules by property; where the offer's own terms replace one, they come instead (tc.2). */
function rulesUsed(offer: Offer, kind: Kind): RuleUsed[] {
  const properties: RuleProperty[] = ['step', 'slot', 'minimum', 'stacksWith', 'claimed']
  return properties
    .filter((property) => property !== 'slot' || kind.slot !== null)
    .map((property) => {
      const authority = kind.authority[property]
      const own = property === 'stacksWith' && (offer.exclusive || offer.stacksWith !== null)
      if (!own) return { property, ...authority }
      const clause = offer.exclusive ? 'fg.exclusive' : 'tc.2'
      return { property, rule: `terms of ${offer.id}`, clause, overrides: authority.clause }
    })
}

function minimumTested(offer: Offer, kind: Kind, spend: number): MinimumTested {
  return {
    compare: kind.exceeds ? 'exceeds' : 'reaches',
    of: basisOf(kind),
    spend,
    needed: kind.pooled || offer.minimumSpend < 0 ? null : offer.minimumSpend,
  }
}

/** What a refused offer was held to: its own minimum, its pool's, or its benefit's lowest threshold. */
function minimumMissed({ offer, spend, short, shortOf }: Rejection, kind: Kind): MinimumTested {
  const own = minimumTested(offer, kind, spend)
  if (shortOf === 'items') return own
  const ownNeeded = offer.minimumSpend + (kind.exceeds ? 1 : 0)
  if (!kind.pooled && offer.minimumSpend >= 0 && spend < ownNeeded) return own
  return { compare: 'reaches', of: basisOf(kind), spend, needed: spend + short }
}

function basisOf(kind: Kind): MinimumTested['of'] {
  if (kind.pooled) return 'pool'
  return kind.ofRunning ? 'running' : 'list'
}

function idsOf(lines: readonly number[], cart: Cart): string[] {
  return lines.map((at) => (cart.lines[at] as CartLine).id)
}

function amountsOf(
  lines: readonly number[],
  cart: Cart,
  amounts: readonly number[],
): Record<string, number> {
  const record: Record<string, number> = {}
  for (const at of lines) setOwn(record, (cart.lines[at] as CartLine).id, amounts[at] as number)
  return record
}
