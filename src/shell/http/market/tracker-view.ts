import {
  type foundListing,
  type promotion,
  type trackedListing,
  VERDICTS,
  type Verdict,
} from '../../../contract/market/tracker-answers.ts'
import type { TypeOf } from '../../../core/base/schema.ts'
import { drawnDocumentOf } from '../../../core/tracker/history/document.ts'
import { type Figures, figures, type Window } from '../../../core/tracker/history/figures.ts'
import type { History } from '../../../core/tracker/history/point.ts'
import { targetOf } from '../../../core/tracker/history/target.ts'
import type { Observation } from '../../../core/tracker/observation.ts'
import { nextChange } from '../../../core/tracker/stack.ts'
import type { FoundListing } from '../../store/tracker/found.ts'
import type { StandingHistory, TrackedListing } from '../../store/tracker/listings.ts'
import type { Promotion } from '../../tracker/promotions.ts'

const DAY_MS = 86_400_000

/** The figures of each window, counted once. */
type Counted = Readonly<Record<Window, Figures>>

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
  /** How many change points are worth carrying; null for all. */
  readonly points: number | null
}

/** What of that the history is shown by. */
type Shown = Pick<Viewed, 'now' | 'days' | 'points'>

/** A tracked product as pages show it. */
export function listingView({
  listing,
  histories,
  chosen,
  nextEvent,
  ...shown
}: Viewed): ListingView {
  const counted = chosen && figures(chosen.history, shown.now)
  return {
    listing: factsView(listing),
    variants: histories.map((one) => variantView(one, listing)),
    chosen: chosen && counted && chosenView(chosen, counted, shown),
    verdict: verdictOf(chosen, counted, nextEvent),
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
  counted: Counted,
  { now, days, points }: Shown,
) {
  const { of, receipt, fault, nextAt, isLeased } = standing
  const suggestion = targetOf(history, of.currency, counted.ever)
  return {
    of,
    receipt,
    fault,
    nextLookAt: dateOrNull(nextAt),
    isBeingRead: isLeased || (receipt === null && nextAt !== null),
    nextChangeAt: receipt && timeOrNull(nextChange(receipt, now)),
    history: drawnDocumentOf(of, since(history, now - days * DAY_MS), points),
    figures: {
      last30Days: figuresView(counted['last 30 days']),
      last90Days: figuresView(counted['last 90 days']),
      ever: figuresView(counted.ever),
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
  counted: Counted | null,
  nextEvent: Viewed['nextEvent'],
): { kind: Verdict; says: string } {
  const receipt = chosen?.standing.receipt ?? null
  const kind = verdictKind(receipt, counted, nextEvent)
  return { kind, says: VERDICTS[kind] }
}

function verdictKind(
  receipt: StandingHistory['receipt'],
  counted: Counted | null,
  nextEvent: Viewed['nextEvent'],
): Verdict {
  if (!receipt || !counted || receipt.stock === 'out') return 'unknown'
  if (nextEvent) return 'wait'
  const { 'last 90 days': quarter, ever } = counted
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
