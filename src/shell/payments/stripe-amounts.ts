import { minorDigits } from '../../core/base/iso4217.ts'
import { ProviderFault } from './port.ts'

/**
 * Where Stripe counts a currency in other units than ISO 4217 says: how many decimals its amounts have, and
 * of what they must be multiples. Taken from its list of currencies; every other one is counted alike.
 */
const APART: Readonly<Record<string, { readonly digits: number; readonly step: number }>> = {
  // Without minor units at Stripe, though ISO gives it two digits.
  MGA: { digits: 0, step: 1 },
  // The other way round: two decimals, which must be zeros.
  ISK: { digits: 2, step: 100 },
  UGX: { digits: 2, step: 100 },
  // Three decimals, the last of which card networks do not carry.
  BHD: { digits: 3, step: 10 },
  JOD: { digits: 3, step: 10 },
  KWD: { digits: 3, step: 10 },
  OMR: { digits: 3, step: 10 },
  TND: { digits: 3, step: 10 },
}

/** Units of account and currencies whose count at Stripe is not published: no amount of them is sent. */
const UNKNOWN = new Set(['CLF', 'UYI', 'UYW', 'IQD', 'LYD'])

/**
 * An amount in minor units of ISO 4217 as Stripe counts it. What Stripe cannot take to the unit is refused
 * and never rounded: the buyer pays what the quote says, or nothing.
 */
export function toStripe(amountMinor: number, currency: string): number {
  const { digits, step } = countOf(currency)
  const own = minorDigits(currency) as number
  const scaled = amountMinor * 10 ** Math.max(0, digits - own)
  const divisor = 10 ** Math.max(0, own - digits)
  if (!Number.isSafeInteger(scaled) || scaled % (divisor * step) !== 0) {
    const says = `Stripe takes ${currency} only in other steps: it cannot carry ${amountMinor} minor units.`
    throw new ProviderFault(says, { canRetry: false })
  }
  return scaled / divisor
}

/** An amount as Stripe counts it in minor units of ISO 4217. */
export function fromStripe(amount: number, currency: string): number {
  const { digits } = countOf(currency)
  const own = minorDigits(currency) as number
  const scaled = amount * 10 ** Math.max(0, own - digits)
  const divisor = 10 ** Math.max(0, digits - own)
  if (!Number.isSafeInteger(scaled) || scaled % divisor !== 0) {
    const says = `Stripe tells ${amount} ${currency}, which is no whole number of minor units.`
    throw new ProviderFault(says, { canRetry: false })
  }
  return scaled / divisor
}

function countOf(currency: string): { readonly digits: number; readonly step: number } {
  const digits = minorDigits(currency)
  if (digits === undefined || UNKNOWN.has(currency)) {
    const says = `Stripe takes no ${currency}: offer another currency.`
    throw new ProviderFault(says, { canRetry: false })
  }
  return APART[currency] ?? { digits, step: 1 }
}
