import type { Reason } from './reasons.ts'

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
