import { minorDigits } from '../../base/iso4217.ts'
import { countryCode } from './country.ts'
import { at, type ExactJson, exactJson, isObject, listAt, textAt } from './exact-json.ts'
import { type SeenOffer, stockOf, variantsOf } from './offers-seen.ts'
import type { SeenListing } from './page-reading.ts'
import { shortTitle } from './plain-title.ts'
import { amountOf } from './shown-amount.ts'

/** Reads the products of a page's JSON-LD: the first that has a price. */
export function jsonLdListing(scripts: readonly string[], currency?: string): SeenListing | null {
  for (const script of scripts) {
    // Some shops write it as a comment or a CDATA section, for browsers of another age.
    const text = script.trim().replace(/^(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[)/, '')
    const document = exactJson(text.replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\]\]>)(?:\s*;)?$/, ''))
    for (const product of productsIn(document)) {
      const seen = listingOf(product, currency)
      if (seen.variants.length > 0) return seen
    }
  }
  return null
}

const TYPE_ADDRESS = /^(?:https?:\/\/(?:www\.)?)?schema(?:\.org\/|:)/i

/** Whether a node is of a type of schema.org; lists, addresses and small letters are all in use. */
function isOf(node: ExactJson | undefined, pattern: RegExp): boolean {
  return listAt(node, '@type').some(
    (type) => typeof type === 'string' && pattern.test(type.replace(TYPE_ADDRESS, '')),
  )
}

const NODES_MAX = 5_000

/** Every product among the nodes, nearest first; nodes within a product belong to it. */
function productsIn(document: ExactJson | undefined): ExactJson[] {
  const products: ExactJson[] = []
  const queue: (ExactJson | undefined)[] = [document]
  for (let at = 0; at < queue.length && at < NODES_MAX; at++) {
    const node = queue[at]
    if (Array.isArray(node)) queue.push(...(node as readonly ExactJson[]).slice(0, NODES_MAX))
    else if (isOf(node, /^product(?:group|model)?$/i)) products.push(node as ExactJson)
    else if (isObject(node)) {
      queue.push(node['@graph'], node.mainEntity, node.mainEntityOfPage, node.itemOffered)
    }
  }
  return products
}

function listingOf(product: ExactJson, hint: string | undefined): SeenListing {
  const members = listAt(product, 'hasVariant').slice(0, 500)
  const ofVariants = members.flatMap((member) => offersIn({ member, isGroup: true, hint }))
  const offers =
    ofVariants.length > 0 ? ofVariants : offersIn({ member: product, isGroup: false, hint })
  const { currency, variants } = variantsOf(offers)
  const shipping = shippingOf(product, currency)
  return {
    listing: identityOf(product),
    title: textAt(product, 'name'),
    image: listAt(product, 'image').map((image) => imageOf(image))[0],
    currency,
    ...shipping,
    variants,
  }
}

function imageOf(image: ExactJson): string | undefined {
  return typeof image === 'string' ? image : (textAt(image, 'url') ?? textAt(image, 'contentUrl'))
}

const IDENTITIES = [
  'productGroupID',
  'productID',
  'sku',
  'mpn',
  'gtin13',
  'gtin',
  'gtin14',
] as const

function identityOf(product: ExactJson): string | undefined {
  for (const name of IDENTITIES) {
    const text = shortTitle(textAt(product, name))
    if (text !== undefined) return text
  }
  return undefined
}

interface Around {
  readonly member: ExactJson
  readonly isGroup: boolean
  readonly hint: string | undefined
}

function offersIn(around: Around): SeenOffer[] {
  return listAt(around.member, 'offers').flatMap((offer) => offersOf(offer, around, 0))
}

/** Shops nest offers once; a page that nests them without end was made to break its reader. */
const DEPTH_MAX = 4

/**
 * The offers of a product. An AggregateOffer without offers in it is what several sellers ask for the same
 * product: its low price is what it can be had for.
 */
function offersOf(offer: ExactJson, around: Around, depth: number): SeenOffer[] {
  if (depth > DEPTH_MAX) return []
  const inner = listAt(offer, 'offers').filter(isObject)
  if (inner.length > 0) {
    const outer = isObject(offer) ? offer.priceCurrency : undefined
    return inner.slice(0, 500).flatMap((one) => {
      const priced = outer === undefined ? one : { priceCurrency: outer, ...one }
      return offersOf(priced, around, depth + 1)
    })
  }
  const prices = pricesOf(offer, around.hint)
  if (prices === null) return []
  const sku = skuOf(offer, around)
  const name = textAt(offer, 'name') ?? textAt(around.member, 'name')
  return [
    {
      sku,
      name: sku === undefined ? undefined : shortTitle(name),
      ...prices,
      stock: stockOf(textAt(offer, 'availability')),
      isUsed: /used|refurbished|damaged/i.test(textAt(offer, 'itemCondition') ?? ''),
    },
  ]
}

/** A variant has an id of its own; that of the whole product is none. */
function skuOf(offer: ExactJson, { member, isGroup }: Around): string | undefined {
  const own = textAt(offer, 'sku') ?? textAt(offer, 'mpn')
  return shortTitle(own ?? (isGroup ? textAt(member, 'sku') : undefined))
}

interface Prices {
  readonly list?: number | undefined
  readonly sale: number
  readonly currency: string
}

function pricesOf(offer: ExactJson, hint: string | undefined): Prices | null {
  const specifications = listAt(offer, 'priceSpecification').filter(isForOnePiece)
  const isList = (one: ExactJson) => /list|strike|srp|msrp/i.test(textAt(one, 'priceType') ?? '')
  const own = textAt(offer, 'price') ?? textAt(offer, 'lowPrice')
  const asked = specifications.find((one) => !isList(one) && textAt(one, 'price') !== undefined)
  const told =
    textAt(offer, 'priceCurrency') ??
    textAt(asked, 'priceCurrency') ??
    textAt(specifications[0], 'priceCurrency')
  const currency = told?.toUpperCase() ?? hint
  if (currency === undefined || minorDigits(currency) === undefined) return null
  const sale = amountOf(own ?? textAt(asked, 'price') ?? '', { currency })
  if (sale === null) return null
  const before = specifications.find(isList)
  const list = before === undefined ? null : amountOf(textAt(before, 'price') ?? '', { currency })
  return { sale, currency, list: list !== null && list > sale ? list : undefined }
}

/** Not a price for a kilogram, a month, a member or a dozen. */
function isForOnePiece(specification: ExactJson): boolean {
  const pieces = textAt(specification, 'eligibleQuantity', 'minValue')
  return (
    isObject(specification) &&
    specification.referenceQuantity === undefined &&
    specification.billingDuration === undefined &&
    specification.validForMemberTier === undefined &&
    (pieces === undefined || pieces === '1')
  )
}

/** The fee and the country, where one of each is told. */
function shippingOf(product: ExactJson, currency: string | undefined) {
  const offer = listAt(product, 'offers')[0]
  const [details, more] = listAt(offer, 'shippingDetails')
  const country = textAt(details, 'shippingDestination', 'addressCountry')
  const rate = at(details, 'shippingRate')
  if (more !== undefined || currency === undefined) return {}
  const isOurs = (textAt(rate, 'currency') ?? currency) === currency
  const fee = isOurs ? amountOf(textAt(rate, 'value') ?? '', { currency }) : null
  return {
    shipTo: countryCode(country),
    shipping: fee ?? undefined,
  }
}
