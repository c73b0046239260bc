/** A campaign as an example of the API. */
export const exampleCampaign = {
  id: 'may-2026',
  title: 'May Sale 2026',
  terms: 'aliexpress-2026',
  starts: '2026-05-01T00:00:00-07:00',
  ends: '2026-06-01T00:00:00-07:00',
} as const

/** An offer of it: five off fifty, a thousand of them, one for each buyer. */
export const exampleIssuedOffer = {
  id: 'may-5-off-50',
  campaign: 'may-2026',
  title: '5 off 50',
  obtain: 'centre',
  offer: {
    kind: 'platform-select',
    funder: 'platform',
    currency: 'USD',
    benefit: { off: 500 },
    minimum: { spend: 5000 },
    from: '2026-05-01T00:00:00-07:00',
    until: '2026-06-01T00:00:00-07:00',
  },
  validDays: 7,
  limits: { uses: 1000, perBuyer: 1 },
} as const

/** A cart of the sample marketplace. */
export const exampleCart = {
  terms: 'aliexpress-2026',
  currency: 'USD',
  stores: { 'hair-lab': { seller: 'lumen' } },
  lines: [
    {
      id: 'curling-iron',
      listing: '3256808094740013',
      sku: '3256808094740013-1',
      store: 'hair-lab',
      category: ['beauty', 'hair-styling'],
      unitPrice: 3150,
      quantity: 2,
    },
  ],
  shipping: [{ seller: 'lumen', method: 'standard', fee: 399 }],
} as const
