import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../../src/core/base/faults.ts'
import type { Order } from '../../src/core/orders/order.ts'
import { onlyOfSeller, type Placing, placeOrders } from '../../src/core/orders/place.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import { quote } from '../../src/core/pricing/quote.ts'
import { effort } from '../core/draws.ts'
import { inputs } from '../core/generator.ts'
import { cartOf, placingOf, RULES } from './scene.ts'

function ordersOf(placing: Placing): readonly Order[] {
  const placed = placeOrders(RULES, placing)
  if (isRefused(placed)) throw new Error(JSON.stringify(placed))
  return placed.orders
}

function faultsOf(placing: Placing): Record<string, string> {
  const placed = placeOrders(RULES, placing)
  if (!isRefused(placed)) return {}
  return Object.fromEntries(placed.refused.map(({ path, fault }) => [path, fault]))
}

const [a, b, c] = cartOf().lines as [Input['lines'][number], Input['lines'][number], never]

/** Two sellers, one of them with two stores, and two methods. */
const MIXED = cartOf({
  stores: { store: { seller: 'shop' }, second: { seller: 'shop' }, other: { seller: 'rival' } },
  lines: [
    a,
    { ...b, store: 'second' },
    { ...(c as typeof a), store: 'other' },
    { ...a, id: 'd', method: 'cainiao-super-economy' },
  ],
})

describe('the orders of an accepted quote', () => {
  it('are one a seller and shipping method (faq.combine)', () => {
    const orders = ordersOf(placingOf({ cart: MIXED }))
    expect(
      orders.map(({ id, quoted, seller, lines }) => [id, quoted, seller, lines.length]),
    ).toEqual([
      ['checkout-1', 'shop/AliExpress Standard Shipping', 'shop', 2],
      ['checkout-2', 'rival/AliExpress Standard Shipping', 'rival', 1],
      ['checkout-3', 'shop/cainiao-super-economy', 'shop', 1],
    ])
  })

  it('carry what their buyer pays, and who pays the rest (faq.pay, tc.8)', () => {
    const [order] = ordersOf(placingOf()) as [Order]
    expect(order).toMatchObject({
      state: 'unpaid',
      version: 1,
      buyer: 'ann',
      country: 'US',
      currency: 'USD',
      process: 'order-1',
      terms: ['aliexpress-2026'],
      offers: ['five'],
      totalMinor: 3799,
      shipping: { listMinor: 300, offMinor: 0, cashMinor: 300, offers: [] },
      promised: { shipDays: 7, deliveryDays: 30 },
    })
    expect(order.lines[1]).toEqual({
      ...{ id: 'b', listing: 'listing b', sku: 'sku b', quantity: 1 },
      ...{ listMinor: 2500, offMinor: 313, netMinor: 2187, taxMinor: 0, cashMinor: 2187 },
      offers: [{ offer: 'five', kind: 'platform-select', funder: 'platform', offMinor: 313 }],
      confirmed: null,
      money: 'unpaid',
    })
  })

  it('keep the process and the terms that they were placed under (tc.22)', () => {
    const placed = placeOrders(RULES, placingOf({ specialTerms: ['coronavirus-2020'] }))
    if (isRefused(placed)) throw new Error(JSON.stringify(placed))
    expect(placed.orders[0]?.terms).toEqual(['aliexpress-2026', 'coronavirus-2020'])
    expect(placed.steps).toMatchObject([
      { version: 1, event: 'place', by: 'buyer', from: 'new', to: 'unpaid', row: 0 },
    ])
    expect(placed.steps[0]?.effects).toEqual([{ effect: 'reserve-offers' }])
  })

  it('add up to the quote, of any cart', () => {
    fc.assert(
      fc.property(inputs(), (input) => {
        const quoted = quote(input)
        if (isRefused(quoted)) return
        const orders = ordersOf(placingOf({ cart: input }))
        const sum = (of: (order: Order) => number) => orders.reduce((all, one) => all + of(one), 0)
        expect(sum(({ totalMinor }) => totalMinor)).toBe(quoted.totals.total)
        const funded = new Map<string, number>()
        for (const { lines, shipping } of orders) {
          for (const { offers } of [...lines, shipping]) {
            for (const { funder, offMinor } of offers) {
              funded.set(funder, (funded.get(funder) ?? 0) + offMinor)
            }
          }
        }
        const given = Object.entries(quoted.funding).filter(([, off]) => off > 0)
        expect(Object.fromEntries(funded)).toEqual(Object.fromEntries(given))
        for (const { lines, shipping, totalMinor } of orders) {
          const cash = lines.reduce((all, { cashMinor }) => all + cashMinor, shipping.cashMinor)
          expect(cash).toBe(totalMinor)
        }
      }),
      effort(200),
    )
  })

  it('are plain documents: what is stored and read again is the same', () => {
    for (const order of ordersOf(placingOf({ cart: MIXED }))) {
      expect(JSON.parse(JSON.stringify(order))).toEqual(order)
    }
  })
})

describe('what cannot be placed is refused, with the place of each fault', () => {
  const placing = placingOf()
  const quoted = 'shop~1AliExpress Standard Shipping'

  it.each<[string, Placing, Record<string, string>]>([
    [
      'a quote of other lines',
      { ...placing, quote: { ...placing.quote, lines: placing.quote.lines.slice(1) } },
      { '/quote/lines': 'Are not the lines of the input.' },
    ],
    [
      'a promise that is missing',
      { ...placing, promises: {} },
      {
        [`/promises/${quoted}/shipDays`]: 'Must be a whole number of days from 1 to 365.',
        [`/promises/${quoted}/deliveryDays`]: 'Must be a whole number of days from 1 to 365.',
      },
    ],
    [
      'a total that its lines do not make',
      {
        ...placing,
        quote: {
          ...placing.quote,
          orders: placing.quote.orders.map((order) => ({ ...order, total: 1 })),
        },
      },
      { '/quote/orders/0/total': 'Its lines and shipping make 3799.' },
    ],
    [
      'terms that nobody knows',
      { ...placing, specialTerms: ['plague-1348'] },
      { '/specialTerms/0': 'The process knows no such terms. Known: coronavirus-2020.' },
    ],
    [
      'a checkout without a name',
      { ...placing, checkout: '' },
      {
        '/checkout': 'Must be a text of 1 to 120 characters without "/" and control characters.',
      },
    ],
    [
      'an input that no cart can be read from',
      { ...placing, input: { ...(placing.input as object), at: 'yesterday' } },
      {
        '/input/at':
          'Must be an RFC 3339 instant with an offset, for example 2026-06-24T12:00:00Z.',
      },
    ],
  ])('%s', (_, wrong, expected) => {
    expect(faultsOf(wrong)).toEqual(expected)
  })
})

describe('buy all from this seller (faq.combine)', () => {
  it('leaves the lines, stores and shipping of one seller', () => {
    const mine = onlyOfSeller(MIXED, 'shop')
    expect(mine?.lines.map(({ id }) => id)).toEqual(['a', 'b', 'd'])
    expect(Object.keys(mine?.stores ?? {})).toEqual(['store', 'second'])
    expect(mine?.shipping).toHaveLength(1)
    const theirs = onlyOfSeller(MIXED, 'rival')
    expect(theirs?.shipping).toEqual([])
    expect(isRefused(quote(theirs))).toBe(false)
    expect(onlyOfSeller(MIXED, 'nobody')).toBeNull()
  })
})
