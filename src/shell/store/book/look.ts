import { isRefused, type Refused } from '../../../core/base/faults.ts'
import { type Finding, findingOf } from '../../../core/offers/qualify-finding.ts'
import { type Attempts, attemptsOf } from './attempts.ts'
import { consider } from './considered.ts'
import { type Desk, readShopper, type Shopper } from './shopper.ts'
import type { StandingOffer } from './standing-offer.ts'

/** What a page of coupons is asked for: who looks, and at which cart, if any. */
export interface LookAsked {
  /** Null for a visitor. */
  readonly buyer: string | null
  /** A `storedCart`, to be told what each coupon would do to it. */
  readonly cart?: unknown
  readonly at?: Date | undefined
}

/** Who looks, and the cart that was given. */
export interface Look {
  readonly shopper: Shopper
  readonly cart: Attempts | null
}

export async function lookOf(desk: Desk, asked: LookAsked): Promise<Look | Refused> {
  const { buyer, cart, at } = asked
  if (cart === undefined || cart === null) {
    return { shopper: await readShopper(desk, buyer, at), cart: null }
  }
  const attempts = await attemptsOf(desk, { cart, buyer, at })
  return isRefused(attempts) ? attempts : { shopper: attempts.shopper, cart: attempts }
}

/** What each of some offers would do to the cart; nothing is said of those of other rule-sets. */
export async function findingsFor(
  desk: Desk,
  { cart }: Look,
  offers: readonly StandingOffer[],
): Promise<(id: string) => Finding | null> {
  if (cart === null) return () => null
  const { base, considered } = await consider(desk, cart, { only: offers })
  const rows = new Map(considered.map((row) => [row.issued.id, row]))
  return (id) => {
    const row = rows.get(id)
    return row ? findingOf(base, cart.document, row) : null
  }
}
