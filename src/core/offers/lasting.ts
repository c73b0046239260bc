import { clauseById } from '../base/clauses.ts'
import type { IssuedOffer } from './issued-offer.ts'

/** How long a claim of a kind lasts: until its sale ends, so many days, or as long as any may (cp.2). */
export type Lasting = 'sale' | 'two-months' | Days

interface Days {
  readonly days: number
  /** The least and the most that are usual. */
  readonly usual: readonly [number, number]
}

/** The shortest usual validity: it promises least, and an issuer who wants to give more says so. */
function usualDays(figure: string): Days {
  const found = clauseById('fg.valid')?.numbers?.[figure]
  const [least, most = least] = Array.isArray(found) ? found : [found]
  return { days: least, usual: [least, most] }
}

/** Kinds that last other than two months, unless their issuer says otherwise (fg.valid). */
const BY_KIND: ReadonlyMap<string, Lasting> = new Map<string, Lasting>([
  ['platform-select', usualDays('platformSelectDays')],
  ['store-coupon', usualDays('storeDays')],
  ['seller-coupon', usualDays('storeDays')],
  ['category-coupon', 'sale'],
  ['code', 'sale'],
  ['promo-code', 'sale'],
  ['store-code', 'sale'],
  ['free-shipping', 'sale'],
])

const FOLLOW = usualDays('followDays')

/** How long an offer lasts unless its issuer says otherwise. */
export function lastingOf({ obtain, trigger, offer }: IssuedOffer): Lasting {
  if (trigger?.on === 'follow') return FOLLOW
  const lasting = BY_KIND.get(offer.kind) ?? 'two-months'
  // A personal coupon is given on its own day, so no sale's last day need be near.
  const isPersonal = obtain === 'trigger' && lasting === 'sale' && offer.kind !== 'free-shipping'
  return isPersonal ? 'two-months' : lasting
}
