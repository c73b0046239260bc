import { describe, expect, it, test } from 'vitest'
import type { Reading } from '../../src/core/tracker/observation.ts'
import { readRecorded } from '../../src/core/tracker/recorded.ts'
import { observed } from '../../src/core/tracker/stack.ts'

const PRODUCT = {
  product_id: 1005007000000001,
  product_title: 'A mug',
  product_main_image_url: 'https://ae01.alicdn.com/kf/a.jpg',
  original_price: '20.00',
  original_price_currency: 'CNY',
  sale_price: '10.00',
  sale_price_currency: 'CNY',
  target_original_price: '280.52',
  target_original_price_currency: 'BRL',
  target_sale_price: '251.99',
  target_sale_price_currency: 'BRL',
  target_app_sale_price: '249.99',
  target_app_sale_price_currency: 'BRL',
  shop_id: 1100000001,
  first_level_category_id: 15,
  promo_code_info: {
    promo_code: 'MUG28',
    code_value: 'Spend BRL 141.00, get BRL 28.19 off',
    code_mini_spend: '141.00',
    code_quantity: '77',
    code_availabletime_start: '2026-01-01 00:00:00',
    code_availabletime_end: '2026-02-01 00:00:00',
  },
}

const answer = (products: unknown, code = 200) =>
  JSON.stringify({
    aliexpress_affiliate_productdetail_get_response: {
      resp_result: { resp_code: code, resp_msg: 'x', result: { products } },
    },
  })

const HINTS = { at: '2026-01-15T00:00:00Z', shipTo: 'BR' }

describe('answers of the affiliate interface (fg.t.history)', () => {
  test.each([
    ['wrapped', { product: [PRODUCT] }],
    ['bare', [PRODUCT]],
    [
      'with the code as a text',
      [{ ...PRODUCT, promo_code_info: JSON.stringify(PRODUCT.promo_code_info) }],
    ],
  ])('%s', (_, products) => {
    const read = readRecorded(answer(products), HINTS)
    expect(read).toMatchObject({
      shape: 'affiliate',
      listings: [
        {
          listing: { id: '1005007000000001', title: 'A mug' },
          readings: [
            { currency: 'BRL', list: 28052, sale: 25199, surface: 'site', shipTo: 'BR', sku: null },
            { list: 25199 + 2853, sale: 24999, surface: 'app', conditions: ['app-only'] },
          ],
        },
      ],
    })
  })

  it('price the code into the stack', () => {
    const read = readRecorded(answer([PRODUCT]), HINTS)
    const [seen] = 'listings' in read ? (read.listings[0]?.readings ?? []) : []
    expect(seen?.layers).toMatchObject([
      {
        kind: 'code',
        offer: {
          code: 'MUG28',
          benefit: { off: 2819 },
          minimum: { spend: 14100 },
          from: '2026-01-01T08:00:00Z',
        },
      },
    ])
    expect(observed(seen as Reading)).toMatchObject({ total: 25199 - 2819 })
  })

  it('in another currency than was asked are another history', () => {
    const { target_sale_price: _, ...own } = PRODUCT
    expect(readRecorded(answer([own]), HINTS)).toMatchObject({
      listings: [{ readings: [{ currency: 'CNY', list: 2000, sale: 1000 }] }],
    })
  })

  test.each([
    ['405: no result, and not the end of a listing', answer(undefined, 405), 'not-found'],
    ['an empty list', answer({ product: [] }), 'not-found'],
    [
      'a refusal',
      '{"error_response":{"type":"ISV","code":"IncompleteSignature","msg":"bad"}}',
      'refused',
    ],
    ['no price', answer([{ product_id: 1005007000000001, product_title: 'x' }]), 'no-currency'],
    [
      'no delivery there',
      '{"aliexpress_affiliate_product_sku_detail_get_response":{"result":{"code":15,"sub_code":405}}}',
      'not-found',
    ],
  ])('%s', (_, text, none) => {
    expect(readRecorded(text, HINTS)).toMatchObject({ none })
  })

  it('tell every SKU where SKUs are asked for', () => {
    const sku = {
      sku_id: '12000040000000017',
      price_with_tax: '100.00',
      sale_price_with_tax: '80.00',
      currency: 'BRL',
      shipping_fees: '5.00',
      ship_from_country: 'BR',
      color: 'Red',
    }
    const text = JSON.stringify({
      aliexpress_affiliate_product_sku_detail_get_response: {
        result: {
          code: 200,
          result: {
            ae_item_info: { product_id: '1005007000000001', title: 'A mug' },
            ae_item_sku_info: { traffic_sku_info_list: [sku] },
          },
        },
      },
    })
    expect(readRecorded(text, HINTS)).toMatchObject({
      listings: [
        {
          listing: { variants: { '12000040000000017': 'Red' } },
          readings: [
            { list: 10000, sale: 8000, shipping: 500, warehouse: 'BR', pricesIncludeTax: true },
          ],
        },
      ],
    })
  })
})

describe('answers of the interface for resellers (fg.t.history)', () => {
  const sku = {
    sku_id: '12000040000000017',
    sku_price: '20.00',
    offer_sale_price: '10.00',
    offer_bulk_sale_price: '9.70',
    sku_bulk_order: 3,
    sku_available_stock: 4,
    currency_code: 'USD',
    ae_sku_property_dtos: { ae_sku_property_d_t_o: [{ sku_property_value: 'Red' }] },
  }
  const text = (rows: unknown, status = 'onSelling') =>
    JSON.stringify({
      aliexpress_ds_product_get_response: {
        result: {
          ae_item_base_info_dto: {
            product_id: 1005007000000001,
            subject: 'A mug',
            product_status_type: status,
          },
          ae_item_sku_info_dtos: rows,
          ae_store_info: { store_id: 1100000001, store_name: 'Mugs' },
          logistics_info_dto: { ship_to_country: 'US' },
        },
      },
    })

  test.each([[[sku]], [{ ae_item_sku_info_d_t_o: [sku] }]])('%o', (rows) => {
    expect(readRecorded(text(rows), HINTS)).toMatchObject({
      shape: 'dropship',
      listings: [
        {
          readings: [
            {
              sku: '12000040000000017',
              shipTo: 'US',
              list: 2000,
              sale: 1000,
              stock: 'in',
              layers: [
                {
                  kind: 'piece-ladder',
                  offer: { benefit: { tiers: [{ quantity: 3, percent: 3 }] } },
                },
              ],
            },
          ],
        },
      ],
    })
  })

  it('that is no longer sold is out of stock', () => {
    expect(readRecorded(text([sku], 'offline'), HINTS)).toMatchObject({
      listings: [{ readings: [{ stock: 'out' }] }],
    })
  })
})
