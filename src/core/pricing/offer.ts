import { basisPoints } from '../base/exact.ts'
import { type Instant, parseInstant } from '../base/instant.ts'
import type { BenefitDocument, OfferDocument } from './offer-document.ts'
import { bitOf } from './reasons.ts'

/** What an offer takes off, with percentages in basis points and an absent cap as Infinity. */
export interface Benefit {
  readonly form: 'off' | 'percent' | 'every' | 'tiers' | 'freeShipping'
  readonly off: number
  readonly percentBp: number
  readonly every: number
  readonly cap: number
  readonly tiers: readonly Tier[]
  /** Thresholds of tiers are pieces, not spend. */
  readonly byQuantity: boolean
  /** Lowest threshold of tiers or every: a further minimum, 0 for the other forms. */
  readonly threshold: number
}

export interface Tier {
  readonly threshold: number
  /** One of the two is set; the other is −1. */
  readonly off: number
  readonly percentBp: number
}

/** Keys are ANDed, entries of a key ORed; null does not limit (pricing §3). */
export interface Scope {
  readonly stores: readonly string[] | null
  readonly sellers: readonly string[] | null
  readonly categories: readonly (readonly string[])[] | null
  readonly listings: readonly string[] | null
  readonly warehouses: readonly string[] | null
}

/** An offer, ready for the evaluator: windows as numbers, limits resolved. */
export interface Offer {
  readonly position: number
  readonly id: string
  readonly kind: string
  readonly funder: string
  /** The store or seller that funds it: such an offer is limited to its lines (tc.13.a). */
  readonly funderStore: string | null
  readonly funderSeller: string | null
  readonly currency: string | null
  readonly benefit: Benefit
  readonly minimumSpend: number
  readonly minimumQuantity: number
  readonly scope: Scope | null
  readonly countries: readonly string[] | null
  readonly channels: readonly string[] | null
  readonly newBuyersOnly: boolean
  readonly from: Instant
  readonly until: Instant
  readonly heldUntil: Instant
  readonly claimed: boolean
  readonly owner: string | null
  /** How often it may still be used: by this buyer, and as long as its budget lasts. */
  readonly usesLeft: number
  /** Faults that hold whatever the cart: ended, already-used, out-of-stock, as bits. */
  readonly standing: number
  /** Whether it asks anything of the instant, or of the buyer: most offers ask nothing. */
  readonly timed: boolean
  readonly personal: boolean
  readonly exclusive: boolean
  readonly stacksWith: 'any' | readonly string[] | null
  readonly coinsRequired: number
  readonly coinsMax: number
}

const NO_TIERS: readonly Tier[] = []

/** Gives one and the same string for equal texts. */
export type Intern = (text: string) => string

const asIs: Intern = (text) => text

/**
 * Compiles an offer whose shape was accepted. `position` is its place in the input. Where very many
 * offers are kept, `intern` makes those of one kind or seller share their strings: fewer to look up.
 */
export function compileOffer(row: OfferDocument, position: number, intern: Intern = asIs): Offer {
  const funder = intern(row.funder)
  return {
    position,
    id: row.id,
    kind: intern(row.kind),
    funder,
    funderStore: funder.startsWith('store:') ? intern(funder.slice(6)) : null,
    funderSeller: funder.startsWith('seller:') ? intern(funder.slice(7)) : null,
    currency: row.currency === undefined ? null : intern(row.currency),
    benefit: compileBenefit(row.benefit),
    minimumSpend: row.minimum?.spend ?? -1,
    minimumQuantity: row.minimum?.quantity ?? 0,
    scope: row.scope ? compileScope(row.scope, intern) : null,
    countries: limited(row.countries),
    channels: limited(row.channels),
    newBuyersOnly: row.newBuyersOnly ?? false,
    from: instantOr(row.from, Number.NEGATIVE_INFINITY),
    until: instantOr(row.until, Number.POSITIVE_INFINITY),
    heldUntil: instantOr(row.heldUntil, Number.NEGATIVE_INFINITY),
    claimed: row.claimed ?? false,
    owner: row.owner ?? null,
    usesLeft: usesLeft(row),
    standing: standingFaults(row),
    timed: Boolean(row.from || row.until || row.heldUntil),
    personal: Boolean(row.owner || row.countries || row.channels || row.newBuyersOnly),
    exclusive: row.exclusive ?? false,
    stacksWith: row.stacksWith ?? null,
    coinsRequired: row.coins?.required ?? 0,
    coinsMax: row.coins?.max ?? 0,
  }
}

function usesLeft({ uses, budget }: OfferDocument): number {
  const ofBuyer = uses ? uses.limit - uses.made : 1
  return budget ? Math.min(ofBuyer, budget.limit - budget.made) : ofBuyer
}

function standingFaults({ ended, uses, budget }: OfferDocument): number {
  let faults = 0
  if (ended) faults |= bitOf.ended
  if (uses && uses.made >= uses.limit) faults |= bitOf['already-used']
  if (budget && budget.made >= budget.limit) faults |= bitOf['out-of-stock']
  return faults
}

function instantOr(text: string | null | undefined, absent: Instant): Instant {
  return text ? (parseInstant(text) as Instant) : absent
}

/** An absent or empty list does not limit. */
function limited<T>(rows: readonly T[] | null | undefined): readonly T[] | null {
  return rows && rows.length > 0 ? rows : null
}

function compileScope(scope: NonNullable<OfferDocument['scope']>, intern: Intern): Scope {
  const all = (ids: readonly string[] | undefined) => limited(ids)?.map(intern) ?? null
  return {
    stores: all(scope.stores),
    sellers: all(scope.sellers),
    categories: limited(scope.categories)?.map((path) => path.map(intern)) ?? null,
    listings: all(scope.listings),
    warehouses: all(scope.warehouses),
  }
}

function compileBenefit(row: BenefitDocument): Benefit {
  const tiers = row.tiers ? row.tiers.map(compileTier) : NO_TIERS
  return {
    form: formOf(row),
    off: row.off ?? 0,
    percentBp: row.percent === undefined ? 0 : (basisPoints(row.percent) as number),
    every: row.every ?? 0,
    cap: row.cap ?? Number.POSITIVE_INFINITY,
    tiers,
    byQuantity: row.tiers?.[0]?.quantity !== undefined,
    threshold:
      row.every ?? (tiers === NO_TIERS ? 0 : Math.min(...tiers.map((tier) => tier.threshold))),
  }
}

function compileTier(row: NonNullable<BenefitDocument['tiers']>[number]): Tier {
  return {
    threshold: row.quantity ?? row.spend ?? 0,
    off: row.off ?? -1,
    percentBp: row.percent === undefined ? -1 : (basisPoints(row.percent) as number),
  }
}

function formOf(row: BenefitDocument): Benefit['form'] {
  if (row.every !== undefined) return 'every'
  if (row.off !== undefined) return 'off'
  if (row.percent !== undefined) return 'percent'
  return row.tiers ? 'tiers' : 'freeShipping'
}
