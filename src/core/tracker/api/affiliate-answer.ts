import { minorDigits } from '../../base/iso4217.ts'
import { minorUnits } from '../../offers/feed-amount.ts'
import type { Layer } from '../layers.ts'
import { countryCode } from '../page/country.ts'
import { at, type ExactJson, isObject, listAt, textAt } from '../page/exact-json.ts'
import type { SeenListing, SeenVariant } from '../page/page-reading.ts'
import { promoLayer } from './promo-code.ts'

/**
 * The products of an answer of the affiliate interface (fg.t.history); null for another document. Its lists
 * stand bare, or within an object of the singular name.
 */
export function affiliateListings(response: ExactJson): SeenListing[] | null {
  const result = at(response, 'resp_result', 'result')
  const products = at(result, 'products')
  if (products === undefined) return null
  const rows = Array.isArray(products) ? products : listAt(products, 'product')
  return rows.filter(isObject).map(listingOf)
}

function listingOf(product: ExactJson): SeenListing {
  const { list, sale, app, currency } = pricesOf(product)
  const code = promoLayer(at(product, 'promo_code_info'), currency ?? '')
  return {
    listing: textAt(product, 'product_id'),
    title: textAt(product, 'product_title'),
    image: textAt(product, 'product_main_image_url'),
    store: textAt(product, 'shop_id'),
    storeName: textAt(product, 'shop_name'),
    category: ['first_level_category_id', 'second_level_category_id'].flatMap(
      (name) => textAt(product, name) ?? [],
    ),
    currency,
    layers: code === null ? [] : [code],
    variants: [...ofSite(list, sale), ...inApp(list ?? sale, app)],
  }
}

interface Prices {
  readonly list: number | null
  readonly sale: number | null
  readonly app: number | null
  readonly currency: string | undefined
}

/** In the currency that was asked for; else in the seller's own, which is another history. */
function pricesOf(product: ExactJson): Prices {
  const asked = textAt(product, 'target_sale_price_currency')
  const prefix = asked !== undefined && textAt(product, 'target_sale_price') ? 'target_' : ''
  const currency = textAt(product, `${prefix}sale_price_currency`)
  const amount = (name: string): number | null => {
    const own = textAt(product, `${prefix}${name}_currency`) ?? currency
    const text = textAt(product, `${prefix}${name}`)
    return own !== currency || own === undefined ? null : amountIn(text, own)
  }
  return {
    list: amount('original_price'),
    sale: amount('sale_price'),
    app: amount('app_sale_price'),
    currency: currency !== undefined && minorDigits(currency) !== undefined ? currency : undefined,
  }
}

function amountIn(text: string | undefined, currency: string): number | null {
  return text === undefined ? null : minorUnits(text.replaceAll(',', ''), currency)
}

/** The interface tells no stock: what it lists may be sold out. */
function ofSite(list: number | null, sale: number | null): SeenVariant[] {
  if (sale === null || sale === 0) return []
  return [{ sku: null, list: list ?? sale, sale, stock: 'unknown' }]
}

/** The app's price is a history of its own, and no low of the site's. */
function inApp(list: number | null, app: number | null): SeenVariant[] {
  if (app === null || app === 0 || list === null) return []
  const conditions = ['app-only'] as const
  return [{ sku: null, list, sale: app, stock: 'unknown', surface: 'app', conditions }]
}

/** The variants of an answer about SKUs; null for another document. Its prices include tax. */
export function skuDetailListings(response: ExactJson): SeenListing[] | null {
  const result = at(response, 'result', 'result')
  const rows = skuRows(at(result, 'ae_item_sku_info'))
  const listing = textAt(result, 'ae_item_info', 'product_id')
  if (listing === undefined || rows.length === 0) return null
  const currency = textAt(rows[0], 'currency')
  return [
    {
      listing,
      title: textAt(result, 'ae_item_info', 'title'),
      store: textAt(result, 'ae_item_info', 'store_id'),
      storeName: textAt(result, 'ae_item_info', 'store_name'),
      currency,
      pricesIncludeTax: true,
      shipping: amountIn(textAt(rows[0], 'shipping_fees'), currency ?? '') ?? undefined,
      layers: [] satisfies Layer[],
      variants: rows.flatMap((row) => skuVariant(row, currency ?? '')),
    },
  ]
}

function skuRows(info: ExactJson | undefined): readonly ExactJson[] {
  if (Array.isArray(info)) return info
  const rows = listAt(info, 'traffic_sku_info_list')
  const inner = listAt(rows[0], 'traffic_sku_info')
  return inner.length > 0 ? inner : rows
}

function skuVariant(row: ExactJson, currency: string): SeenVariant[] {
  const sku = textAt(row, 'sku_id')
  const list = amountIn(textAt(row, 'price_with_tax'), currency)
  const sale = amountIn(textAt(row, 'sale_price_with_tax'), currency) ?? list
  const isOurs = (textAt(row, 'currency') ?? currency) === currency
  if (sku === undefined || sale === null || sale === 0 || !isOurs) return []
  const warehouse = countryCode(textAt(row, 'ship_from_country'))
  const name = [textAt(row, 'color'), textAt(row, 'size')].filter((part) => part).join(' · ')
  return [{ sku, name, list: list ?? sale, sale, stock: 'unknown', warehouse }]
}
