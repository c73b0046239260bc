/**
 * A display in another currency. Nothing is ever converted in storage: what is shown is made of the
 * stored amount and a rate, each time, and says so.
 */
import { minorDigits } from '../../base/iso4217.ts'

/** Minor units of one currency in those of another: what one unit of `from` is worth in `to`. */
export interface Rate {
  readonly from: string
  readonly to: string
  /** As a decimal text, so that no digit of it is lost: "17.3844". */
  readonly rate: string
}

/**
 * An amount as it is shown in another currency: the amount, which is rounded to its minor unit already,
 * times the rate, half-up. Null for a rate that is no decimal, or an unknown currency.
 */
export function displayed(minor: number, { from, to, rate }: Rate): number | null {
  const read = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(rate)
  const [fromDigits, toDigits] = [minorDigits(from), minorDigits(to)]
  if (!read || fromDigits === undefined || toDigits === undefined) return null
  const fraction = read[2] ?? ''
  const factor = BigInt(`${read[1]}${fraction}`)
  // minor ÷ 10^from × rate × 10^to, with everything that divides below the line.
  const above = BigInt(minor) * factor * 10n ** BigInt(toDigits)
  const below = 10n ** BigInt(fraction.length + fromDigits)
  return Number((2n * above + below) / (2n * below))
}

/** How a basket stands to a minimum of which only the display is known. */
export type ShownMinimum = 'reached' | 'at-the-edge' | 'below'

/** How far a shown minimum can lie below the true one, in minor units: both are rounded. */
const EDGE_MINOR = 1

/**
 * Whether an amount reaches a minimum, both as displayed. Within a minor unit nobody can tell: the true
 * minimum, in the seller's currency, may lie just above what is shown, so people are warned.
 */
export function againstShownMinimum(spend: number, minimum: number): ShownMinimum {
  if (spend < minimum) return 'below'
  return spend - minimum <= EDGE_MINOR ? 'at-the-edge' : 'reached'
}

/** Whether a price moved only because the rate did: the seller's own price stood still. */
export function movedByRateOnly(
  before: { readonly base?: BasePrice | null | undefined; readonly sale: number },
  after: { readonly base?: BasePrice | null | undefined; readonly sale: number },
): boolean {
  const [one, other] = [before.base, after.base]
  return (
    before.sale !== after.sale &&
    !!one &&
    !!other &&
    one.currency === other.currency &&
    one.sale === other.sale
  )
}

interface BasePrice {
  readonly currency: string
  readonly sale: number
}
