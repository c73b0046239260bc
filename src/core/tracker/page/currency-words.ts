import { minorDigits } from '../../base/iso4217.ts'

/**
 * The currencies that a sign or word can mean, the usual one first. A single one is certain; the dollar sign
 * stands for US dollars where nothing else is known, "kr" for nothing in particular.
 */
const SIGNS: Readonly<Record<string, string>> = {
  $: 'USD? AUD BRL CAD CLP COP HKD MXN NZD SGD TWD ARS UYU',
  'US $': 'USD',
  US$: 'USD',
  R$: 'BRL',
  C$: 'CAD',
  CA$: 'CAD',
  A$: 'AUD',
  AU$: 'AUD',
  NZ$: 'NZD',
  HK$: 'HKD',
  S$: 'SGD',
  NT$: 'TWD',
  MX$: 'MXN',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY? CNY',
  '￥': 'JPY CNY',
  'JP¥': 'JPY',
  'CN¥': 'CNY',
  'CN￥': 'CNY',
  円: 'JPY',
  元: 'CNY',
  '₩': 'KRW',
  원: 'KRW',
  '₹': 'INR',
  Rs: 'INR PKR LKR NPR',
  'Rs.': 'INR PKR LKR NPR',
  '₽': 'RUB',
  руб: 'RUB',
  'руб.': 'RUB',
  zł: 'PLN',
  Kč: 'CZK',
  Ft: 'HUF',
  lei: 'RON MDL',
  '₪': 'ILS',
  '₺': 'TRY',
  TL: 'TRY',
  '฿': 'THB',
  '₫': 'VND',
  đ: 'VND',
  '₴': 'UAH',
  '₸': 'KZT',
  '₱': 'PHP',
  RM: 'MYR',
  Rp: 'IDR',
  'ر.س': 'SAR',
  'د.إ': 'AED',
  kr: 'SEK NOK DKK ISK',
  'kr.': 'DKK',
  'Fr.': 'CHF',
}

/** What a word means as a currency. */
export interface CurrencyWord {
  readonly candidates: readonly string[]
  /** The one that it means where nothing else is known; null where that would be a guess. */
  readonly usual: string | null
}

/** What a sign, a code or a code with a sign ("MXN$") means; null for a word that is no currency. */
export function currencyWord(text: string): CurrencyWord | null {
  const sign = Object.hasOwn(SIGNS, text) ? SIGNS[text] : undefined
  if (sign === undefined) return codeWord(text)
  const candidates = sign.replace('?', '').split(' ')
  const isUsual = sign.includes('?') || candidates.length === 1
  return { candidates, usual: isUsual ? (candidates[0] as string) : null }
}

function codeWord(text: string): CurrencyWord | null {
  const [, code] = /^([A-Z]{3}) ?\$?$/.exec(text) ?? []
  if (code === undefined || minorDigits(code) === undefined) return null
  return { candidates: [code], usual: code }
}

const escaped = (text: string): string => text.replace(/[$.]/g, '\\$&')

/** A pattern for every word of the table, the longest first. */
export const CURRENCY_PATTERN = [
  ...Object.keys(SIGNS)
    .toSorted((a, b) => b.length - a.length)
    .map(escaped),
  '[A-Z]{3} ?\\$',
  '[A-Z]{3}',
].join('|')
