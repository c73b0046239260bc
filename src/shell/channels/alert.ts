import type { Instant } from '../../core/base/instant.ts'
import type { WatchKind } from '../../core/tracker/alerts/watch.ts'

/** What an alert may be about (fg.t.alert): what watches wait for, and coupons that end. */
export const ALERT_KINDS = {
  target: 'A price reached its target',
  restock: 'A product is back in stock',
  ending: 'A coupon of the price ends soon',
  'new-low': 'A price was never lower',
} as const satisfies Readonly<Record<WatchKind | 'ending', string>>

export type AlertKind = keyof typeof ALERT_KINDS

/** An alert as a channel hands it over. All of it is shown; nothing in it is the name of a person. */
export interface Alert {
  /** The idempotency key: handed over again it is the same alert, and is shown once. */
  readonly id: string
  readonly watch: string
  /** The id of its list in the store, which opens nothing: links of mails hold it. */
  readonly list: string
  readonly kind: AlertKind
  /** When it was decided: the time of the second reading. */
  readonly at: Instant
  readonly listing: {
    readonly id: string
    /** As its seller wrote it: any text at all. */
    readonly title: string
    /** Which of its variants, as its seller calls it. */
    readonly variant?: string | null | undefined
  }
  /** What the product costs after the public stack, in minor units of the currency (fg.t.history). */
  readonly totalMinor: number
  readonly currency: string
  /** Whether the total is without shipping, because the shop does not tell its fee. */
  readonly isShippingUnknown?: boolean | undefined
  /** To which country. */
  readonly shipTo?: string | null | undefined
  readonly targetMinor?: number | null | undefined
  /** The lowest total before this one. */
  readonly formerLowMinor?: number | null | undefined
  /** What is off the list price, in the order in which it comes off. */
  readonly layers: readonly { readonly name: string; readonly amountMinor: number }[]
  /** When the first coupon of the stack ends, where that is known. */
  readonly endsAt?: Instant | null | undefined
  /** What it costs after that, of an alert about an ending. */
  readonly thenMinor?: number | null | undefined
  /** Both readings, the layers and the times, for everybody. */
  readonly proofUrl: string
  /** The page of the watch list: by this address, whoever has it may change the list. */
  readonly watchUrl: string
}

/** How long an alert may be late: after that the price is an old one, and the alert is news to nobody. */
export const ALERT_LAPSES_MS = 86_400_000
