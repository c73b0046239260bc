import { clauseById } from '../base/clauses.ts'
import { shortInstantText } from '../base/instant-text.ts'
import { instantOf } from './bounds.ts'
import { claimBar, closedAt } from './claim-bar.ts'
import type { IssuedOffer } from './issued-offer.ts'
import { type CalendarDay, daysLater, pacificDay, pacificMidnight } from './pacific-day.ts'
import type { HeldClaim } from './priced-offer.ts'
import { type Refusal, refusal } from './refusals.ts'
import type { Validity } from './validity.ts'

/** What the server knows of a buyer; nothing of it is taken from a cart. */
export interface ShopperFacts {
  readonly id: string
  readonly country: string | null
  readonly ordersPlaced: number
  readonly coins: number
  readonly disqualified: boolean
}

/** What a claim would be decided by. */
export interface ClaimAsked {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly buyer: ShopperFacts
  /** How many claims of it the buyer has, in whatever state; one that was returned is no longer the buyer's. */
  readonly granted: number
  readonly ended: boolean
  /** What is all given out: the uses, or the money (fg.reject). */
  readonly spent: 'uses' | 'budget' | null
}

/** Ways to an offer that a buyer takes: the centre, a listing's panel, and coins (fg.center, tc.18.a.i.2). */
const CLAIMED_BY_BUYERS: readonly IssuedOffer['obtain'][] = ['centre', 'panel', 'exchange']

/**
 * What a claim would be answered at an instant, in the order of precedence of the refusals (cp.1, tc.4):
 * null where it would be granted. The claim itself stays the authority; this is what is told before it.
 */
export function claimRefusal(
  { id, obtain, offer, limits, exchange }: IssuedOffer,
  validity: Pick<Validity, 'claimFrom' | 'claimUntil' | 'usableUntil'>,
  { buyer, granted, spent, ...asked }: ClaimAsked,
): Refusal | null {
  if (!CLAIMED_BY_BUYERS.includes(obtain)) return refusal('not-claimable', { offer: id })
  const claimed = {
    id,
    closed: closedAt(validity, asked),
    claimFrom: validity.claimFrom,
    perBuyer: limits?.perBuyer ?? 1,
    newBuyersOnly: offer.newBuyersOnly === true,
    countries: offer.countries ?? [],
  }
  const bar = claimBar({ offer: claimed, buyer, live: granted })
  if (bar) return bar
  const isTooDear = exchange !== undefined && exchange.coins > buyer.coins
  if (isTooDear) return refusal('not-enough-coins', { offer: id })
  if (spent === null) return null
  return refusal(spent === 'uses' ? 'exhausted' : 'budget-spent', { offer: id })
}

/** What the buyer would hold with one claim more, made at the instant of `usableUntil`. */
export function afterClaim(
  held: HeldClaim | null,
  validity: Pick<Validity, 'validDays' | 'usableUntil'>,
  { buyer, usableUntil }: { readonly buyer: string; readonly usableUntil: ClaimEnd },
): HeldClaim {
  return {
    buyer,
    granted: (held?.granted ?? 0) + 1,
    made: held?.made ?? 0,
    usableUntil: usableUntil(validity),
    heldUntil: null,
  }
}

/** Until when a claim of an offer can be used. */
export type ClaimEnd = (validity: Pick<Validity, 'validDays' | 'usableUntil'>) => string

const MONTHS_MAX = clauseById('cp.2')?.numbers?.maxValidityMonths as number

/**
 * Until when claims that are made at an instant can be used: to the end of the last Pacific day (D-8), of two
 * calendar months (cp.2), and of the offer, whichever comes first (tc.6). The calendar is asked once for all
 * offers of as many days: a page of coupons has hundreds.
 */
export function claimEndsAt(at: number): ClaimEnd {
  const day = pacificDay(at)
  const monthsEnd = pacificMidnight(daysLater(monthsLater(day), 1))
  const ends = new Map<number | null, number>([[null, monthsEnd]])
  return ({ validDays, usableUntil }) => {
    let end = ends.get(validDays)
    if (end === undefined) {
      end = Math.min(monthsEnd, pacificMidnight(daysLater(day, (validDays as number) + 1)))
      ends.set(validDays, end)
    }
    return usableUntil !== null && instantOf(usableUntil) <= end
      ? usableUntil
      : shortInstantText(end)
  }
}

/** The same day two months on, or the last one of a month that has no such day. */
function monthsLater({ year, month, day }: CalendarDay): CalendarDay {
  const months = month - 1 + MONTHS_MAX
  const there = { year: year + Math.floor(months / 12), month: (months % 12) + 1 }
  const next = { year: there.year + Math.floor(there.month / 12), month: (there.month % 12) + 1 }
  const last = daysLater({ ...next, day: 1 }, -1)
  return { ...there, day: Math.min(day, last.day) }
}
