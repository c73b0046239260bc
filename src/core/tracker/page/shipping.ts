import { type Layer, layerOffer } from '../layers.ts'
import { countryCode } from './country.ts'
import { type ExactJson, exactJson, isTrueAt, objectAt, textAt } from './exact-json.ts'
import { amountsIn, type PriceHints } from './price-text.ts'
import { amountOf } from './shown-amount.ts'

/** What a page says of the way to the shopper. */
export interface SeenShipping {
  /** The fee for one piece; undefined where the page does not tell it. */
  readonly fee?: number | undefined
  readonly shipTo?: string | undefined
  readonly shipFrom?: string | undefined
  /** Nothing is delivered there. */
  readonly isUnreachable: boolean
  readonly layers: readonly Layer[]
}

/** Reads the delivery options of a page; the first that reaches the shopper is the one it shows. */
export function seenShipping(
  options: readonly ExactJson[],
  hints: PriceHints & { readonly currency: string },
): SeenShipping {
  const all = options
    .map((option) => objectAt(option, 'bizData'))
    .filter((one) => one !== undefined)
  const shown = all.find((one) => !isTrueAt(one, 'unreachable'))
  if (shown === undefined) return { isUnreachable: all.length > 0, layers: [] }
  const threshold = thresholdOf(textAt(shown, 'logisticsComposeThreshold'), hints)
  return {
    fee: feeOf(shown, hints),
    shipTo: countryCode(textAt(shown, 'shipToCode')),
    shipFrom: countryCode(textAt(shown, 'shipFromCode')),
    isUnreachable: false,
    layers: threshold === null ? [] : [freeFrom(threshold, hints.currency)],
  }
}

/** "free" says it all; else the fee stands in numbers, with their currency, or as a text. */
function feeOf(shown: ExactJson, hints: PriceHints): number | undefined {
  if (textAt(shown, 'shippingFee')?.toLowerCase() === 'free') return 0
  const told = exactJson(textAt(shown, 'utParams') ?? '')
  const numbers = [
    [textAt(told, 'shippingFee'), textAt(told, 'fCurrency') ?? textAt(told, 'currency')],
    [textAt(shown, 'displayAmount'), textAt(shown, 'displayCurrency')],
    [textAt(shown, 'formattedAmount'), hints.currency],
  ] as const
  for (const [amount, currency] of numbers) {
    if (amount === undefined || currency !== hints.currency) continue
    const minor = amountOf(amount, hints)
    if (minor !== null) return minor
  }
  return undefined
}

function thresholdOf(text: string | undefined, hints: PriceHints): number | null {
  const spend = text === undefined ? undefined : amountsIn(text, hints)[0]?.minor
  return spend === undefined || spend === 0 ? null : spend
}

/** Orders above it are sent for nothing, whichever of the platform's own goods are in them. */
function freeFrom(spend: number, currency: string): Layer {
  const offer = layerOffer('free-shipping', {
    id: 'free-shipping-from',
    currency,
    benefit: { freeShipping: true },
    minimum: { spend },
  })
  return { kind: 'free-shipping', source: 'page', offer }
}
