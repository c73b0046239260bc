/** Small pages of the shop's own three generations, made by hand: figures of nobody's listing. */

export const ITEM = '1005007000000001'
export const RED = '12000040000000017'
/** Above 2^53 and odd: a number would become its even neighbour. */
export const BLUE = '12000040000000019'

const amount = (value: number, text: string) => ({ currency: 'MXN', formatedAmount: text, value })

const sku = (id: string, attribute: string, value: object) =>
  `{"skuId":${id},"skuIdStr":"${id}","skuAttr":"${attribute}","salable":true,` +
  `"freightExt":${JSON.stringify('{"d0":"4.50","d1":"USD"}')},"skuVal":${JSON.stringify(value)},` +
  '"bannerInfo":{"promotionBanner":{"endTimer":{"endTime":1767254399000}}}}'

export const SKUS = `[${[
  sku(RED, '14:10#Red;200007763:201336106', {
    skuAmount: amount(189.99, 'MXN$189,99'),
    skuActivityAmount: amount(79.5, 'MXN$79,50'),
    skuCalPrice: '10.75',
    availQuantity: 3,
    bulkOrder: 5,
    skuExtraTips: '5 or more: 2% off',
  }),
  sku(BLUE, '14:20', { skuAmount: amount(1200, 'MXN$1.200,00'), availQuantity: 0 }),
].join(',')}]`

const PROPERTIES = [
  {
    skuPropertyId: 14,
    skuPropertyValues: [{ propertyValueId: 20, propertyValueDisplayName: 'Blue' }],
  },
  {
    skuPropertyId: 200007763,
    skuPropertyValues: [
      {
        propertyValueIdLong: 201336106,
        propertyValueName: 'United States',
        skuPropertySendGoodsCountryCode: 'US',
      },
    ],
  },
]

const row = (toolCode: string, more: object) => ({
  acquirable: true,
  toolCode,
  startTime: 1767254400000,
  endTime: 1767513599000,
  ...more,
})

export const PANEL = {
  shopCoupon: [
    {
      promotionPanelDetailDTOList: [
        row('shopCoupon', {
          promotionDesc: 'MXN$34,77',
          promotionDetail: 'En compras de MXN$608,45 o más',
          attributes: { couponCode: 'MUGS35', codeScope: 'public' },
        }),
        row('shopCoupon', {
          promotionDesc: 'A little something',
          promotionDetail: 'Para todos',
          couponAssignParam: { couponMeta: '{"price":1250,"currency":"MXN"}' },
          attributes: { activityId: '77' },
        }),
      ],
    },
  ],
  storeDiscount: [
    {
      promotionPanelDetailDTOList: [
        row('fullPiece', {
          promotionDetailList: [
            'Compra 2 y llévate 3% dto.',
            'Compra 3 y llévate 5% dto.',
            'Compra 20 y llévate 10% dto.',
          ],
        }),
        row('fixedDiscount', {
          promotionDetailList: ['MXN$28,98 dto. en pedidos de más de MXN$2.926,74'],
          startTime: -1,
        }),
      ],
    },
  ],
  acrossStoreFixedDiscount: [
    {
      promotionPanelDetailDTOList: [row('across', { promotionDesc: '(15 off every 80, max 45)' })],
    },
  ],
}

const FREIGHT = [
  {
    bizData: {
      shipToCode: 'MX',
      shipFromCode: 'CN',
      shippingFee: 'charge',
      displayAmount: 51.98,
      displayCurrency: 'MXN',
      logisticsComposeThreshold: 'MXN$170,00',
      utParams: '{"shippingFee":"51.98","fCurrency":"MXN","fAmount":51.98}',
    },
  },
]

const CONFIG = '{"single":{"decimalPointChar":",","thousandsChar":"."}}'

/** 2023: components. */
export const COMPONENTS = `{
  "productInfoComponent": {"idStr":"${ITEM}","subject":"A mug","categoryPaths":"15/150"},
  "sellerComponent": {"storeNum":1100000001,"storeName":"Mugs","adminSeq":240000001},
  "currencyComponent": {"currencyCode":"MXN","baseCurrencyCode":"USD","currencyRate":17.1},
  "userComponent": {"currentTime":1767300000123,"userCountryCode":"MX","memberSeq":987654321},
  "itemStatusComponent": {"status":0},
  "promotionComponent": {"purchaseLimitNumMax":1},
  "priceComponent": {"skuPriceList":${SKUS},"skuBulkOrder":5,"skuBulkDiscount":2,
    "coinDiscountText":"Extra 4% off with coins","priceLocalConfig":${JSON.stringify(CONFIG)}},
  "skuComponent": {"productSKUPropertyList":${JSON.stringify(PROPERTIES)}},
  "webCouponInfoComponent": {"promotionPanelDTO":${JSON.stringify(PANEL)}},
  "webGeneralFreightCalculateComponent": {"originalLayoutResultList":${JSON.stringify(FREIGHT)}}
}`

/** 2021: modules, in a script of a page. */
export const MODULES = `<!doctype html><html><head><title>A mug</title>
<script>window.runParams = {};</script>
<script>
  window.runParams = {
    data: {"actionModule":{"productId":${ITEM}},"titleModule":{"subject":"A mug"},
      "storeModule":{"storeNum":1100000001,"storeName":"Mugs"},"webEnv":{"currency":"MXN","country":"MX"},
      "quantityModule":{"purchaseLimitNumMax":0},"priceModule":{"bulkOrder":5,"bulkDiscount":2},
      "skuModule":{"skuPriceList":${SKUS},"productSKUPropertyList":${JSON.stringify(PROPERTIES)}},
      "couponModule":{"webCouponInfo":{"promotionPanelDTO":${JSON.stringify(PANEL)}}},
      "shippingModule":{"generalFreightInfo":{"originalLayoutResultList":${JSON.stringify(FREIGHT)}}}},
    csrfToken: 'x{"}'
  };
</script></head><body>…</body></html>`

const NEW = (value: number, text: string) => ({ currency: 'USD', formatedAmount: text, value })

/** 2024: the page's own interface, as its script is called back. */
export const MTOP = `mtopjsonp1({"api":"mtop.pdp","ret":["SUCCESS::ok"],"data":{"result":{
  "GLOBAL_DATA":{"globalData":{"productId":${ITEM},"currencyCode":"USD","storeId":1100000001}},
  "PRODUCT_TITLE":{"text":"A mug"},
  "SKU":{"skuPaths":{"0":{"skuId":${RED},"skuIdStr":"${RED}","skuAttr":"14:10#Red","skuStock":7},
    "1":{"skuId":${BLUE},"skuIdStr":"${BLUE}","path":"14:20","skuStock":0}},
    "skuProperties":${JSON.stringify(PROPERTIES)}},
  "PRICE":{"skuPriceInfoMap":{
    "${RED}":${JSON.stringify({ originalPrice: NEW(10, '$10.00'), salePriceString: '$8.05' })},
    "${BLUE}":${JSON.stringify({ originalPrice: NEW(12.5, '$12.50'), warmUpPrice: NEW(1, '$1.00') })}}},
  "SHIPPING":{"originalLayoutResultList":[{"bizData":{"shippingFee":"charge","displayAmount":"$1.99",
    "displayCurrency":"USD","shipToCode":"US"}}]}}}})`
