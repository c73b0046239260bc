import type { Stock } from '../observation.ts'
import type { SeenVariant } from './page-reading.ts'

/** An offer as the vocabularies of the web write it: what schema.org calls an Offer (fg.t.history). */
export interface SeenOffer {
  readonly sku?: string | undefined
  readonly name?: string | undefined
  readonly list?: number | undefined
  readonly sale: number
  readonly currency: string
  readonly stock: Stock
  readonly isUsed?: boolean
}

/** The words of schema.org for what can be had, without its address. */
export function stockOf(availability: string | undefined): Stock {
  const word = availability?.replace(/^.*[/:#]/, '').toLowerCase() ?? ''
  if (/^(?:instock|onlineonly|limitedavailability|instoreonly|preorder|in ?stock)$/.test(word)) {
    return 'in'
  }
  return /^(?:outofstock|soldout|discontinued|out of stock|oos|backorder)$/.test(word)
    ? 'out'
    : 'unknown'
}

/**
 * Offers as variants, in the currency of the first. Several of the same thing are of several sellers: the lowest
 * that can be had counts. A used one is another thing, and counts only where there is no other.
 */
export function variantsOf(offers: readonly SeenOffer[]): {
  readonly currency: string | undefined
  readonly variants: readonly SeenVariant[]
} {
  const priced = offers.filter(({ sale }) => sale > 0)
  const fresh = priced.filter(({ isUsed }) => !isUsed)
  const counted = fresh.length > 0 ? fresh : priced
  const currency = counted[0]?.currency
  const bySku = new Map<string | null, SeenOffer>()
  for (const offer of counted) {
    if (offer.currency !== currency) continue
    const sku = offer.sku ?? null
    const known = bySku.get(sku)
    if (known === undefined || isBetter(offer, known)) bySku.set(sku, offer)
  }
  const variants = [...bySku].map(([sku, { name, list, sale, stock }]) => {
    return { sku, name, list: list ?? sale, sale, stock }
  })
  return { currency, variants }
}

function isBetter(one: SeenOffer, other: SeenOffer): boolean {
  const isOut = ({ stock }: SeenOffer): number => (stock === 'out' ? 1 : 0)
  return isOut(one) - isOut(other) < 0 || (isOut(one) === isOut(other) && one.sale < other.sale)
}
