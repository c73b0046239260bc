import type { Input } from '../../src/core/pricing/input.ts'

/**
 * A cart whose cheapest split nobody proves within minutes: dozens of lines of odd prices, codes with
 * odd minimums, coupons of five shops, a fee and a tax on everything. The same one each time.
 */
export function hardCart(): Input {
  const draw = drawsOf(12_345)
  const shops = [0, 1, 2, 3, 4]
  return {
    terms: 'aliexpress-2026',
    at: '2026-05-06T18:00:00Z',
    currency: 'USD',
    buyer: { id: 'b1', country: 'US' },
    stores: Object.fromEntries(shops.map((shop) => [`s${shop}`, { seller: `m${shop}` }])),
    lines: Array.from({ length: 60 }, (_, at) => ({
      id: `l${at}`,
      listing: `Thing ${at}`,
      sku: `S${at}`,
      store: `s${draw(5)}`,
      unitPrice: 300 + draw(4_000),
      quantity: 1 + draw(3),
      taxRate: 8.25,
    })),
    shipping: shops.map((shop) => ({
      seller: `m${shop}`,
      method: 'standard',
      fee: 100 + draw(400),
    })),
    offers: Array.from({ length: 40 }, (_, at) =>
      at % 2 === 0 ? code(at, draw) : coupon(at, draw),
    ),
  }
}

type Draw = (below: number) => number

function code(at: number, draw: Draw): NonNullable<Input['offers']>[number] {
  return {
    id: `c${at}`,
    kind: 'code',
    funder: 'platform',
    benefit: { off: 200 + draw(2_000) },
    minimum: { spend: 2_000 + draw(20_000) },
    code: `CODE${at}`,
  }
}

function coupon(at: number, draw: Draw): NonNullable<Input['offers']>[number] {
  return {
    id: `c${at}`,
    kind: 'store-coupon',
    funder: `store:s${draw(5)}`,
    claimed: true,
    benefit: { percent: 3 + draw(10), cap: 500 + draw(500) },
    minimum: { spend: 1_000 + draw(8_000) },
  }
}

/** Numbers that look drawn, and are the same each time (a linear congruential generator). */
function drawsOf(seed: number): Draw {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor(state / 2 ** 16) % below
  }
}
