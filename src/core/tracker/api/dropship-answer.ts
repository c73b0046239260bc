import { minorUnits } from '../../offers/feed-amount.ts'
import { type Layer, layerOffer } from '../layers.ts'
import { countryCode } from '../page/country.ts'
import { at, type ExactJson, listAt, textAt } from '../page/exact-json.ts'
import type { SeenListing, SeenVariant } from '../page/page-reading.ts'
import { shortTitle } from '../page/plain-title.ts'

/** The product of an answer of the interface for resellers, with every variant and its stock; null for another. */
export function dropshipListings(response: ExactJson): SeenListing[] | null {
  const result = at(response, 'result')
  const base = at(result, 'ae_item_base_info_dto')
  const skus = at(result, 'ae_item_sku_info_dtos')
  if (base === undefined || skus === undefined) return null
  const rows = Array.isArray(skus) ? skus : listAt(skus, 'ae_item_sku_info_d_t_o')
  const currency = textAt(rows[0], 'currency_code') ?? textAt(base, 'currency_code') ?? ''
  const store = textAt(result, 'ae_store_info', 'store_id')
  const status = textAt(base, 'product_status_type')
  return [
    {
      listing: textAt(base, 'product_id'),
      title: textAt(base, 'subject'),
      image: textAt(result, 'ae_multimedia_info_dto', 'image_urls')?.split(';')[0],
      store,
      storeName: textAt(result, 'ae_store_info', 'store_name'),
      category: [textAt(base, 'category_id')].filter((part) => part !== undefined),
      currency,
      shipTo: countryCode(textAt(result, 'logistics_info_dto', 'ship_to_country')),
      variants: rows.flatMap((row) => {
        return variantOf(row, {
          currency,
          store,
          isGone: status !== undefined && status !== 'onSelling',
        })
      }),
    },
  ]
}

interface Around {
  readonly currency: string
  readonly store: string | undefined
  readonly isGone: boolean
}

const STOCK_NAMES = ['sku_available_stock', 's_k_u_available_stock', 'ipm_sku_stock'] as const

function variantOf(row: ExactJson, { currency, store, isGone }: Around): SeenVariant[] {
  const list = minorUnits(textAt(row, 'sku_price') ?? '', currency)
  const sale = minorUnits(textAt(row, 'offer_sale_price') ?? '', currency) ?? list
  const sku = textAt(row, 'sku_id')
  if (sale === null || sale === 0 || sku === undefined) return []
  const pieces = STOCK_NAMES.map((name) => textAt(row, name)).find((text) => text !== undefined)
  const stock = isGone || pieces === '0' ? 'out' : pieces === undefined ? 'unknown' : 'in'
  const bulk = bulkLayer(row, { currency, store, sale })
  return [{ sku, name: namesOf(row), list: list ?? sale, sale, stock, layers: bulk }]
}

function namesOf(row: ExactJson): string | undefined {
  const properties = at(row, 'ae_sku_property_dtos')
  const parts = Array.isArray(properties) ? properties : listAt(properties, 'ae_sku_property_d_t_o')
  const names = parts.flatMap(
    (part) =>
      textAt(part, 'property_value_definition_name') ?? textAt(part, 'sku_property_value') ?? [],
  )
  return shortTitle(names.join(' · '))
}

interface Bulk {
  readonly currency: string
  readonly store: string | undefined
  readonly sale: number
}

/** A lower price for each of several pieces, as the whole hundredths of a percent that it surely gives. */
function bulkLayer(row: ExactJson, { currency, store, sale }: Bulk): Layer[] {
  const each = minorUnits(textAt(row, 'offer_bulk_sale_price') ?? '', currency)
  const quantity = Number(textAt(row, 'sku_bulk_order') ?? '')
  if (each === null || each >= sale || !Number.isInteger(quantity) || quantity < 2) return []
  const percent = Math.floor(((sale - each) * 10_000) / sale) / 100
  if (percent === 0) return []
  const benefit = { tiers: [{ quantity, percent }] }
  const offer = layerOffer('piece-ladder', { id: 'pieces', payer: store, currency, benefit })
  return [{ kind: 'piece-ladder', source: 'affiliate-api', offer }]
}
