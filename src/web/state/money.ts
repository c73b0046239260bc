import { AMOUNT_MAX } from '../../core/base/fields.ts'
import { decimalText, minorDigits } from '../../core/base/iso4217.ts'

/** An amount as people read it: 123456 USD is "1,234.56". The currency is named once, elsewhere. */
export function moneyText(minor: number, currency: string): string {
  const [whole = '', ...fraction] = decimalText(Math.abs(minor), currency).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${minor < 0 ? '−' : ''}${[grouped, ...fraction].join('.')}`
}

/** What is taken off, with a true minus sign; nothing taken off has none. */
export function offText(minor: number, currency: string): string {
  return moneyText(minor === 0 ? 0 : -minor, currency)
}

/**
 * Minor units of a typed amount ("19.99", "19,99", "1,234.50"), or null for what is no amount. Where
 * the currency has three digits, "1,234" could mean either of two amounts: it is none.
 */
export function parseMoney(text: string, currency: string): number | null {
  const digits = minorDigits(currency) ?? 2
  const typed = text.trim()
  const grouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(typed)
  if (grouped && digits === 3 && !typed.includes('.')) return null
  const plain = grouped ? typed.replaceAll(',', '') : typed.replace(',', '.')
  const found = /^(\d{1,14})(?:\.(\d*))?$/.exec(plain)
  const fraction = found?.[2] ?? ''
  if (!found || fraction.length > digits) return null
  const minor = Number(found[1] + fraction.padEnd(digits, '0'))
  return minor <= AMOUNT_MAX ? minor : null
}

/** The text to edit an amount by: no grouping. What is no amount is shown as it stands. */
export function moneyDraft(value: unknown, currency: string): string {
  if (value === undefined || value === null) return ''
  return Number.isSafeInteger(value) ? decimalText(value as number, currency) : String(value)
}

/** A part of a whole as a percentage with at most one decimal: "14%", "3.5%". */
export function shareText(part: number, whole: number): string {
  if (whole === 0) return '0%'
  return `${Math.round((part / whole) * 1000) / 10}%`
}
