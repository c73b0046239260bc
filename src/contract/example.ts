import { assert, isRefused } from '../core/base/faults.ts'
import type { Input } from '../core/pricing/input.ts'
import { quote } from '../core/pricing/quote.ts'
import type { PlanInput } from './plan-input.ts'

/** A small cart that shows most of a quote: one offer applied, one refused, shipping and funding. */
export const exampleInput: Input = {
  terms: 'aliexpress-2026',
  at: '2026-05-20T12:00:00Z',
  currency: 'USD',
  buyer: { id: 'buyer-1', country: 'US' },
  stores: { 'store-1': { seller: 'seller-1' } },
  lines: [
    {
      id: 'line-1',
      listing: '1005001',
      sku: '1005001-blue',
      store: 'store-1',
      unitPrice: 1999,
      quantity: 2,
    },
    { id: 'line-2', listing: '1005002', sku: '1005002', store: 'store-1', unitPrice: 850 },
  ],
  shipping: [{ seller: 'seller-1', method: 'standard', fee: 299 }],
  offers: [
    {
      id: 'store-5-off-40',
      kind: 'store-coupon',
      funder: 'store:store-1',
      benefit: { off: 500 },
      minimum: { spend: 4000 },
      claimed: true,
    },
    {
      id: 'code-8-off-59',
      kind: 'code',
      funder: 'platform',
      benefit: { off: 800 },
      minimum: { spend: 5900 },
      code: 'MAY08',
    },
  ],
}

/** What the example is answered with. */
export function exampleQuote() {
  const answer = quote(exampleInput)
  assert(!isRefused(answer), 'the example is a good input')
  return answer
}

/** One piece of the first line of the example comes back. */
export function exampleRefund() {
  return {
    input: exampleInput,
    quote: exampleQuote(),
    before: [],
    now: [{ line: 'line-1', quantity: 1 }],
    reason: 'return',
  }
}

const code = (id: string, spend: number, off: number) => ({
  ...{ id, code: id, kind: 'code', funder: 'platform' },
  ...{ benefit: { off }, minimum: { spend } },
})

/** One code an order, and two of them fit: paid in two checkouts, both do. */
export const examplePlanInput: PlanInput = {
  terms: 'aliexpress-2026',
  at: '2026-05-20T12:00:00Z',
  currency: 'USD',
  buyer: { id: 'buyer-1', country: 'US' },
  stores: { 'store-1': { seller: 'seller-1' }, 'store-2': { seller: 'seller-2' } },
  lines: [
    { id: 'lamp', listing: '1005001', sku: '1005001', store: 'store-1', unitPrice: 5900 },
    {
      id: 'mug',
      listing: '1005002',
      sku: '1005002',
      store: 'store-2',
      unitPrice: 1300,
      quantity: 3,
    },
  ],
  offers: [code('MAY05', 3900, 500), code('MAY08', 5900, 800)],
  maxCheckouts: 2,
}
