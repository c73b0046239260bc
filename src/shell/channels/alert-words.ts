import { utcText } from '../../core/base/instant.ts'
import { decimalText } from '../../core/base/iso4217.ts'
import { oneLine } from '../../core/base/one-line.ts'
import type { Alert, AlertKind } from './alert.ts'

/** What an alert says, the same in every channel; each of them only writes it in its own way. */
export interface AlertWords {
  /** One line that says it all. */
  readonly headline: string
  readonly title: string
  readonly facts: readonly { readonly name: string; readonly value: string }[]
}

/** What happened, by the price as it is now. */
const HEADLINES = {
  target: (now, { targetMinor, currency }) =>
    targetMinor == null
      ? `Now ${now}: your target is reached`
      : `Now ${now}: your target was ${money(targetMinor, currency)}`,
  restock: (now) => `Back in stock, at ${now}`,
  ending: (now, { endsAt, thenMinor, currency }) => {
    const then = thenMinor == null ? '' : `, then ${money(thenMinor, currency)}`
    return endsAt == null
      ? `A coupon ends soon: still ${now}${then}`
      : `A coupon ends: ${now} until ${utcText(endsAt)}${then}`
  },
  'new-low': (now) => `Never lower: now ${now}`,
} as const satisfies Readonly<Record<AlertKind, (now: string, alert: Alert) => string>>

/** A variant longer than this is no name any more. */
const VARIANT_MAX = 80

/** More layers than this are told by the page of the proof. */
const LAYERS_SHOWN = 8

/** What an alert says (fg.t.alert): the total after the public stack, what it is made of, and when. */
export function alertWords(alert: Alert): AlertWords {
  const { listing, currency, kind } = alert
  const variant = oneLine(listing.variant ?? '', VARIANT_MAX)
  return {
    headline: HEADLINES[kind](money(alert.totalMinor, currency), alert),
    title: oneLine(listing.title) || `Product ${oneLine(listing.id)}`,
    facts: [
      ...(variant === '' ? [] : [{ name: 'Variant', value: variant }]),
      ...amountFact('Your target', kind === 'target' ? null : alert.targetMinor, currency),
      ...amountFact('Lowest before', alert.formerLowMinor, currency),
      ...alert.layers.slice(0, LAYERS_SHOWN).map(({ name, amountMinor }) => ({
        name: oneLine(name, VARIANT_MAX),
        value: `−${money(amountMinor, currency)}`,
      })),
      ...(alert.isShippingUnknown ? [SHIPPING_UNKNOWN] : []),
      ...(alert.shipTo ? [{ name: 'Shipped to', value: oneLine(alert.shipTo, 8) }] : []),
      { name: 'Read at', value: utcText(alert.at) },
      ...(alert.endsAt == null || kind === 'ending'
        ? []
        : [{ name: 'A coupon ends', value: utcText(alert.endsAt) }]),
    ],
  }
}

/** A fee that nobody knows must not look like none. */
const SHIPPING_UNKNOWN = { name: 'Shipping', value: 'not known, and not in the price' } as const

function amountFact(name: string, minor: number | null | undefined, currency: string) {
  return minor == null ? [] : [{ name, value: money(minor, currency) }]
}

/** An amount with its currency: "USD 12.30". */
export function money(minor: number, currency: string): string {
  return `${currency} ${decimalText(minor, currency)}`
}
