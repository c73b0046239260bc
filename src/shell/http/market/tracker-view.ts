import {
  type foundListing,
  type promotion,
  type trackedListing,
  VERDICTS,
  type Verdict,
} from '../../../contract/market/tracker-answers.ts'
import type { TypeOf } from '../../../core/base/schema.ts'
import { documentOf } from '../../../core/tracker/history/document.ts'
import { type Figures, figures } from '../../../core/tracker/history/figures.ts'
import type { History } from '../../../core/tracker/history/point.ts'
import { suggestTarget } from '../../../core/tracker/history/target.ts'
import type { Observation } from '../../../core/tracker/observation.ts'
import { nextChange } from '../../../core/tracker/stack.ts'
import type { FoundListing } from '../../store/tracker/found.ts'
import type { StandingHistory, TrackedListing } from '../../store/tracker/listings.ts'
import type { Promotion } from '../../tracker/promotions.ts'

const DAY_MS = 86_400_000

type ListingView = TypeOf<typeof trackedListing>

export const timeOrNull = (at: number | null | undefined): string | null =>
  at == null ? null : new Date(at).toISOString()

const dateOrNull = (at: Date | null): string | null => at?.toISOString() ?? null

/** Everything that the view of a listing is made of. */
export interface Viewed {
  readonly listing: TrackedListing
  readonly histories: readonly StandingHistory[]
  readonly chosen: { readonly standing: StandingHistory; readonly history: History } | null
  readonly nextEvent: Promotion | null
  readonly now: number
  readonly days: number
}

/** A tracked product as pages show it. */
export function listingView({
  listing,
  histories,
  chosen,
  nextEvent,
  now,
  days,
}: Viewed): ListingView {
  return {
    listing: factsView(listing),
    variants: histories.map((one) => variantView(one, listing)),
    chosen: chosen && chosenView(chosen, { now, days }),
    verdict: verdictOf(chosen, { now, nextEvent }),
    nextEvent: nextEvent && promotionView(nextEvent),
  }
}

/** What a product is known by. */
export function factsView({ variants: _, origin, ...listing }: TrackedListing) {
  return { ...listing, origin: origin as ListingView['listing']['origin'] }
}

function variantView(
  { of, receipt, totalMinor, readAt, nextAt, isLeased, watches }: StandingHistory,
  { variants }: TrackedListing,
) {
  return {
    of,
    name: of.sku === null ? null : (variants[of.sku] ?? null),
    totalMinor,
    saleMinor: receipt?.sale ?? null,
    stock: receipt?.stock ?? 'unknown',
    readAt: dateOrNull(readAt),
    isBeingRead: isLeased || (receipt === null && nextAt !== null),
    watches,
  } as const
}

function chosenView(
  { standing, history }: NonNullable<Viewed['chosen']>,
  { now, days }: Pick<Viewed, 'now' | 'days'>,
) {
  const { of, receipt, fault, nextAt, isLeased } = standing
  const of30 = figures(history, now)
  const suggestion = suggestTarget(history, of.currency, now)
  return {
    of,
    receipt,
    fault,
    nextLookAt: dateOrNull(nextAt),
    isBeingRead: isLeased || (receipt === null && nextAt !== null),
    nextChangeAt: receipt && timeOrNull(nextChange(receipt, now)),
    history: documentOf(of, since(history, now - days * DAY_MS)),
    figures: {
      last30Days: figuresView(of30['last 30 days']),
      last90Days: figuresView(of30['last 90 days']),
      ever: figuresView(of30.ever),
    },
    suggestion: suggestion && {
      targetMinor: suggestion.target,
      lowMinor: suggestion.low,
      reachedTimes: suggestion.reached.times,
      reachedLast: timeOrNull(suggestion.reached.last),
      confidence: suggestion.confidence,
      knownDays: suggestion.knownDays,
    },
  }
}

/** What of a history reaches into the time since an instant. */
export function since({ points, asides, gaps }: History, at: number): History {
  return {
    points: points.filter(({ seen }, k) => seen >= at || (points[k + 1]?.from ?? 0) > at),
    asides: asides.filter(({ seen }) => seen >= at),
    gaps: gaps.filter(({ until }) => until >= at),
  }
}

function figuresView({ low, median, high, knownMs }: Figures) {
  return {
    lowMinor: low?.total ?? null,
    lowAt: timeOrNull(low?.from),
    medianMinor: median,
    highMinor: high?.total ?? null,
    knownDays: Math.round((knownMs / DAY_MS) * 10) / 10,
  }
}

/** Within so much of the median a price is the usual one. */
const USUAL_PERCENT = 3

function verdictOf(
  chosen: Viewed['chosen'],
  { now, nextEvent }: Pick<Viewed, 'now' | 'nextEvent'>,
): { kind: Verdict; says: string } {
  const kind = verdictKind(chosen, { now, nextEvent })
  return { kind, says: VERDICTS[kind] }
}

function verdictKind(
  chosen: Viewed['chosen'],
  { now, nextEvent }: Pick<Viewed, 'now' | 'nextEvent'>,
): Verdict {
  const receipt = chosen?.standing.receipt
  if (!receipt || receipt.stock === 'out') return 'unknown'
  if (nextEvent) return 'wait'
  const { 'last 90 days': quarter, ever } = figures(chosen.history, now)
  const { median } = quarter
  if (median === null || ever.knownMs < DAY_MS) return 'unknown'
  const { total } = receipt
  if (ever.low !== null && total <= ever.low.total && total < median) return 'low'
  if (total * 100 <= median * (100 - USUAL_PERCENT)) return 'good'
  return total * 100 >= median * (100 + USUAL_PERCENT) ? 'high' : 'usual'
}

/** A row of the pages of deals and of search. */
export function foundView({ receipt, readAt, ...row }: FoundListing): TypeOf<typeof foundListing> {
  return {
    ...row,
    listing: receipt.listing,
    of: keyOf(receipt),
    totalMinor: receipt.total,
    listMinor: receipt.list,
    saleMinor: receipt.sale,
    warehouse: receipt.warehouse ?? null,
    readAt: readAt.toISOString(),
  }
}

export function keyOf({ listing, sku, shipTo, currency, surface }: Observation) {
  return { listing, sku, shipTo, currency, surface }
}

/** A promotion as it is answered. */
export function promotionView({ from, until, ...rest }: Promotion): TypeOf<typeof promotion> {
  return { ...rest, from: new Date(from).toISOString(), until: timeOrNull(until) }
}
