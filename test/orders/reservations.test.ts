import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Order } from '../../src/core/orders/order.ts'
import type { OrderEffect } from '../../src/core/orders/order-effects.ts'
import { reservationActs, reservationsOf } from '../../src/core/orders/reservations.ts'

const applied = (offer: string, off: number) => ({ offer, off }) as never

/** Orders of a checkout by what lowers them: `1: a b, 2: b`. */
function placed(offers: Readonly<Record<string, readonly string[]>>) {
  return Object.entries(offers).map(([id, lowered]) => ({ id, offers: lowered }))
}

describe('what the orders of a checkout reserve', () => {
  it.each([
    ['nothing', [], { one: [] }, []],
    ['an offer of one order', [['a', 5]], { one: ['a'] }, [[['one'], ['a 5']]]],
    [
      'offers of the same orders together',
      [
        ['a', 5],
        ['b', 7],
      ],
      { one: ['a', 'b'] },
      [[['one'], ['a 5', 'b 7']]],
    ],
    [
      'an offer over several orders beside one of a single order (cp.6)',
      [
        ['a', 5],
        ['b', 7],
        ['c', 9],
      ],
      { one: ['a', 'b'], two: ['b', 'c'] },
      [
        [['one'], ['a 5']],
        [['one', 'two'], ['b 7']],
        [['two'], ['c 9']],
      ],
    ],
    ['nothing of an offer that lowers no order', [['a', 0]], { one: [] }, []],
  ] as const)('is %s', (_, offs, offers, expected) => {
    const quote = { applied: offs.map(([offer, off]) => applied(offer, off)) }
    const found = reservationsOf(quote, placed(offers))
    const told = found.map((one) => [
      one.orders,
      one.offers.map(({ offer, amountMinor }) => `${offer} ${amountMinor}`),
    ])
    expect(told).toEqual(expected)
  })
})

const BOTH = { offers: [{ offer: 'b', amountMinor: 7 }], orders: ['one', 'two'] }
const FIRST = { offers: [{ offer: 'a', amountMinor: 5 }], orders: ['one'] }

type Happening = readonly [order: string, effect: OrderEffect['effect'], at?: number]

function actsOf(states: Record<string, Order['state']>, happened: readonly Happening[]): string[] {
  const orders = new Map(Object.entries(states).map(([id, state]) => [id, { state }]))
  const steps = happened.map(([order, effect, effective = 0]) => {
    return [order, { effective, effects: [{ effect } as OrderEffect] }] as const
  })
  return reservationActs([FIRST, BOTH], orders, steps).map(
    ({ act, reservation }) => `${act} ${reservation}`,
  )
}

describe('what steps do to reservations', () => {
  const PAID = { one: 'awaiting-shipment', two: 'awaiting-shipment' } as const
  it.each([
    [
      'each is used once, though both orders use it',
      PAID,
      [
        ['one', 'use-offers'],
        ['two', 'use-offers'],
      ],
      ['use 0', 'use 1'],
    ],
    [
      'what one order uses alone is set free with it, what both use is not (D-12)',
      { one: 'cancelled', two: 'unpaid' },
      [['one', 'release-offers']],
      ['release 0'],
    ],
    [
      'with the last of its orders it is (D-12)',
      { one: 'cancelled', two: 'cancelled' },
      [['two', 'release-offers']],
      ['release 1'],
    ],
    [
      'a paid one comes back with the last of its orders too (D-12)',
      { one: 'cancelled', two: 'cancelled' },
      [['two', 'return-offers']],
      ['cancel 1'],
    ],
    [
      'and not while an order goes on',
      { one: 'cancelled', two: 'completed' },
      [['one', 'return-offers']],
      ['cancel 0'],
    ],
    [
      'a failed payment of both blocks each once (cp.9)',
      { one: 'unpaid', two: 'unpaid' },
      [
        ['one', 'hold-offers'],
        ['two', 'hold-offers'],
      ],
      ['hold 0', 'hold 1'],
    ],
    [
      'silence, and a payment after it, come in their order (cp.9)',
      { one: 'verifying', two: 'verifying' },
      [
        ['one', 'hold-offers', 1],
        ['two', 'hold-offers', 1],
        ['one', 'reserve-offers', 2],
        ['two', 'reserve-offers', 2],
      ],
      ['hold 0', 'hold 1', 'reserve 0', 'reserve 1'],
    ],
    [
      'though the orders are brought up one after the other',
      { one: 'verifying', two: 'verifying' },
      [
        ['one', 'hold-offers', 1],
        ['one', 'reserve-offers', 2],
        ['two', 'hold-offers', 1],
        ['two', 'reserve-offers', 2],
      ],
      ['hold 0', 'hold 1', 'reserve 0', 'reserve 1'],
    ],
    [
      'other effects move no offer',
      PAID,
      [
        ['one', 'escrow-in'],
        ['one', 'tell'],
      ],
      [],
    ],
  ] as const)('%s', (_, states, happened, expected) => {
    expect(actsOf(states, happened)).toEqual(expected)
  })

  it('sets free exactly once, in whatever order the orders end (D-12)', () => {
    const ids = ['1', '2', '3', '4']
    const lowered = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 })
    const order = fc.shuffledSubarray(ids, { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(lowered, order, (orders, ending) => {
        const reservations = [{ offers: [{ offer: 'a', amountMinor: 1 }], orders }]
        const states = new Map<string, { state: Order['state'] }>(
          ids.map((id) => [id, { state: 'unpaid' }]),
        )
        const acts = ending.flatMap((id) => {
          states.set(id, { state: 'cancelled' })
          const step = { effective: 0, effects: [{ effect: 'release-offers' } as const] }
          return reservationActs(reservations, states, [[id, step]]).map(({ act }) => [id, act])
        })
        const last = ending.findLast((id) => orders.includes(id))
        expect(acts).toEqual([[last, 'release']])
      }),
    )
  })
})
