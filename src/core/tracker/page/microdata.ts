import { minorDigits } from '../../base/iso4217.ts'
import { type SeenOffer, stockOf, variantsOf } from './offers-seen.ts'
import type { Marked } from './page-parts.ts'
import type { SeenListing } from './page-reading.ts'
import { shortTitle } from './plain-title.ts'
import { readPrice } from './price-text.ts'
import { amountOf } from './shown-amount.ts'

/** Reads the first product that is marked up in a page: each offer begins where its item opens. */
export function microdataListing(marked: readonly Marked[], hint?: string): SeenListing | null {
  const start = marked.findIndex(({ type }) => /^product$/i.test(type))
  const product = start < 0 ? marked : firstProduct(marked.slice(start))
  const groups = offerGroups(product)
  const outside = groups[0] ?? new Map<string, string>()
  const offers = groups.flatMap((group) => offerOf(group, outside, hint))
  const { currency, variants } = variantsOf(offers)
  if (variants.length === 0) return null
  return {
    listing: shortTitle(outside.get('productid') ?? outside.get('sku') ?? outside.get('mpn')),
    title: outside.get('name'),
    image: outside.get('image'),
    currency,
    variants,
  }
}

/** Up to the next product, which is one that goes well with it. */
function firstProduct(marked: readonly Marked[]): readonly Marked[] {
  const next = marked.findIndex(({ type }, place) => place > 0 && /^product$/i.test(type))
  return next < 0 ? marked : marked.slice(0, next)
}

type Group = Map<string, string>

/** The properties of the product itself, and then those of each offer. */
function offerGroups(marked: readonly Marked[]): Group[] {
  const groups: Group[] = [new Map()]
  for (const { property, value, type } of marked) {
    if (/^(?:aggregate)?offer$/i.test(type)) groups.push(new Map())
    const group = groups.at(-1) as Group
    for (const name of property.toLowerCase().split(/\s+/)) {
      if (name !== '' && !group.has(name)) group.set(name, value)
    }
  }
  return groups
}

function offerOf(group: Group, outside: Group, hint: string | undefined): SeenOffer[] {
  const text = group.get('price') ?? group.get('lowprice')
  if (text === undefined) return []
  const told = (group.get('pricecurrency') ?? outside.get('pricecurrency'))?.toUpperCase() ?? hint
  const read = readPrice(text, told === undefined ? {} : { currency: told })
  const shown = read === null || read === 'ambiguous' ? undefined : read.currency
  const currency = told ?? shown
  if (currency === undefined || minorDigits(currency) === undefined) return []
  const sale = amountOf(text, { currency })
  if (sale === null) return []
  const sku = group === outside ? undefined : shortTitle(group.get('sku'))
  const stock = stockOf(group.get('availability') ?? outside.get('availability'))
  return [{ sku, sale, currency, stock }]
}
