import { clauseById } from '../base/clauses.ts'
import { instantOf } from './bounds.ts'
import type { Claim } from './claim.ts'
import type { HeldClaim } from './priced-offer.ts'
import type { OfferFacts } from './qualify.ts'
import type { Finding } from './qualify-finding.ts'
import { type Refusal, refusal } from './refusals.ts'

/** A claim, as far as a wallet asks. */
export type Holding = Pick<
  Claim,
  'offer' | 'ordinal' | 'state' | 'claimedAt' | 'usableUntil' | 'heldUntil' | 'order'
>

/** When a wallet is looked at, and for which order, if any: what that order reserved is at its hand. */
export interface Looking {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly order?: string | null | undefined
}

/** What a holding is to its buyer at an instant. */
export type Section = 'usable' | 'held' | 'reserved' | 'used' | 'expired' | 'forfeited'

const DAY_MS = 86_400_000
const SOON_DAYS = clauseById('fg.drawer')?.numbers?.soonDays as number

/** Which section of the drawer a holding belongs to; null where it is no longer the buyer's. */
export function sectionOf(holding: Holding, { at, order }: Looking): Section | null {
  const { state, usableUntil, heldUntil = null } = holding
  if (state === 'used' || state === 'forfeited') return state
  if (state === 'returned') return null
  if (state === 'reserved' && (order ?? null) !== (holding.order ?? null)) return 'reserved'
  if (usableUntil !== null && instantOf(usableUntil) <= at) return 'expired'
  return heldUntil !== null && instantOf(heldUntil) > at ? 'held' : 'usable'
}

/**
 * What a buyer holds of one offer, as its price is asked: the use that is free and lapses first counts
 * (fg.drawer); what is reserved elsewhere, used, forfeited or lapsed is spoken for (tc.4, tc.5, tc.6).
 */
export function heldClaimOf(
  buyer: string,
  holdings: readonly Holding[],
  looking: Looking,
): HeldClaim {
  const free = inSection(holdings, 'usable', looking)
  const blocked = inSection(holdings, 'held', looking)
  const lapsed = inSection(holdings, 'expired', looking)
  const open = [...free, ...blocked]
  const next = open[0] ?? lapsed.at(-1) ?? null
  const granted = holdings.filter(({ state }) => state !== 'returned').length
  return {
    buyer,
    granted,
    made: granted - (open.length > 0 ? open : lapsed).length,
    usableUntil: next?.usableUntil ?? null,
    heldUntil: next?.heldUntil ?? null,
  }
}

/** Whether a buyer has a claim of an offer that is free, or will be when its hold ends. */
export function isHeld(holdings: readonly Holding[], looking: Looking): boolean {
  return holdings.some((one) => {
    const section = sectionOf(one, looking)
    return section === 'usable' || section === 'held'
  })
}

/** Why a buyer cannot use anything of an offer any more, whatever the cart; null where it may be tried. */
export function heldRefusal(holdings: readonly Holding[], looking: Looking): Refusal | null {
  const has = (section: Section) => inSection(holdings, section, looking).length > 0
  const first = holdings.find(({ state }) => state !== 'returned')
  if (first === undefined || isHeld(holdings, looking)) return null
  const offer = first.offer
  if (has('reserved')) return refusal('in-another-order', { offer })
  if (has('expired')) return refusal('expired', { offer })
  return refusal('already-used', { offer })
}

function inSection(holdings: readonly Holding[], section: Section, looking: Looking): Holding[] {
  return byExpiry(holdings.filter((one) => sectionOf(one, looking) === section))
}

/** What lapses first comes first; what never lapses last. */
function byExpiry<T extends Pick<Holding, 'offer' | 'ordinal' | 'usableUntil'>>(rows: T[]): T[] {
  const end = ({ usableUntil }: T): number =>
    usableUntil === null ? Number.MAX_VALUE : instantOf(usableUntil)
  const name = (one: T, other: T): number => (one.offer < other.offer ? -1 : 1)
  return rows.sort(
    (a, b) => end(a) - end(b) || (a.offer === b.offer ? a.ordinal - b.ordinal : name(a, b)),
  )
}

/** A coupon in the drawer. */
export interface DrawerEntry extends OfferFacts {
  readonly ordinal: number
  readonly claimedAt: string
  readonly usableUntil: string | null
  readonly heldUntil: string | null
  readonly order: string | null
  /** It can be used, and lapses within 7 days. */
  readonly soon: boolean
  /** The platform ended it: it is void, whatever its date says (tc.20). */
  readonly ended: boolean
  /** What it would do to the cart that was asked about; null without a cart, or where nothing can come of it. */
  readonly cart: Finding | null
}

/** My Coupons: what can be used, sorted by expiry with what lapses soon first; the rest apart (fg.drawer). */
export interface Drawer {
  readonly soonDays: number
  readonly usable: readonly DrawerEntry[]
  readonly held: readonly DrawerEntry[]
  readonly reserved: readonly DrawerEntry[]
  readonly used: readonly DrawerEntry[]
  readonly expired: readonly DrawerEntry[]
  readonly forfeited: readonly DrawerEntry[]
}

/** What a drawer asks about the offers that its holdings are of. */
export interface DrawerView {
  readonly factsOf: (offer: string) => (OfferFacts & { readonly ended: boolean }) | null
  readonly findingOf: (offer: string) => Finding | null
}

/**
 * Lays out a wallet as the drawer (fg.drawer). A coupon whose promotion the platform ended stands with the
 * expired ones (tc.20); what applies by itself is no coupon, and is not in it.
 */
export function drawer(
  holdings: readonly Holding[],
  looking: Looking,
  { factsOf, findingOf }: DrawerView,
): Drawer {
  const sections: Record<Section, DrawerEntry[]> = {
    usable: [],
    held: [],
    reserved: [],
    used: [],
    expired: [],
    forfeited: [],
  }
  for (const holding of holdings) {
    const facts = factsOf(holding.offer)
    const found = sectionOf(holding, looking)
    if (facts === null || found === null || facts.obtain === 'automatic') continue
    const isOpen = found === 'usable' || found === 'held'
    const section = isOpen && facts.ended ? 'expired' : found
    const { ordinal, claimedAt, usableUntil, heldUntil = null, order = null } = holding
    sections[section].push({
      ...facts,
      ordinal,
      claimedAt,
      usableUntil,
      heldUntil: section === 'held' ? heldUntil : null,
      order,
      soon: section === 'usable' && isSoon(usableUntil, looking.at),
      cart: section === 'usable' || section === 'held' ? findingOf(holding.offer) : null,
    })
  }
  for (const entries of Object.values(sections)) byExpiry(entries)
  // What is over: the latest first.
  for (const section of ['used', 'expired', 'forfeited'] as const) sections[section].reverse()
  return { soonDays: SOON_DAYS, ...sections }
}

function isSoon(until: string | null, at: number): boolean {
  return until !== null && instantOf(until) - at <= SOON_DAYS * DAY_MS
}
