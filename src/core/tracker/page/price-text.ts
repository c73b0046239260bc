import { CURRENCY_PATTERN, currencyWord } from './currency-words.ts'
import { type DecimalSign, readNumber } from './written-number.ts'

/** An amount of money in minor units. */
export interface Price {
  readonly minor: number
  readonly currency: string
}

/** What is known beside the text: a page's own currency, and how it writes decimals. */
export interface PriceHints {
  readonly currency?: string | undefined
  readonly decimal?: DecimalSign | null | undefined
}

/** A price; null for a text that is none; ambiguous where it could be two, and the page does not tell. */
export type ReadPrice = Price | 'ambiguous' | null

// The longest price of a shop has some 40 characters.
const LENGTH_MAX = 80
const BLANKS_MAX = 100_000

const NUMBER = "\\d[\\d.,'’ ]*|\\.\\d+"
const ONE = new RegExp(`^(${CURRENCY_PATTERN})? ?(${NUMBER}) ?(${CURRENCY_PATTERN})?$`, 'u')
const EACH = new RegExp(
  `(${CURRENCY_PATTERN})? ?(${NUMBER})(?![\\d.,'’ ]*%) ?(${CURRENCY_PATTERN})?`,
  'gu',
)

/**
 * Reads the text of a price. Only a text that is a price and nothing else is one: "from", "save", "3 x" or
 * "/month" make it something else, and a wrong price is worse than none. Nothing is no price (fg.t.history).
 */
export function readPrice(text: string, hints: PriceHints = {}): ReadPrice {
  const amount = readAmount(text, hints)
  return amount !== null && amount !== 'ambiguous' && amount.minor === 0 ? null : amount
}

/** The same where nothing is an amount too: a shipping fee, say. */
export function readAmount(text: string, hints: PriceHints = {}): ReadPrice {
  const plain = plainText(text)
  if (plain === null) return null
  const cents = /^(\d{1,2})¢$/.exec(plain)
  if (cents) return { minor: Number(cents[1]), currency: 'USD' }
  const current = /^was .{1,40} now (.{1,40})$/i.exec(plain)?.[1] ?? plain
  const found = ONE.exec(current)
  return found ? priced(found, hints) : null
}

/** An amount within a sentence, and whether its currency stands beside it. */
export interface MentionedAmount extends Price {
  readonly isNamed: boolean
}

/** Every number of a sentence that can be an amount, in its order; percentages are left out. */
export function mentionedAmounts(text: string, hints: PriceHints): readonly MentionedAmount[] {
  const plain = plainText(text, 400)
  if (plain === null) return []
  return [...plain.matchAll(EACH)].flatMap((found) => {
    const price = priced([found[0], found[1], found[2]?.replace(/[.,' ]+$/, ''), found[3]], hints)
    if (price === null || price === 'ambiguous') return []
    return [{ ...price, isNamed: (found[1] ?? found[3]) !== undefined }]
  })
}

/**
 * The amounts within a sentence ("Spend MXN$608,45 or more"), for terms whose words a page gives and whose figures
 * it does not. Where currencies stand beside some numbers, the others count pieces or days.
 */
export function amountsIn(text: string, hints: PriceHints): readonly MentionedAmount[] {
  const all = mentionedAmounts(text, hints)
  const named = all.filter(({ isNamed }) => isNamed)
  return named.length > 0 ? named : all
}

type Parts = readonly (string | undefined)[]

function priced([, before, number = '', after]: Parts, hints: PriceHints): ReadPrice {
  const currency = currencyOf(before, after, hints.currency)
  if (currency === null) return null
  // Read as one of two digits, to tell what is ambiguous from what is no number.
  const minor = readNumber(number.trim(), currency || 'EUR', hints.decimal)
  if (minor === null || minor === 'ambiguous') return minor
  return currency === '' ? 'ambiguous' : { minor, currency }
}

/** The currency that the words name; '' where they leave it open, null where they contradict each other. */
function currencyOf(
  before: string | undefined,
  after: string | undefined,
  known: string | undefined,
): string | null {
  const words = [before, after].filter((word) => word !== undefined).map(currencyWord)
  if (words.some((word) => word === null)) return null
  const [first, second] = words
  if (!first) return known ?? ''
  const candidates = first.candidates.filter((code) => second?.candidates.includes(code) ?? true)
  if (candidates.length === 0) return null
  if (known !== undefined && candidates.includes(known)) return known
  if (candidates.length === 1) return candidates[0] as string
  return first.usual ?? ''
}

const DIGIT_ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10] as const

/** A text with plain digits and blanks; null where it is too long, or is turned around or marked up. */
function plainText(text: string, most = LENGTH_MAX): string | null {
  // Blanks around a price say nothing; a text of nothing else is none, and is not cut to become one.
  if (text.length > BLANKS_MAX) return null
  const short = text.trim()
  if (short === '' || short.length > most) return null
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u0008\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069<>]/.test(short)) return null
  return short
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\s\u00a0\u2007\u202f]+/g, ' ')
    .replaceAll('٫', '.')
    .replaceAll('٬', ',')
    .replace(/[٠-٩۰-۹०-९０-９]/g, asciiDigit)
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) as number
  const zero = DIGIT_ZEROS.find((one) => code >= one && code <= one + 9) as number
  return String(code - zero)
}
