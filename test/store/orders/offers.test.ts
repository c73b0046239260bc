import { describe, expect, it } from 'vitest'
import { isRefused } from '../../../src/core/base/faults.ts'
import { gaugesOf } from '../claims/gauges.ts'
import {
  begin,
  beginning,
  claim,
  claimsOf,
  did,
  expectWhole,
  forAll,
  lampCoupon,
  statesOf,
  told,
} from './acts.ts'
import { buy, DAY, freshShop, HOUR, MINUTE, PROMISES, pay, yearCart } from './shop.ts'

const shop = await freshShop()
const { orders, time, store } = shop
const limited = { limits: { uses: 30, budget: 6_000 } } as const
await shop.issue(
  lampCoupon('five', limited),
  lampCoupon('returns', { returnsWhenFullyCancelled: true }),
  forAll('three', { limits: { uses: 100, budget: 30_000 } }),
)

const bought = async (buyer: string, coupon = 'five') => {
  await claim(shop, buyer, coupon)
  const { checkout } = await buy(shop, { buyer, cart: yearCart() })
  const [first, second] = [`${checkout}-1`, `${checkout}-2`]
  return { buyer, checkout, lamps: { buyer, order: first }, pots: { buyer, order: second } }
}

const ASK = { event: 'request-cancel', by: 'buyer', reason: 'found it elsewhere' } as const
const APPROVE = { event: 'approve', by: 'seller' } as const
const CANCEL = { event: 'cancel', by: 'buyer' } as const

async function given(offer: string): Promise<readonly (number | undefined)[]> {
  const { uses, budget } = await gaugesOf(store, offer)
  return [uses?.given, budget?.given]
}

/** How much was given of the limited offers beside what was given before. */
async function givenBy(act: () => Promise<unknown>) {
  const before = [await given('five'), await given('three')]
  await act()
  const after = [await given('five'), await given('three')]
  return after.map((of, at) => of.map((now, what) => (now ?? 0) - (before[at]?.[what] ?? 0)))
}

describe('the offers of a checkout', () => {
  it('are reserved when it is placed, and used when it is paid (tc.5, tc.7)', async () => {
    const uses = await givenBy(() => bought('anna'))
    expect(uses).toEqual([
      [1, 500],
      [1, 300],
    ])
    expect(await claimsOf(shop, 'anna')).toEqual({ five: 'reserved', three: 'reserved' })
    const checkout = orders.checkoutId({ buyer: 'anna', key: 'key of anna' })
    expect(await givenBy(() => pay(shop, 'anna', checkout))).toEqual([
      [0, 0],
      [0, 0],
    ])
    expect(await claimsOf(shop, 'anna')).toEqual({ five: 'used', three: 'used' })
    await expectWhole(shop)
  })

  it('are free again with the last of the orders that they lower, before it is paid (D-12)', async () => {
    const of = await bought('bert')
    await did(shop, of.lamps, CANCEL)
    expect(await claimsOf(shop, 'bert')).toEqual({ five: 'claimed', three: 'reserved' })
    const uses = await givenBy(() => did(shop, of.pots, CANCEL))
    expect(await claimsOf(shop, 'bert')).toEqual({ five: 'claimed', three: 'returned' })
    expect(uses).toEqual([
      [0, 0],
      [-1, -300],
    ])
    expect(await beginning(shop, of)).toMatchObject({ refusal: { refusal: 'order-cancelled' } })
  })

  it('that are not paid for in time are free again, whoever looks (pol.unpaid)', async () => {
    time.pass(10 * DAY)
    await orders.sweep()
    const of = await bought('carl')
    time.pass(21 * DAY)
    const uses = await givenBy(() => orders.sweep())
    expect(uses).toEqual([
      [0, -500],
      [-1, -300],
    ])
    expect(await claimsOf(shop, 'carl')).toEqual({ five: 'claimed', three: 'returned' })
    expect(await statesOf(shop, of)).toEqual(['cancelled', 'cancelled'])
  })

  it.each([
    ['five', 'forfeited', 'forfeited'],
    ['returns', 'claimed', 'claimed'],
  ])(
    'of a paid one come back with the whole where their terms say so: %s (D-12, tc.8)',
    async (coupon, lamp) => {
      const of = await bought(`dora with ${coupon}`, coupon)
      await pay(shop, of.buyer, of.checkout)
      await did(shop, of.lamps, ASK)
      await did(shop, of.lamps, APPROVE)
      expect(await claimsOf(shop, of.buyer)).toEqual({ [coupon]: lamp, three: 'used' })
      await did(shop, of.pots, ASK)
      time.pass(48 * HOUR)
      await orders.sweep()
      expect(await claimsOf(shop, of.buyer)).toEqual({ [coupon]: lamp, three: 'forfeited' })
      expect(await statesOf(shop, of)).toEqual(['cancelled', 'cancelled'])
      await expectWhole(shop)
    },
  )

  it('stay used while another order of theirs goes on (D-12)', async () => {
    const of = await bought('emma')
    await pay(shop, of.buyer, of.checkout)
    await did(shop, of.pots, { event: 'ship', by: 'seller', tracking: 'RB1' })
    time.pass(10 * DAY)
    await orders.sweep()
    expect(await statesOf(shop, of)).toEqual(['cancelled', 'awaiting-delivery'])
    expect(await claimsOf(shop, of.buyer)).toEqual({ five: 'forfeited', three: 'used' })
  })

  it('taken elsewhere after a failed payment are refused by name, and the order stays (cp.9)', async () => {
    const of = await bought('fred')
    const { payment } = await begin(shop, of)
    await told(shop, payment, { cause: 'insufficient-funds' })
    time.pass(30 * MINUTE)
    const other = await buy(shop, { buyer: 'fred', key: 'another', cart: yearCart() })
    expect(await beginning(shop, of)).toMatchObject({
      refusal: { refusal: 'in-another-order', clause: 'tc.4', offer: 'five' },
    })
    expect(await statesOf(shop, of)).toEqual(['unpaid', 'unpaid'])
    // The other one is cancelled: then this one can be paid.
    for (const { id } of other.orders) await did(shop, { buyer: 'fred', order: id }, CANCEL)
    await pay(shop, 'fred', of.checkout)
    expect(await claimsOf(shop, 'fred')).toEqual({ five: 'used', three: 'used' })
  })
})

