import { isRefused, type Refused } from '../../../core/base/faults.ts'
import type { TypedCode } from '../../../core/offers/agent-codes.ts'
import { type Refusal, refusal } from '../../../core/offers/refusals.ts'
import { type Best, bestOf } from '../../../core/pricing/best.ts'
import type { Applied, Quote } from '../../../core/pricing/document.ts'
import { lineUp } from '../../../core/pricing/lineup.ts'
import { compileOffer, type Offer } from '../../../core/pricing/offer.ts'
import { price } from '../../../core/pricing/price.ts'
import { Effort, type SearchLimits } from '../../../core/pricing/progress.ts'
import { quoteDocument } from '../../../core/pricing/quote.ts'
import { type Asked, type Attempted, type Attempts, attemptsOf } from './attempts.ts'
import type { Desk } from './shopper.ts'
import type { StandingOffer } from './standing-offer.ts'

/** An offer that a quote speaks of, as a buyer is told of it and as an order stores it. */
export interface QuotedOffer {
  readonly title: string
  readonly campaign: string
  readonly version: number
}

/** A typed code, and why it stands for nothing, if it does. */
export type AnsweredCode = TypedCode & { readonly refusal: Refusal | null }

/** A quote of stored offers. */
export interface StoredQuote {
  /** The instant that it holds for: by the clock of the database. */
  readonly at: string
  readonly quote: Quote
  /** The offers that it speaks of, by id. */
  readonly offers: Readonly<Record<string, QuotedOffer>>
  /** What was typed, in order. */
  readonly codes: readonly AnsweredCode[]
}

/** The cheapest choice among the stored offers that a cart could be priced with (pricing §7). */
export interface StoredBest extends Omit<StoredQuote, 'quote'> {
  readonly best: Best
}

/** A search answers a request: some tenths of a second, after which it says what is proved. */
const STEPS_MAX = 20_000_000

/** Prices a cart with the stored offers: automatic ones, what the buyer holds, and typed codes. */
export async function quoteStored(desk: Desk, asked: Asked): Promise<StoredQuote | Refused> {
  const attempts = await attemptsOf(desk, asked)
  if (isRefused(attempts)) return attempts
  const { attempted } = chosenWithin(desk, attempts)
  const quote = quoteDocument(price(attempts.cart, compiled(attempted), 'explain'))
  return { quote, ...told(attempts) }
}

/** The same with the cheapest choice of them, and what is proved of it. */
export async function bestStored(
  desk: Desk,
  asked: Asked,
  limits: SearchLimits = {},
): Promise<StoredBest | Refused> {
  const attempts = await attemptsOf(desk, asked)
  if (isRefused(attempts)) return attempts
  return { best: bestWithin(desk, attempts, limits).best, ...told(attempts) }
}

/** What a quote attempts: the chosen, less those whose budget does not last for what they would give. */
export function chosenWithin(desk: Desk, attempts: Attempts): { attempted: readonly Attempted[] } {
  let attempted = attempts.attempted.filter(({ isChosen }) => isChosen)
  for (;;) {
    const { applied } = price(attempts.cart, compiled(attempted), 'decide')
    const short = beyondBudget(
      desk,
      attempts,
      applied.map(({ offer, off }) => ({ offer: offer.id, off })),
    )
    if (short.size === 0) return { attempted }
    attempted = attempted.map((one) => (short.has(one.standing.issued.id) ? spentOut(one) : one))
  }
}

/** The cheapest choice of the chosen, within what budgets last for. */
export function bestWithin(
  desk: Desk,
  attempts: Attempts,
  limits: SearchLimits,
): { best: Best; attempted: readonly Attempted[] } {
  let attempted = attempts.attempted.filter(({ isChosen }) => isChosen)
  for (;;) {
    const effort = new Effort({ stepsMax: STEPS_MAX, ...limits })
    const lined = lineUp(compiled(attempted), attempts.cart.terms)
    const best = bestOf(attempts.cart, lined, effort)
    const short = beyondBudget(desk, attempts, best.quote.applied)
    if (short.size === 0) return { best, attempted }
    attempted = attempted.map((one) => (short.has(one.standing.issued.id) ? spentOut(one) : one))
  }
}

/** Offers ready to be priced: by id, which is their order of attempt inside a kind (pricing §5.1). */
export function compiled(attempted: readonly Attempted[]): Offer[] {
  return attempted.map(({ standing, document }, position) =>
    document === standing.document && document.owner === undefined
      ? { ...standing.offer, position }
      : compileOffer(document, position),
  )
}

/** Applied offers whose budget in money is less than what they would take off: the claim would be refused. */
function beyondBudget(
  { book }: Desk,
  { claimsOf, looking }: Attempts,
  applied: readonly Pick<Applied, 'offer' | 'off'>[],
): ReadonlySet<string> {
  const short = applied.filter(({ offer, off }) => {
    const left = book.left.of(offer)?.budget ?? null
    if (left === null || off <= left) return false
    // What the order reserved for itself was drawn from the budget already.
    const claims = claimsOf.get(offer) ?? []
    return !claims.some(
      ({ state, order }) => state === 'reserved' && order !== undefined && order === looking.order,
    )
  })
  return new Set(short.map(({ offer }) => offer))
}

function spentOut(one: Attempted): Attempted {
  return { ...one, document: { ...one.document, budget: { limit: 0, made: 0 } } }
}

function told({ shopper, attempted, codes }: Attempts): Omit<StoredQuote, 'quote'> {
  return {
    at: shopper.at.toISOString(),
    offers: quotedOffers(attempted.map(({ standing }) => standing)),
    codes: codes.map((code) => ({
      ...code,
      refusal: code.offer === null ? refusal('code-refused') : null,
    })),
  }
}

/** Offers as a quote names them. */
export function quotedOffers(offers: Iterable<StandingOffer>): StoredQuote['offers'] {
  const rows = Array.from(offers, ({ issued: { id, title, campaign }, version }) => {
    return [id, { title, campaign, version }] as const
  })
  return Object.fromEntries(rows)
}
