import type { CartLine } from '../pricing/cart.ts'
import { inReach } from '../pricing/eligibility.ts'
import type { Offer } from '../pricing/offer.ts'
import type { OfferDocument } from '../pricing/offer-document.ts'
import { instantOf } from './bounds.ts'
import type { IssuedOffer } from './issued-offer.ts'
import type { OfferFacts } from './qualify.ts'
import type { Finding } from './qualify-finding.ts'
import type { Refusal } from './refusals.ts'
import type { Validity } from './validity.ts'

/** A stored offer that buyers claim, with its windows. */
export interface Claimable {
  readonly issued: IssuedOffer
  readonly validity: Pick<Validity, 'claimFrom' | 'claimUntil'>
  /** Nothing of it is left to claim. */
  readonly exhausted: boolean
  /** Compiled as if it were claimed, for anybody. */
  readonly offer: Offer
}

/** A coupon in the centre or on a listing's panel, as one buyer sees it. */
export interface CentreEntry extends OfferFacts {
  readonly benefit: OfferDocument['benefit']
  readonly minimum: OfferDocument['minimum'] | null
  readonly currency: string | null
  readonly claimUntil: string | null
  /** The coins that it costs; null where it is free. */
  readonly coins: number | null
  /** How many the buyer holds and can still use. */
  readonly held: number
  /** What a claim would be answered now; null where it would be granted, or nobody is signed in. */
  readonly claim: Refusal | null
  /** What it would do to the cart that was asked about; null without a cart. */
  readonly cart: Finding | null
}

/**
 * Whether the coupon centre lists an offer at an instant: an active one of the platform, to be claimed or
 * to be had for coins, of which something is left (fg.center, tc.18.a.i.2).
 */
export function isInCentre(
  { issued, exhausted, validity }: Omit<Claimable, 'offer'>,
  at: number,
): boolean {
  const { obtain, seller = null } = issued
  const isThere = seller === null && (obtain === 'centre' || obtain === 'exchange')
  return isThere && !exhausted && isClaimedAt(validity, at)
}

function isClaimedAt({ claimFrom, claimUntil }: Claimable['validity'], at: number): boolean {
  const isOpen = claimFrom === null || at >= instantOf(claimFrom)
  return isOpen && (claimUntil === null || at < instantOf(claimUntil))
}

/**
 * Whether an offer can matter to somebody who looks at a category (fg.center): it is of that category, of
 * one above it or below it, or of no category in particular.
 */
export function isOfCategory({ offer }: IssuedOffer, category: readonly string[]): boolean {
  const paths = offer.scope?.categories ?? []
  if (paths.length === 0) return true
  return paths.some((path) => {
    const shared = Math.min(path.length, category.length)
    return path.slice(0, shared).every((name, depth) => name === category[depth])
  })
}

/** Widest categories of offers with how many there are of each, to filter by; sorted by name. */
export function categoriesOf(
  rows: readonly Pick<Claimable, 'issued'>[],
): readonly { readonly category: string; readonly offers: number }[] {
  const counts = new Map<string, number>()
  for (const { issued } of rows) {
    const widest = new Set((issued.offer.scope?.categories ?? []).flatMap(([first]) => first ?? []))
    for (const name of widest) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts]
    .map(([category, offers]) => ({ category, offers }))
    .sort((a, b) => (a.category < b.category ? -1 : 1))
}

/** A product as a store lists it. */
export interface Listing {
  readonly listing: string
  readonly store: string
  readonly seller: string
  readonly category?: readonly string[] | undefined
  readonly warehouse?: string | null | undefined
}

/** Whether a listing's panel shows an offer: a coupon of its store or seller that covers it (fg.center). */
export function isOnPanel(
  { issued, exhausted, validity, offer }: Claimable,
  listing: Listing,
  at: number,
): boolean {
  if (issued.obtain !== 'panel' || exhausted || !isClaimedAt(validity, at)) return false
  return inReach(offer, lineOf(listing))
}

/** One piece of a listing as a line of a cart, for what asks where an offer reaches. */
function lineOf({ listing, store, seller, category, warehouse }: Listing): CartLine {
  return {
    id: listing,
    listing,
    store: {
      index: 0,
      id: store,
      seller: { index: 0, id: seller, methods: [], orders: [], lines: [0] },
      select: null,
      lines: [0],
    },
    order: 0,
    category: category ?? [],
    unitPrice: 0,
    quantity: 1,
    list: 0,
    traits: [],
    warehouse: warehouse ?? null,
    rateBp: 0,
  }
}

/** Coupons whose claim ends first come first; then by id. */
export function byClaimEnd<T extends Pick<Claimable, 'issued' | 'validity'>>(
  rows: readonly T[],
): readonly T[] {
  const end = ({ validity: { claimUntil } }: T): number =>
    claimUntil === null ? Number.MAX_VALUE : instantOf(claimUntil)
  return [...rows].sort((a, b) => end(a) - end(b) || (a.issued.id < b.issued.id ? -1 : 1))
}
