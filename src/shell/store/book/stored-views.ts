import { isRefused, type Refused } from '../../../core/base/faults.ts'
import {
  byClaimEnd,
  type CentreEntry,
  categoriesOf,
  isInCentre,
  isOfCategory,
  isOnPanel,
  type Listing,
} from '../../../core/offers/centre.ts'
import { type Qualification, qualify } from '../../../core/offers/qualify.ts'
import { type Drawer, drawer, sectionOf } from '../../../core/offers/wallet.ts'
import { claimRefusal } from '../../../core/offers/wallet-claim.ts'
import { type Asked, attemptsOf } from './attempts.ts'
import { consider, type Measure } from './considered.ts'
import { findingsFor, type Look, type LookAsked, lookOf } from './look.ts'
import type { Desk } from './shopper.ts'
import { type StandingOffer, standingFacts } from './standing-offer.ts'
import { type QuotedOffer, quotedOffers } from './stored-quotes.ts'

export interface QualifyAsked extends Asked {
  /** What it is measured against: all that `choose` names (the quote), or the cheapest choice of it. */
  readonly measure?: Measure | undefined
}

/** What a cart qualifies for, and when that was so. */
export interface StoredQualification extends Qualification {
  readonly at: string
  readonly offers: Readonly<Record<string, QuotedOffer>>
  /** Offers in reach that were passed over, for there were too many to tell of. */
  readonly passedOver: number
}

/**
 * What a cart qualifies for with the stored offers: what applies now and what it gives, what is within reach
 * and by how much, what is barred and why. Limits, budgets, holds and exclusions count (fg.reject).
 */
export async function qualifyStored(
  desk: Desk,
  asked: QualifyAsked,
): Promise<StoredQualification | Refused> {
  const attempts = await attemptsOf(desk, asked)
  if (isRefused(attempts)) return attempts
  const found = await consider(desk, attempts, { measure: asked.measure })
  return {
    at: attempts.shopper.at.toISOString(),
    ...qualify(found.base, attempts.document, found.considered),
    offers: quotedOffers(found.standing.values()),
    passedOver: found.passedOver,
  }
}

/** A page of the coupon centre. */
export interface CentrePage {
  readonly at: string
  readonly entries: readonly CentreEntry[]
  /** The id after which the next page begins; null at the end. */
  readonly next: string | null
  /** Categories to filter by, with how many coupons there are of each. */
  readonly categories: ReturnType<typeof categoriesOf>
}

export interface CentreAsked extends LookAsked {
  readonly category?: readonly string[] | undefined
  readonly after?: string | undefined
  readonly limit?: number | undefined
}

const PAGE = 50

/** The coupon centre: the platform's active coupons to claim, by category (fg.center). */
export async function centreOf(desk: Desk, asked: CentreAsked): Promise<CentrePage | Refused> {
  const look = await lookOf(desk, asked)
  if (isRefused(look)) return look
  const { category, after, limit = PAGE } = asked
  const { at } = look.shopper
  const offers = await withRest(desk, desk.book.shelf.forCentre())
  const all = byClaimEnd(offers.filter((one) => isInCentre(one, at.getTime())))
  const shown = category ? all.filter(({ issued }) => isOfCategory(issued, category)) : all
  // A coupon that left the centre since the page before has no place: the list begins anew.
  const from = after === undefined ? 0 : shown.findIndex(({ issued }) => issued.id === after) + 1
  const page = shown.slice(from, from + limit)
  return {
    at: at.toISOString(),
    entries: await entriesOf(desk, look, page),
    next: from + limit < shown.length ? (page.at(-1)?.issued.id ?? null) : null,
    categories: categoriesOf(all),
  }
}

/** A listing's panel. */
export interface Panel {
  readonly at: string
  readonly entries: readonly CentreEntry[]
}

/** The panel of a listing: the coupons of its store and seller, to claim there (fg.center). */
export async function panelOf(
  desk: Desk,
  asked: LookAsked & { readonly listing: Listing },
): Promise<Panel | Refused> {
  const look = await lookOf(desk, asked)
  if (isRefused(look)) return look
  const { at } = look.shopper
  const offers = await withRest(desk, desk.book.shelf.onPanelOf(asked.listing))
  const shown = offers.filter((one) => isOnPanel(one, asked.listing, at.getTime()))
  return { at: at.toISOString(), entries: await entriesOf(desk, look, byClaimEnd(shown)) }
}

/** Offers with whether they are all given out. */
async function withRest(
  { book }: Desk,
  offers: readonly StandingOffer[],
): Promise<(StandingOffer & { readonly exhausted: boolean })[]> {
  await book.left.freshen(offers)
  return offers.map((one) => ({ ...one, exhausted: book.left.spent(one.issued.id) !== null }))
}

async function entriesOf(
  desk: Desk,
  look: Look,
  offers: readonly StandingOffer[],
): Promise<CentreEntry[]> {
  const { buyer, facts, claims: wallet, at } = look.shopper
  const findingOf = await findingsFor(desk, look, offers)
  const claimsOf = Map.groupBy(wallet, ({ offer }) => offer)
  return offers.map((one) => {
    const { issued, validity, ended } = one
    const claims = (claimsOf.get(issued.id) ?? []).filter(({ state }) => state !== 'returned')
    const spent = desk.book.left.spent(issued.id)
    const looking = { at: at.getTime() }
    const asked = { ...looking, buyer: facts, granted: claims.length, ended, spent }
    return {
      ...standingFacts(one),
      benefit: issued.offer.benefit,
      minimum: issued.offer.minimum ?? null,
      currency: issued.offer.currency ?? null,
      claimUntil: validity.claimUntil,
      coins: issued.exchange?.coins ?? null,
      held: claims.filter((claim) => sectionOf(claim, looking) === 'usable').length,
      claim: buyer === null ? null : claimRefusal(issued, validity, asked),
      cart: findingOf(issued.id),
    }
  })
}

/** A buyer's drawer, and when it was looked into. */
export type StoredDrawer = Drawer & { readonly at: string }

/** A buyer's drawer (fg.drawer), with what each coupon would do to a cart, if one is given. */
export async function drawerOf(
  desk: Desk,
  asked: LookAsked & { readonly buyer: string },
): Promise<StoredDrawer | Refused> {
  const look = await lookOf(desk, asked)
  if (isRefused(look)) return look
  const { at, claims } = look.shopper
  const offers = await desk.book.offers([...new Set(claims.map(({ offer }) => offer))])
  const findingOf = await findingsFor(desk, look, [...offers.values()])
  const factsOf = (id: string) => {
    const one = offers.get(id)
    return one ? { ...standingFacts(one), ended: one.ended } : null
  }
  return { at: at.toISOString(), ...drawer(claims, { at: at.getTime() }, { factsOf, findingOf }) }
}
