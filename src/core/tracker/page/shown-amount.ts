import { minorDigits } from '../../base/iso4217.ts'
import { minorUnits } from '../../offers/feed-amount.ts'
import { type ExactJson, isObject, textAt } from './exact-json.ts'
import { type PriceHints, readAmount } from './price-text.ts'

/**
 * An amount as component pages write it: { value, currency, formatedAmount }. The number is exact where it has
 * no more digits than its currency; the text is read where there is no number, or one in another currency.
 */
export function shownAmount(value: ExactJson | undefined, hints: PriceHints): number | null {
  if (!isObject(value)) return typeof value === 'string' ? amountOf(value, hints) : null
  const currency = textAt(value, 'currency') ?? textAt(value, 'currencyCode') ?? hints.currency
  const number = textAt(value, 'value') ?? textAt(value, 'amount')
  if (currency === hints.currency && number !== undefined && currency !== undefined) {
    const minor = minorUnits(number, currency)
    if (minor !== null) return minor
  }
  const text = textAt(value, 'formatedAmount') ?? textAt(value, 'formattedAmount')
  return text === undefined ? null : amountOf(text, hints)
}

/** An amount that stands as a text: a plain number of the page's currency, or as the shop writes it. */
export function amountOf(text: string, hints: PriceHints): number | null {
  const plain = hints.currency === undefined ? null : minorUnits(text, hints.currency)
  // "1.290" is 1,290 in many shops, unless the currency has three decimals.
  const isTwofold = /\.\d{3}$/.test(text) && minorDigits(hints.currency ?? '') !== 3
  if (plain !== null && !isTwofold) return plain
  const read = readAmount(text, hints)
  if (read === null || read === 'ambiguous') return null
  return hints.currency === undefined || read.currency === hints.currency ? read.minor : null
}