describe('the offers of an order that has lapsed', () => {
  it('are free for the next, though no sweep came by (pol.unpaid, D-10)', async () => {
    const of = await bought('ines')
    time.pass(21 * DAY)
    const { orders: placed } = await buy(shop, { buyer: 'ines', key: 'next', cart: yearCart() })
    expect(placed.map(({ totalMinor }) => totalMinor).reduce((a, b) => a + b)).toBe(4_200)
    expect(await statesOf(shop, of)).toEqual(['cancelled', 'cancelled'])
  })

  it('are free for an older one whose payment failed, though no sweep came by (cp.9)', async () => {
    const of = await bought('jan')
    const { payment } = await begin(shop, of)
    time.pass(DAY - HOUR)
    await told(shop, payment, { cause: 'insufficient-funds' })
    time.pass(30 * MINUTE)
    // The other order is not paid for in time; this one was placed at the same time, and waits longer.
    const next = await buy(shop, { buyer: 'jan', key: 'next', cart: yearCart() })
    await store.pool.query(
      `update orders set
      document = replace(document, '"pay-by":' || (document::json -> 'clocks' ->> 'pay-by'),
        '"pay-by":' || $2), due_at = to_timestamp($2::float8 / 1000)
      where checkout_id = $1`,
      [next.checkout, String(time.now.getTime() + HOUR)],
    )
    time.pass(2 * HOUR)
    await begin(shop, of)
    expect(await statesOf(shop, { buyer: 'jan', checkout: next.checkout })).toEqual([
      ...['cancelled', 'cancelled'],
    ])
  })
})

describe('an offer of which somebody takes the last', () => {
  it('between the price and the placing is told with the new price, and nothing is bought (tc.22)', async () => {
    await shop.issue(forAll('last', { limits: { uses: 1 } }))
    const asked = { cart: yearCart(), promises: PROMISES, at: time.now }
    const priced = await orders.price({ ...asked, buyer: 'gina' })
    if (isRefused(priced)) throw new Error('refused')
    expect(priced.quote.applied.map(({ offer }) => offer)).toEqual(['last', 'three'])
    await buy(shop, { buyer: 'hans', cart: yearCart() })
    const accepted = { hash: priced.hash, totalMinor: priced.quote.totals.total }
    const answer = await orders.checkout({ ...asked, buyer: 'gina', checkout: 'cg', accepted })
    expect(answer).toMatchObject({
      priceChanged: { accepted, quote: { totals: { total: accepted.totalMinor + 300 } } },
    })
    expect(await orders.ordersOf({ buyer: 'gina', checkout: 'cg' })).toEqual([])
    expect(await claimsOf(shop, 'gina')).toEqual({})
  })

  it('is placed once, however many ask at once (fg.reject)', async () => {
    await shop.issue(forAll('rare', { limits: { uses: 7 } }))
    const asked = { cart: yearCart(), promises: PROMISES, at: time.now }
    const buyers = Array.from({ length: 40 }, (_, n) => `many ${n}`)
    const priced = await Promise.all(buyers.map((buyer) => orders.price({ ...asked, buyer })))
    const desks = [orders, shop.another()]
    const answers = await Promise.all(
      buyers.map((buyer, at) => {
        const one = priced[at] as Exclude<(typeof priced)[number], { refused: unknown }>
        const accepted = { hash: one.hash, totalMinor: one.quote.totals.total }
        const desk = desks[at % 2] as typeof orders
        return desk.checkout({ ...asked, buyer, checkout: `cm${at}`, accepted })
      }),
    )
    expect(answers.filter((answer) => 'orders' in answer)).toHaveLength(7)
    expect(answers.filter((answer) => 'priceChanged' in answer)).toHaveLength(33)
    expect((await gaugesOf(store, 'rare')).uses).toEqual({ given: 7, left: 0 })
  })

  it('while a payment is tried again is refused by name, and the order stays (cp.9, fg.reject)', async () => {
    await shop.issue(forAll('scarce', { limits: { budget: 300 } }))
    const { checkout } = await buy(shop, { buyer: 'karl', cart: yearCart() })
    const of = { buyer: 'karl', checkout }
    const { payment } = await begin(shop, of)
    await told(shop, payment, { cause: 'limit-exceeded' })
    // A quote may know for up to a second of what was given out before.
    await shop.book.left.read([...(await shop.book.offers(['scarce'])).values()])
    await buy(shop, { buyer: 'lena', cart: yearCart() })
    expect(await claimsOf(shop, 'lena')).toMatchObject({ scarce: 'reserved' })
    time.pass(30 * MINUTE)
    expect(await beginning(shop, of)).toMatchObject({
      refusal: { refusal: 'budget-spent', offer: 'scarce' },
    })
    expect(await statesOf(shop, of)).toEqual(['unpaid', 'unpaid'])
  })
})
