import type { Link } from '../../core/tracker/link/found-link.ts'
import type { HistoryKey } from '../../core/tracker/observation.ts'
import { countryCode } from '../../core/tracker/page/country.ts'
import type { StandingHistory } from '../store/tracker/listings.ts'

export interface WantedHistory {
  readonly sku?: string | undefined
  readonly shipTo?: string | undefined
  readonly currency?: string | undefined
}

/** The history that somebody means: it fits all that was said, and what the link says where there is such a one. */
export function chosenHistory(
  histories: readonly StandingHistory[],
  { sku, shipTo, currency }: WantedHistory,
  link: Link,
): StandingHistory | null {
  const wanted = { sku: sku ?? link.skuId, shipTo, currency }
  const linked = {
    ...wanted,
    shipTo: shipTo ?? countryCode(link.shipTo),
    currency: currency ?? link.currency,
  }
  return bestOf(histories, linked) ?? bestOf(histories, wanted)
}

/**
 * One that was read goes before one that was not, a price for everybody before one for some, what can be had
 * before what is sold out, and then the cheapest.
 */
function bestOf(
  histories: readonly StandingHistory[],
  wanted: WantedHistory,
): StandingHistory | null {
  const fitting = histories.filter(({ of }) => isWanted(of, wanted))
  const [best] = fitting.sort((a, b) => {
    return burdenOf(a) - burdenOf(b) || (a.totalMinor ?? 0) - (b.totalMinor ?? 0)
  })
  return best ?? null
}

/** What a source does not say contradicts nothing. */
function isWanted(of: HistoryKey, { sku, shipTo, currency }: WantedHistory): boolean {
  return (
    (sku === undefined || of.sku === sku) &&
    (shipTo === undefined || of.shipTo === null || of.shipTo === shipTo) &&
    (currency === undefined || of.currency === currency)
  )
}

function burdenOf({ receipt }: StandingHistory): number {
  if (receipt === null) return 4
  return (receipt.conditions.length > 0 ? 2 : 0) + (receipt.stock === 'out' ? 1 : 0)
}

/** Which histories a product has, for whoever asked for another: those first that were read. */
export function historiesText(histories: readonly StandingHistory[]): string {
  const some = [...histories].sort((a, b) => burdenOf(a) - burdenOf(b)).slice(0, HISTORIES_MAX)
  const told = some.map(({ of: { sku, shipTo, currency } }) =>
    [sku && `--sku ${sku}`, shipTo && `--ship-to ${shipTo}`, `--currency ${currency}`]
      .filter(Boolean)
      .join(' '),
  )
  return [...new Set(told)].join('; ')
}

// A line of a terminal holds some; a product with hundreds of variants would fill its screen.
const HISTORIES_MAX = 5
