import type { DocumentOf } from '../../../client/client.ts'
import type { OfferDocument } from '../../../core/pricing/offer-document.ts'
import { moneyText } from '../money.ts'
import { moveTo, ownZone, whenText } from '../when.ts'
import { benefitWords } from '../words.ts'

export type Coupon = DocumentOf<'Coupons'>['entries'][number]
export type Held = DocumentOf<'Drawer'>['usable'][number]
export type Finding = NonNullable<Coupon['cart']>

/** What a coupon gives: "5.00 off", "10% off, at most 20.00". */
export function couponBenefit({ offer, kind, benefit, currency }: Coupon, cart: string): string {
  const document = { id: offer, kind, funder: 'platform', benefit } as OfferDocument
  return benefitWords(document, currency ?? cart)
}

/** What a coupon asks for: "from 50.00 USD". */
export function couponMinimum({ minimum, currency }: Coupon, cart: string): string {
  const { spend, quantity } = minimum ?? {}
  const own = currency ?? cart
  const asked = [
    ...(spend ? [`from ${moneyText(spend, own)} ${own}`] : []),
    ...(quantity ? [`from ${quantity} pieces`] : []),
  ]
  return asked.join(' · ') || `without a minimum, ${own}`
}

/** An instant by the reader's own clock. */
export function ownTime(at: string): string {
  const zone = ownZone()
  const text = whenText(moveTo(zone, at))
  // "UTC+02:00" says less to its reader than their own clock does.
  return text.replace(/ UTC[+-]\d\d:\d\d$/, '')
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** How long something still lasts: "3 days left", "5 hours left". */
export function leftText(until: string, now: number): string {
  const left = Date.parse(until) - now
  if (left <= 0) return 'over'
  if (left >= 2 * DAY_MS) return `${Math.floor(left / DAY_MS)} days left`
  if (left >= 2 * HOUR_MS) return `${Math.floor(left / HOUR_MS)} hours left`
  return `${Math.max(1, Math.floor(left / 60_000))} minutes left`
}
