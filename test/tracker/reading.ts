import type { Reading } from '../../src/core/tracker/observation.ts'

/** A reading of one SKU, changed where a test asks for it. */
export function aReading(changed: Partial<Reading> = {}): Reading {
  const sale = changed.sale ?? 2000
  return {
    listing: '1005001234567890',
    sku: '12000036823357441',
    shipTo: 'US',
    currency: 'USD',
    surface: 'site',
    at: '2026-06-23T12:00:00Z',
    source: 'page',
    list: Math.max(sale, changed.list ?? sale),
    sale,
    stock: 'in',
    shipping: 0,
    conditions: [],
    layers: [],
    store: 's1',
    seller: 'm1',
    ...changed,
  }
}
