/** A small cart whose amounts can be checked by hand, and variations of it. */
export const CART = {
  terms: 'aliexpress-2020-03',
  at: '2020-11-11T08:00:00Z',
  currency: 'USD',
  buyer: { id: 'b1' },
  stores: { s1: { seller: 'm1' } },
  lines: [
    { id: 'mug', listing: 'L1', sku: 'L1-1', store: 's1', unitPrice: 1999, quantity: 2 },
    { id: 'tea', listing: 'L2', sku: 'L2-1', store: 's1', unitPrice: 802 },
  ],
  shipping: [{ seller: 'm1', method: 'standard', fee: 299 }],
  offers: [
    {
      id: 'five-off',
      kind: 'store-coupon',
      funder: 'store:s1',
      claimed: true,
      benefit: { off: 500 },
    },
    {
      id: 'platform-ten',
      kind: 'platform-coupon',
      funder: 'platform',
      claimed: true,
      benefit: { off: 1000 },
    },
    {
      id: 'PROMO',
      kind: 'promo-code',
      funder: 'platform',
      minimum: { spend: 9900 },
      benefit: { percent: 10 },
      stacksWith: 'any',
    },
  ],
} as const

/** The same cart with other values in some of its fields. */
export function cart(changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...CART, ...changes }
}
