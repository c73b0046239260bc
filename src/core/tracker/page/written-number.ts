import { minorDigits } from '../../base/iso4217.ts'
import { minorUnits } from '../../offers/feed-amount.ts'

/** How a page writes its decimals, where it tells. */
export type DecimalSign = '.' | ','

/** An amount, or that it can be read in two ways; null for what is no amount. */
export type ReadNumber = number | 'ambiguous' | null

/** Where a comma between threes is never a decimal sign. */
const COMMA_GROUPS = new Set(
  'USD GBP CAD AUD NZD HKD SGD TWD PHP MYR THB ILS INR PKR LKR NPR BDT JPY CNY KRW MXN'.split(' '),
)

/** Where thousands may be grouped in twos above the first three digits. */
const LAKHS = new Set(['INR', 'PKR', 'LKR', 'NPR', 'BDT'])

const PLAIN = /^\d{1,15}$/
const THREES = /^\d{1,3}(?:,\d{3})+$/
const TWOS = /^\d{1,2}(?:,\d{2})*,\d{3}$/

/** Reads a number as shops write it, into minor units of its currency (fg.t.history). */
export function readNumber(
  text: string,
  currency: string,
  decimal: DecimalSign | null = null,
): ReadNumber {
  const digits = minorDigits(currency)
  if (digits === undefined) return null
  // Blanks and apostrophes group, and never anything else: "_" stands for them.
  const tight = text.replace(/['’]|(?<=\d) (?=\d{3}(?!\d))/g, '_')
  if (tight.includes(' ')) return null
  const sign = decimal ?? decimalSign(tight, currency, digits)
  if (sign === 'ambiguous' || sign === null) return sign
  const [whole = '', fraction, more] = sign === 'none' ? [tight] : tight.split(sign)
  if (more !== undefined || (fraction !== undefined && !/^\d{1,4}$/.test(fraction))) return null
  const joined = ungrouped(whole, currency)
  if (joined === null) return null
  return minorUnits(fraction === undefined ? joined : `${joined || '0'}.${fraction}`, currency)
}

type Sign = DecimalSign | 'none' | 'ambiguous' | null

/** Which sign parts the decimals: the last one, where both stand; else its digits must tell. */
function decimalSign(text: string, currency: string, digits: number): Sign {
  const [last] = /[.,](?=[^.,]*$)/.exec(text) ?? []
  if (last === undefined) return 'none'
  const other = last === '.' ? ',' : '.'
  const count = text.split(last).length - 1
  if (text.includes(other)) return count === 1 ? (last as DecimalSign) : null
  if (count > 1) return last === '.' && COMMA_GROUPS.has(currency) ? null : 'none'
  const after = text.length - text.lastIndexOf(last) - 1
  if (after !== 3) return after < 3 ? (last as DecimalSign) : null
  if (digits === 0) return 'none'
  if (digits === 3 && last === '.') return '.'
  return last === ',' && COMMA_GROUPS.has(currency) ? 'none' : 'ambiguous'
}

function ungrouped(whole: string, currency: string): string | null {
  const commas = whole.replace(/[._]/g, ',')
  if (whole === '' || PLAIN.test(whole)) return whole
  const isGrouped = THREES.test(commas) || (LAKHS.has(currency) && TWOS.test(commas))
  return isGrouped ? commas.replaceAll(',', '') : null
}
