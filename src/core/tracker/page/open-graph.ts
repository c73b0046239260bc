import { minorDigits } from '../../base/iso4217.ts'
import { stockOf, variantsOf } from './offers-seen.ts'
import type { SeenListing } from './page-reading.ts'
import { shortTitle } from './plain-title.ts'
import { amountOf } from './shown-amount.ts'

/** The names that pages give the same thing, the most particular first. */
const NAMES = {
  sale: ['product:sale_price:amount', 'product:price:amount', 'og:price:amount'],
  list: ['product:original_price:amount', 'og:price:standard_amount', 'product:price:amount'],
  currency: ['product:sale_price:currency', 'product:price:currency', 'og:price:currency'],
  stock: ['product:availability', 'og:availability', 'og:product:availability'],
  listing: ['product:retailer_item_id', 'product:item_group_id', 'og:upc'],
} as const

/** Reads the price among the descriptions that a page gives for being shared. */
export function openGraphListing(
  metas: ReadonlyMap<string, string>,
  hint?: string,
): SeenListing | null {
  const named = (part: keyof typeof NAMES): string | undefined =>
    NAMES[part].map((name) => metas.get(name)).find((value) => value !== undefined)
  const currency = named('currency')?.toUpperCase() ?? hint
  if (currency === undefined || minorDigits(currency) === undefined) return null
  const sale = amountOf(named('sale') ?? '', { currency })
  if (sale === null) return null
  const list = amountOf(named('list') ?? '', { currency }) ?? undefined
  const stock = stockOf(named('stock'))
  const { variants } = variantsOf([{ sale, list, currency, stock }])
  if (variants.length === 0) return null
  return {
    listing: shortTitle(named('listing')),
    title: metas.get('og:title'),
    image: metas.get('og:image'),
    currency,
    variants,
  }
}
