/** The document of a quote (pricing §6). Amounts are integers in the minor unit of `currency`. */
export interface Quote {
  readonly terms: string
  readonly currency: string
  readonly lines: readonly QuotedLine[]
  readonly orders: readonly QuotedOrder[]
  /** In order of application. */
  readonly applied: readonly Applied[]
  /** In order of attempt. */
  readonly rejected: readonly Rejected[]
  /** What each payer gives, by funder. */
  readonly funding: Readonly<Record<string, number>>
  readonly totals: Totals
}

export interface QuotedLine {
  readonly id: string
  readonly list: number
  readonly off: number
  readonly net: number
  readonly tax: number
}

export interface QuotedOrder {
  readonly id: string
  readonly list: number
  readonly off: number
  readonly shipping: number
  readonly shippingOff: number
  readonly tax: number
  readonly total: number
}

export interface Applied {
  readonly offer: string
  readonly kind: string
  readonly step: string
  /** Eligible spend that the minimum was tested against. */
  readonly spend: number
  /** What was left of the eligible lines. */
  readonly base: number
  readonly off: number
  readonly forfeited: number
  readonly coins: number
  /** Shares by line id; only those that are not zero. */
  readonly lines: Readonly<Record<string, number>>
  /** Shares by order id; only those that are not zero. */
  readonly shipping: Readonly<Record<string, number>>
  readonly clause: string
  readonly narrowed?: Narrowed
  /** Lines that customs may refuse (fg.market.in). */
  readonly provisional?: readonly string[]
}

/** The eligible lines that an offer lost to others, and who holds them. */
export interface Narrowed {
  readonly lines: readonly string[]
  readonly by: readonly string[]
}

export interface Rejected {
  readonly offer: string
  readonly kind: string
  readonly reason: Reason
  readonly reasons: readonly Reason[]
  readonly blockedBy: readonly string[]
  /** The least addition that passes the minimum, in minor units or items. */
  readonly short?: number
  readonly shortOf?: 'spend' | 'items'
  readonly clause: string
  /** One sentence for a shopper. */
  readonly message: string
}

export interface Totals {
  readonly list: number
  readonly off: number
  readonly shipping: number
  readonly shippingOff: number
  readonly tax: number
  readonly total: number
  readonly saved: number
  readonly coins: number
}

/**
 * Why an offer is refused, in order of precedence (pricing §5.2), each with its general clause. The
 * first fifteen are the offer's own faults; the rest depend on what was applied before.
 */
export const REASONS = [
  { reason: 'unknown-kind', clause: 'tc.1' },
  { reason: 'ended', clause: 'tc.20' },
  { reason: 'not-started', clause: 'tc.6' },
  { reason: 'expired', clause: 'tc.6' },
  { reason: 'disqualified', clause: 'cp.11' },
  { reason: 'not-owner', clause: 'cp.8' },
  { reason: 'not-claimed', clause: 'cp.1' },
  { reason: 'already-used', clause: 'tc.5' },
  { reason: 'out-of-stock', clause: 'fg.reject' },
  { reason: 'held', clause: 'cp.9' },
  { reason: 'wrong-currency', clause: 'fg.currency' },
  { reason: 'wrong-country', clause: 'tc.4' },
  { reason: 'wrong-channel', clause: 'fg.one-time' },
  { reason: 'not-new-buyer', clause: 'fg.types' },
  { reason: 'not-enough-coins', clause: 'tc.18.a.i.1' },
  { reason: 'no-eligible-items', clause: 'tc.5' },
  { reason: 'does-not-stack', clause: 'cp.5' },
  { reason: 'slot-taken', clause: 'cp.5' },
  { reason: 'allowance-spent', clause: 'tc.12.a' },
  { reason: 'below-minimum', clause: 'tc.3' },
  { reason: 'nothing-left', clause: 'tc.7' },
] as const

export type Reason = (typeof REASONS)[number]['reason']

/** A record with any ids as keys: "__proto__" becomes a key like others. */
export function setOwn<T>(record: Record<string, T>, key: string, value: T): void {
  if (key !== '__proto__') record[key] = value
  else
    Object.defineProperty(record, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    })
}
