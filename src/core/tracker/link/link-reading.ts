import { minorUnits } from '../../offers/feed-amount.ts'
import { type Condition, type Reading, reading } from '../observation.ts'
import { countryCode } from '../page/country.ts'
import { instantText } from '../page/instant-text.ts'
import type { Link } from './found-link.ts'

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
    at: (pdpNpi.traceMs === undefined ? null : instantText(pdpNpi.traceMs)) ?? at,
    source: 'link',
    list: Math.max(list, sale),
    sale,
    stock: 'unknown',
    shipping: 0,
    conditions,
    layers: [],
  }
  return reading.ok(seen) ? seen : null
}
