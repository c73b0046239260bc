import type { Condition } from '../observation.ts'
import { at, type ExactJson, listAt, objectAt, textAt } from './exact-json.ts'
import type { SeenListing, SeenVariant } from './page-reading.ts'
import type { PriceHints } from './price-text.ts'
import { panelLayers } from './promotions.ts'
import { seenShipping } from './shipping.ts'
import { shownAmount } from './shown-amount.ts'
import { isSkuText, type SkuFacts, skuFacts, skuValues } from './sku-names.ts'

/** Reads the answer of the page's own interface, the newest generation; null where it is none. */
export function mtopListing(answer: ExactJson): SeenListing | null {
  const result = objectAt(answer, 'data', 'result') ?? objectAt(answer, 'result')
  const price = objectAt(result, 'PRICE')
  if (result === undefined || price === undefined) return null
  const global = objectAt(result, 'GLOBAL_DATA', 'globalData')
  const currency =
    textAt(global, 'currencyCode') ??
    textAt(price, 'targetSkuPriceInfo', 'originalPrice', 'currency')
  const hints = { currency: currency ?? '' }
  const shipping = seenShipping(listAt(result, 'SHIPPING', 'originalLayoutResultList'), hints)
  const store = textAt(global, 'storeId')
  return {
    listing: textAt(global, 'productId'),
    title: textAt(result, 'PRODUCT_TITLE', 'text') ?? textAt(global, 'subject'),
    image: textAt(result, 'HEADER_IMAGE_PC', 'imagePathList', '0'),
    store,
    storeName: textAt(result, 'SHOP_CARD_PC', 'storeName') ?? textAt(global, 'storeName'),
    seller: textAt(global, 'sellerId'),
    currency,
    shipTo: shipping.shipTo,
    warehouse: shipping.shipFrom,
    shipping: shipping.fee,
    layers: [...panelLayers(panelOf(result), { ...hints, store }), ...shipping.layers],
    variants: variantsOf(result, {
      hints,
      isUnreachable: shipping.isUnreachable,
      conditions: conditionsOf(result, global),
    }),
  }
}

function panelOf(result: ExactJson): ExactJson | undefined {
  return at(result, 'COUPON', 'promotionPanelDTO') ?? at(result, 'WEB_COUPON', 'promotionPanelDTO')
}

interface Around {
  readonly hints: PriceHints
  readonly isUnreachable: boolean
  readonly conditions: readonly Condition[]
}

/** Each variant of the listing with its row of the price map; the one shown stands for a listing without. */
function variantsOf(result: ExactJson, around: Around): SeenVariant[] {
  const price = at(result, 'PRICE')
  const prices = objectAt(price, 'skuIdStrPriceInfoMap') ?? objectAt(price, 'skuPriceInfoMap') ?? {}
  const values = skuValues(listAt(result, 'SKU', 'skuProperties'))
  const paths = at(result, 'SKU', 'skuPaths')
  const rows = Array.isArray(paths)
    ? paths
    : Object.values(objectAt(result, 'SKU', 'skuPaths') ?? {})
  const seen = new Map<string, ExactJson>(
    rows.map((row) => [textAt(row, 'skuIdStr') ?? textAt(row, 'skuId') ?? '', row]),
  )
  const ids = [...new Set([...seen.keys(), ...Object.keys(prices)])].filter(isSkuText)
  const variants = ids.flatMap((sku) => {
    const row = seen.get(sku)
    const attribute = textAt(row, 'skuAttr') ?? textAt(row, 'path')
    const facts = skuFacts(attribute, values)
    return variantOf({ sku, info: prices[sku], row, facts }, around)
  })
  if (variants.length > 0) return variants
  const info = at(price, 'targetSkuPriceInfo')
  return variantOf({ sku: null, info, row: undefined, facts: {} }, around)
}

interface Row {
  readonly sku: string | null
  readonly info: ExactJson | undefined
  readonly row: ExactJson | undefined
  readonly facts: SkuFacts
}

/** A price to come (`warmUpPrice`) is no price yet. */
function variantOf({ sku, info, row, facts }: Row, around: Around): SeenVariant[] {
  const list = shownAmount(at(info, 'originalPrice'), around.hints)
  const reduced =
    shownAmount(at(info, 'salePrice'), around.hints) ??
    shownAmount(at(info, 'salePriceString'), around.hints)
  const sale = reduced ?? list
  if (sale === null) return []
  const isOut = textAt(row, 'skuStock') === '0' || at(row, 'salable') === false
  const isSale = list !== null && sale < list
  const stock = isOut || around.isUnreachable ? 'out' : row === undefined ? 'unknown' : 'in'
  return [
    {
      sku,
      name: facts.name,
      list: list ?? sale,
      sale,
      stock,
      conditions: isSale ? around.conditions : [],
      warehouse: facts.shipsFrom,
    },
  ]
}

function conditionsOf(result: ExactJson, global: ExactJson | undefined): Condition[] {
  const info = at(global, 'curPagePriceInfo', 'promotionInfo')
  const promotion = typeof info === 'string' ? info : Object.keys(info ?? {}).join(' ')
  const limit = textAt(result, 'QUANTITY_PC', 'purchaseLimitNumMax')
  return [
    ...(limit === '1' ? (['one-per-customer'] as const) : []),
    ...(/new_?user/i.test(promotion) ? (['newcomer'] as const) : []),
  ]
}
