import { AMOUNT_MAX } from '../base/fields.ts'
import { minorDigits } from '../base/iso4217.ts'

/** A decimal text in the minor unit of its currency, exactly; null where it is none, or has too many decimals. */
export function minorUnits(text: string, currency: string): number | null {
  const digits = minorDigits(currency)
  const found = /^(\d{1,14})(?:\.(\d{1,20}))?$/.exec(text)
  if (digits === undefined || !found) return null
  const fraction = (found[2] ?? '').replace(/0+$/, '')
  if (fraction.length > digits) return null
  const amount = Number(`${found[1]}${fraction.padEnd(digits, '0')}`)
  return amount <= AMOUNT_MAX ? amount : null
}
