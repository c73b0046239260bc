/**
 * A cart with so many offers of overlapping scopes that no search is done with it soon. Always the
 * same for the same numbers.
 */
export function hardCart(lines: number, offers: number) {
  const below = draws()
  const rows = <T>(count: number, row: (at: number) => T) =>
    Array.from({ length: count }, (_, at) => row(at))
  const stores = rows(8, (at) => [`s${at}`, { seller: `m${at}` }] as const)
  return {
    terms: 'aliexpress-2018-10',
    at: '2018-11-11T08:00:00Z',
    currency: 'USD',
    buyer: { id: 'b1' },
    stores: Object.fromEntries(stores),
    lines: rows(lines, (at) => ({
      ...{ id: `l${at}`, listing: `L${at}`, sku: `L${at}`, store: `s${below(8)}` },
      ...{ unitPrice: 500 + below(5_000), quantity: 1 + below(3), category: [`c${below(4)}`] },
    })),
    offers: rows(offers, (at) => ({
      ...{ id: `o${at}`, kind: KINDS[below(4)], funder: 'platform', claimed: true },
      benefit: below(2)
        ? { off: 100 + below(900) }
        : { percent: 3 + below(20), cap: 300 + below(3_000) },
      minimum: { spend: 1_000 + below(12_000) },
      scope: { categories: [[`c${below(4)}`], [`c${below(4)}`]] },
    })),
  }
}

const KINDS = ['store-discount', 'platform-coupon', 'platform-discount', 'store-coupon'] as const

/** Numbers below a bound, in an order that looks like chance. */
function draws(): (bound: number) => number {
  let state = 12_345
  return (bound) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % bound
  }
}
