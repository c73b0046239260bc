import { minorUnits } from '../../offers/feed-amount.ts'
import { instantOf } from '../history/point.ts'
import { type Condition, type Reading, reading } from '../observation.ts'
import { countryCode } from '../page/country.ts'
import { statedInstant } from '../page/stated-instant.ts'
import type { Link } from './found-link.ts'
import type { PdpNpi } from './pdp-npi.ts'

/**
 * The first reading of a pasted link, without a network call; null where it carries no price. It is its paster's
 * word: marked as such, it sets no low and fires nobody's alert (fg.t.paste, fg.t.history).
 */
export function readingOfLink(link: Link, at: string): Reading | null {
  const { itemId, pdpNpi } = link
  if (itemId === null || pdpNpi === undefined) return null
  const { currency } = pdpNpi
  const list = minorUnits(pdpNpi.list, currency)
  const sale = minorUnits(pdpNpi.sale, currency)
  if (list === null || sale === null || sale === 0) return null
  const conditions: Condition[] = ['seen-by-visitor']
  if (link.newcomer) conditions.push('newcomer')
  const seen: Reading = {
    listing: itemId,
    sku: link.skuId ?? null,
    shipTo: countryCode(link.shipTo) ?? null,
    currency,
    surface: link.surface ?? 'site',
    at: shownAt(pdpNpi, at),
    source: 'link',
    list: Math.max(list, sale),
    sale,
    stock: 'unknown',
    shipping: 0,
    isShippingUnknown: true,
    conditions,
    layers: [],
  }
  return reading.ok(seen) ? seen : null
}

/** When the price was shown: a time that is still to come would keep out every later reading until then. */
function shownAt({ traceMs }: PdpNpi, at: string): string {
  return traceMs !== undefined && traceMs <= instantOf(at) ? (statedInstant(traceMs) ?? at) : at
}
