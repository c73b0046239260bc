import { at, type ExactJson, textAt } from './exact-json.ts'

type Path = readonly string[]

/**
 * Where the parts of a product stand in the two older generations of pages: in 2023 each module became a
 * component, and little else changed. The first path that leads somewhere counts.
 */
const PATHS = {
  item: [
    ['productInfoComponent', 'idStr'],
    ['productInfoComponent', 'id'],
    ['commonModule', 'productId'],
    ['actionModule', 'productId'],
  ],
  title: [
    ['productInfoComponent', 'subject'],
    ['titleModule', 'subject'],
  ],
  image: [
    ['imageComponent', 'imagePathList', '0'],
    ['imageModule', 'imagePathList', '0'],
  ],
  store: [
    ['sellerComponent', 'storeNum'],
    ['storeModule', 'storeNum'],
  ],
  storeName: [
    ['sellerComponent', 'storeName'],
    ['storeModule', 'storeName'],
  ],
  seller: [
    ['sellerComponent', 'adminSeq'],
    ['commonModule', 'sellerAdminSeq'],
    ['storeModule', 'sellerAdminSeq'],
  ],
  categories: [
    ['productInfoComponent', 'categoryPaths'],
    ['commonModule', 'crossLinkGroupList', 'categoryPaths'],
  ],
  currency: [
    ['currencyComponent', 'currencyCode'],
    ['webEnv', 'currency'],
    ['commonModule', 'currencyCode'],
    ['commonModule', 'tradeCurrencyCode'],
  ],
  baseCurrency: [['currencyComponent', 'baseCurrencyCode']],
  shipTo: [
    ['userComponent', 'userCountryCode'],
    ['commonModule', 'userCountryCode'],
    ['webEnv', 'country'],
  ],
  nowMs: [
    ['userComponent', 'currentTime'],
    ['commonModule', 'currentTime'],
  ],
  itemStatus: [
    ['itemStatusComponent', 'status'],
    ['actionModule', 'itemStatus'],
  ],
  purchaseLimit: [
    ['promotionComponent', 'purchaseLimitNumMax'],
    ['quantityModule', 'purchaseLimitNumMax'],
  ],
  skus: [
    ['priceComponent', 'skuPriceList'],
    ['skuModule', 'skuPriceList'],
    ['skuComponent', 'skuModule', 'skuPriceList'],
  ],
  properties: [
    ['skuComponent', 'productSKUPropertyList'],
    ['skuModule', 'productSKUPropertyList'],
    ['skuComponent', 'skuModule', 'productSKUPropertyList'],
  ],
  bulkPieces: [
    ['priceComponent', 'skuBulkOrder'],
    ['priceModule', 'bulkOrder'],
    ['priceModule', 'skuBulkOrder'],
  ],
  bulkPercent: [
    ['priceComponent', 'skuBulkDiscount'],
    ['priceModule', 'bulkDiscount'],
    ['priceModule', 'skuBulkDiscount'],
  ],
  coinText: [
    ['priceComponent', 'coinDiscountText'],
    ['priceModule', 'coinDiscountText'],
  ],
  localConfig: [
    ['priceComponent', 'priceLocalConfig'],
    ['priceModule', 'priceLocalConfig'],
  ],
  banner: [
    ['bannerComponent'],
    ['simpleBannerComponent', 'simpleBannerInfo'],
    ['middleBannerModule', 'uniformMiddleBanner'],
  ],
  panel: [
    ['webCouponInfoComponent', 'promotionPanelDTO'],
    ['couponModule', 'webCouponInfo', 'promotionPanelDTO'],
  ],
  shipping: [
    ['webGeneralFreightCalculateComponent', 'originalLayoutResultList'],
    ['shippingModule', 'generalFreightInfo', 'originalLayoutResultList'],
    ['shippingComponent', 'shippingModule', 'generalFreightInfo', 'originalLayoutResultList'],
  ],
} as const satisfies Readonly<Record<string, readonly Path[]>>

export type Part = keyof typeof PATHS

/** A part of a product page, wherever its generation keeps it. */
export function partOf(data: ExactJson, part: Part): ExactJson | undefined {
  for (const path of PATHS[part]) {
    const found = at(data, ...path)
    if (found !== undefined && found !== null) return found
  }
  return undefined
}

/** A part that is a text or a number, as text. */
export function partText(data: ExactJson, part: Part): string | undefined {
  const found = partOf(data, part)
  return textAt({ found: found ?? null }, 'found')
}
