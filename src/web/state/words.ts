import { isRecord } from '../../core/base/schema.ts'
import type { OfferDocument } from '../../core/pricing/offer-document.ts'
import type { Reason } from '../../core/pricing/reasons.ts'
import { moneyText } from './money.ts'
import { dayText } from './when.ts'

/** Reasons of refusal as a heading; the sentence beside it comes from the core. */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  'unknown-kind': 'Not a kind of these terms',
  ended: 'Promotion ended',
  'not-started': 'Not started yet',
  expired: 'Expired',
  disqualified: 'Buyer disqualified',
  'not-owner': 'Belongs to another buyer',
  'not-claimed': 'Not claimed yet',
  'already-used': 'Used already',
  'out-of-stock': 'All given away',
  held: 'Held for a moment',
  'wrong-currency': 'Other currency',
  'wrong-country': 'Other country',
  'wrong-channel': 'Other channel',
  'not-new-buyer': 'New buyers only',
  'not-enough-coins': 'Not enough coins',
  'no-eligible-items': 'No eligible items',
  'does-not-stack': 'Does not stack',
  'slot-taken': 'Place taken',
  'allowance-spent': 'Allowance spent',
  'below-minimum': 'Below the minimum',
  'nothing-left': 'Nothing left to lower',
}

/** Who pays for an offer: "Platform", "Store s1", "Partner bank". */
export function funderWords(funder: string): string {
  const [payer = '', ...name] = funder.split(':')
  return [`${payer.charAt(0).toUpperCase()}${payer.slice(1)}`, name.join(':')]
    .filter(Boolean)
    .join(' ')
}

/** The class that gives a funder its colour and its pattern, for colour is never the only sign. */
export function funderTone(funder: string): 'platform' | 'partner' | 'seller' | 'store' {
  const [payer] = funder.split(':')
  return payer === 'partner' || payer === 'seller' || payer === 'store' ? payer : 'platform'
}

/** What an offer is called: its code where it has one, else its id. */
export function offerName(offer: { readonly id: string; readonly code?: unknown }): string {
  return typeof offer.code === 'string' && offer.code !== '' ? offer.code : offer.id
}

/** What an offer takes off: "3.00 off", "10% off, at most 20.00". Half-written benefits say nothing. */
export function benefitWords(offer: OfferDocument, currency: string): string {
  const benefit: unknown = offer.benefit
  if (!isRecord(benefit)) return ''
  const money = (value: unknown) =>
    Number.isSafeInteger(value) ? moneyText(value as number, currency) : '?'
  const cap = benefit.cap === undefined ? '' : `, at most ${money(benefit.cap)}`
  if (benefit.freeShipping === true) return `Free shipping${cap}`
  if (benefit.percent !== undefined) return `${benefit.percent}% off${cap}`
  if (benefit.every !== undefined) {
    return `${money(benefit.off)} off every ${money(benefit.every)}${cap}`
  }
  if (benefit.off !== undefined) return `${money(benefit.off)} off`
  if (Array.isArray(benefit.tiers)) {
    return benefit.tiers
      .filter(isRecord)
      .map((row) => tierWords(row, money))
      .join(', ')
  }
  return ''
}

function tierWords(
  row: Readonly<Record<string, unknown>>,
  money: (value: unknown) => string,
): string {
  const gives = row.percent === undefined ? `${money(row.off)} off` : `${row.percent}% off`
  return row.quantity === undefined
    ? `${gives} from ${money(row.spend)}`
    : `${gives} from ${row.quantity} pieces`
}

/** What an offer asks for: "from 29.00", "app only", "in US". */
function conditionWords(offer: OfferDocument, currency: string): string[] {
  const said: string[] = []
  const { minimum, countries, channels, coins, scope } = offer
  if (isRecord(minimum) && Number.isSafeInteger(minimum.spend)) {
    said.push(`from ${moneyText(minimum.spend as number, currency)}`)
  }
  if (isRecord(minimum) && minimum.quantity) said.push(`from ${minimum.quantity} pieces`)
  if (isRecord(coins)) said.push(`${coins.required ?? `up to ${coins.max}`} coins`)
  if (isRecord(scope)) said.push(...scopeWords(scope))
  if (Array.isArray(countries)) said.push(countryWords(countries))
  if (Array.isArray(channels)) said.push(`${channels.join(' or ')} only`)
  if (offer.newBuyersOnly === true) said.push('new buyers')
  if (offer.exclusive === true) said.push('stacks with nothing')
  return said
}

/**
 * An offer in a line: its kind, what it gives, what it asks for, and its end. Its amounts are in its
 * own currency, which is named where it is not the cart's.
 */
export function offerWords(offer: OfferDocument, cart: string, kind?: string): string[] {
  const own = typeof offer.currency === 'string' ? offer.currency : cart
  const benefit = benefitWords(offer, own)
  const until = typeof offer.until === 'string' ? [`until ${dayText(offer.until)}`] : []
  const words = [
    kind === benefit ? '' : (kind ?? ''),
    own === cart ? benefit : `${benefit} (${own})`,
    ...conditionWords(offer, own),
    ...until,
  ]
  return words.filter((word) => word !== '')
}

function scopeWords(scope: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(scope).flatMap(([key, entries]) => {
    if (!Array.isArray(entries) || entries.length === 0) return []
    const named = entries.map((entry) => (Array.isArray(entry) ? entry.join(' › ') : String(entry)))
    return [entries.length > 3 ? `${entries.length} ${key}` : `${key} ${named.join(', ')}`]
  })
}

function countryWords(countries: readonly unknown[]): string {
  return countries.length > 4 ? `${countries.length} countries` : `in ${countries.join(', ')}`
}
