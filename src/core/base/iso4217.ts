/**
 * ISO 4217 minor-unit digits of the active codes. Kept here because Intl's digits differ from the
 * standard's for circulating currencies. Two digits unless listed below.
 */
const TWO_DIGITS =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG'

const OTHER_DIGITS: readonly (readonly [digits: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
]

const DIGITS: ReadonlyMap<string, number> = new Map([
  ...TWO_DIGITS.split(' ').map((code) => [code, 2] as const),
  ...OTHER_DIGITS.flatMap(([digits, codes]) =>
    codes.split(' ').map((code) => [code, digits] as const),
  ),
])

/** Every currency that an input may name. */
export const currencyCodes: readonly string[] = [...DIGITS.keys()].sort()

/** Digits of the minor unit of an ISO 4217 code, or undefined for a code that is none. */
export function minorDigits(currency: string): number | undefined {
  return DIGITS.get(currency)
}

/** Minor units as a decimal text without the currency: 102 USD is "1.02", 102 JPY is "102". */
export function decimalText(minor: number, currency: string): string {
  const digits = DIGITS.get(currency) ?? 0
  if (digits === 0) return String(minor)
  const unit = 10 ** digits
  const whole = Math.floor(Math.abs(minor) / unit)
  const rest = String(Math.abs(minor) - whole * unit)
  return `${minor < 0 ? '-' : ''}${whole}.${ZEROS.slice(rest.length, digits)}${rest}`
}

const ZEROS = '0000'
