import { type ShopProduct, shopPriceMinor, stepOf } from './shop-prices.ts'

export interface ShopMoment {
  /** Epoch milliseconds. */
  readonly at: number
  readonly seed: number
}

const CURRENCY = 'USD'
const STORE = '9900000001'
const HOUR_MS = 3_600_000

/** A product page as shops of the marketplace write it: words for people, and the component JSON for scripts. */
export function shopPage(product: ShopProduct, moment: ShopMoment): string {
  const price = shopPriceMinor(product, moment.at, moment.seed)
  const title = escaped(product.title)
  // A "<" in the JSON could end the script that it stands in.
  const data = JSON.stringify(components(product, moment)).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
<h1>${title}</h1>
<p>${shown(price)} instead of ${shown(product.listMinor)}.</p>
<p>A sample shop: nothing here can be bought, and its prices move every 20 seconds.</p>
<script>window.runParams = { data: ${data} };</script>
</body>
</html>
`
}

/** Changes exactly when the page does. */
export function shopTag(product: ShopProduct, { at, seed }: ShopMoment): string {
  return `"${product.id}-${seed}-${stepOf(product, at)}-${Math.floor(at / HOUR_MS)}"`
}

function components(product: ShopProduct, { at, seed }: ShopMoment) {
  const sale = shopPriceMinor(product, at, seed)
  return {
    productInfoComponent: { idStr: product.id, subject: product.title },
    sellerComponent: { storeNum: STORE, storeName: 'Sample shop', adminSeq: STORE },
    currencyComponent: { currencyCode: CURRENCY },
    userComponent: { userCountryCode: 'US', currentTime: at },
    skuComponent: {
      productSKUPropertyList: [
        {
          skuPropertyId: 14,
          skuPropertyName: 'Kind',
          skuPropertyValues: product.variants.map(({ name }, place) => ({
            propertyValueIdLong: place + 1,
            propertyValueDisplayName: name,
          })),
        },
      ],
    },
    priceComponent: {
      skuPriceList: product.variants.map(({ sku, extraMinor }, place) => ({
        skuIdStr: sku,
        skuAttr: `14:${place + 1}`,
        salable: true,
        skuVal: {
          availQuantity: 40,
          skuAmount: amount(product.listMinor + extraMinor),
          ...(sale < product.listMinor && { skuActivityAmount: amount(sale + extraMinor) }),
        },
      })),
    },
    webGeneralFreightCalculateComponent: {
      originalLayoutResultList: [{ bizData: freight(product) }],
    },
    webCouponInfoComponent: { promotionPanelDTO: panel(product, at) },
  }
}

function freight({ shippingMinor }: ShopProduct) {
  return {
    shipFromCode: 'US',
    shipToCode: 'US',
    unreachable: false,
    shippingFee: shippingMinor === 0 ? 'free' : 'charge',
    displayAmount: plain(shippingMinor),
    displayCurrency: CURRENCY,
  }
}

/** The coupon of the hour: it ends, and another one begins. */
function panel({ id, coupon }: ShopProduct, at: number) {
  if (coupon === null) return {}
  const from = Math.floor(at / HOUR_MS) * HOUR_MS
  const row = {
    promotionDesc: `US $${plain(coupon.offMinor)}`,
    promotionDetail: `On orders over US $${plain(coupon.minimumMinor)}`,
    acquirable: true,
    attributes: { couponCode: `${id}-${from / HOUR_MS}` },
    startTime: from,
    endTime: from + HOUR_MS,
  }
  return { shopCoupon: [{ promotionPanelDetailDTOList: [row] }] }
}

function amount(minor: number) {
  return { currency: CURRENCY, formatedAmount: shown(minor), value: plain(minor) }
}

function shown(minor: number): string {
  return `US $${plain(minor)}`
}

function plain(minor: number): string {
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
