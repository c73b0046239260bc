import { describe, expect, it } from 'vitest'
import { PAYMENT_CAUSES } from '../../../src/core/orders/payment-causes.ts'
import { paymentsOfCheckout } from '../../../src/shell/store/orders/reading.ts'
import { shardOf } from '../../../src/shell/store/shards.ts'
import { cart, line } from '../book/desk.ts'
import {
  begin,
  beginning,
  claim,
  claimsOf,
  did,
  expectWhole,
  lampCoupon,
  statesOf,
  told,
} from './acts.ts'
import { buy, buyAndPay, DAY, freshShop, HOUR, MINUTE, pay, yearCart } from './shop.ts'

const shop = await freshShop()
const { orders, time, store } = shop
await shop.issue(lampCoupon('five'))

/** Buys the test cart with the coupon of lamps. */
async function buyWithCoupon(buyer: string) {
  await claim(shop, buyer, 'five')
  const placed = await buy(shop, { buyer, cart: yearCart() })
  expect(placed.orders.map(({ totalMinor }) => totalMinor)).toEqual([2500, 2000])
  return { buyer, checkout: placed.checkout, order: `${placed.checkout}-1` }
}

const states = (buyer: string, checkout: string) =>
  paymentsOfCheckout(store, { shard: shardOf(buyer, store.shards), checkout }).then((rows) =>
    rows.map(({ state, cause }) => (cause ? `${state}: ${cause}` : state)),
  )

describe('a payment that fails', () => {
  it.each(PAYMENT_CAUSES.map(({ cause }) => cause))(
    'for %s blocks its offers for 30 minutes, and then another is made (faq.payfail, cp.9)',
    async (cause) => {
      const of = await buyWithCoupon(`fails for ${cause}`)
      const { payment } = await begin(shop, of)
      expect(await claimsOf(shop, of.buyer)).toEqual({ five: 'reserved' })
      expect(await told(shop, payment, { cause })).toBe('failed')
      expect(await statesOf(shop, of)).toEqual(['unpaid', 'unpaid'])
      expect(await claimsOf(shop, of.buyer)).toEqual({ five: 'claimed' })
      const from = new Date(time.now.getTime() + 30 * MINUTE).toISOString()
      time.pass(30 * MINUTE - 1)
      expect(await beginning(shop, of)).toMatchObject({ refusal: { refusal: 'offers-held', from } })
      time.pass(1)
      const again = await begin(shop, of)
      expect(again.payment.attempt).not.toBe(payment.attempt)
      expect(await claimsOf(shop, of.buyer)).toEqual({ five: 'reserved' })
      expect(await told(shop, again.payment)).toBe('verified')
      expect(await claimsOf(shop, of.buyer)).toEqual({ five: 'used' })
      expect(await statesOf(shop, of)).toEqual(['awaiting-shipment', 'awaiting-shipment'])
      expect(await states(of.buyer, of.checkout)).toEqual([`failed: ${cause}`, 'verified'])
      await expectWhole(shop)
    },
  )

  it('by silence of 24 hours has failed at their end, whenever it is seen (cp.9, D-10)', async () => {
    const of = await buyWithCoupon('silent')
    const { payment } = await begin(shop, of)
    const began = time.now.getTime()
    // Nobody looks before the block is over: another payment is possible at once.
    time.pass(24 * HOUR + 30 * MINUTE)
    const again = await begin(shop, of)
    const [first] = await orders.ordersOf(of)
    expect(first?.payments.map(({ result }) => result)).toEqual(['void', 'pending'])
    expect(first?.moments.failed).toBe(began + 24 * HOUR)
    expect(await claimsOf(shop, of.buyer)).toEqual({ five: 'reserved' })
    // The money of the first comes after all: nobody waits for it, and it goes back.
    expect(await told(shop, payment, { id: 'late' })).toBe('returned')
    expect(await told(shop, again.payment)).toBe('verified')
    expect(await states(of.buyer, of.checkout)).toEqual(['returned', 'verified'])
    await expectWhole(shop)
  })

  it('blocks its offers until 30 minutes after it failed, not after it was seen (cp.9)', async () => {
    const of = await buyWithCoupon('seen late')
    await begin(shop, of)
    time.pass(24 * HOUR + 20 * MINUTE)
    await orders.sweep()
    expect(await beginning(shop, of)).toMatchObject({ refusal: { refusal: 'offers-held' } })
    time.pass(10 * MINUTE)
    await begin(shop, of)
    expect(await claimsOf(shop, of.buyer)).toEqual({ five: 'reserved' })
  })

  it('that the provider reports twice, or another way later, counts once (faq.payfail)', async () => {
    const of = await buyWithCoupon('repeated')
    const { payment } = await begin(shop, of)
    const cause = 'insufficient-funds'
    expect(await told(shop, payment, { id: 'a', cause })).toBe('failed')
    expect(await told(shop, payment, { id: 'a', cause })).toBe('known')
    expect(await told(shop, payment, { id: 'b', cause })).toBe('nothing')
    expect(await told(shop, payment, { id: 'c' })).toBe('returned')
    expect(await told(shop, payment, { id: 'd' })).toBe('nothing')
    expect(await statesOf(shop, of)).toEqual(['unpaid', 'unpaid'])
  })
})

describe('a payment', () => {
  it('reported twice at once, and by several events, is taken once (faq.escrow)', async () => {
    const { checkout } = await buy(shop, { buyer: 'twice' })
    const { payment } = await begin(shop, { buyer: 'twice', checkout })
    const events = ['one', 'one', 'two', 'two', 'one', 'three']
    const outcomes = await Promise.all(events.map((id) => told(shop, payment, { id })))
    expect(outcomes.toSorted()).toEqual([
      ...['known', 'known', 'known'],
      ...['nothing', 'nothing', 'verified'],
    ])
    expect(await states('twice', checkout)).toEqual(['verified'])
    await expectWhole(shop)
  })

  it('of another amount goes back, and can be tried again (faq.payfail)', async () => {
    const { checkout } = await buy(shop, { buyer: 'short' })
    const of = { buyer: 'short', checkout }
    const { payment } = await begin(shop, of)
    const outcome = await told(shop, payment, { amountMinor: payment.amountMinor - 1 })
    expect(outcome).toBe('wrong-amount')
    expect(await states('short', checkout)).toEqual(['returned: verification-failed'])
    expect(await statesOf(shop, of)).toEqual(['unpaid', 'unpaid'])
    await pay(shop, 'short', checkout)
    expect(await statesOf(shop, of)).toEqual(['awaiting-shipment', 'awaiting-shipment'])
  })

  it('that comes when the order is cancelled goes back (faq.escrow)', async () => {
    const { checkout } = await buy(shop, { buyer: 'gone' })
    const { payment } = await begin(shop, { buyer: 'gone', checkout })
    await told(shop, payment, { cause: 'limit-exceeded' })
    time.pass(30 * DAY)
    expect(await told(shop, payment, { id: 'late' })).toBe('returned')
    expect(await statesOf(shop, { buyer: 'gone', checkout })).toEqual(['cancelled', 'cancelled'])
    await expectWhole(shop)
  })

  it('of a number that we never gave is not ours', async () => {
    const payment = { attempt: 'c0-p1', checkout: 'c0', amountMinor: 1, currency: 'USD' }
    expect(await told(shop, { ...payment, buyer: 'x', provider: 'test', returnUrl: '' })).toBe(null)
    const { checkout } = await buy(shop, { buyer: 'other provider' })
    const begun = await begin(shop, { buyer: 'other provider', checkout })
    const answer = await orders.report({
      ...{ kind: 'verified', provider: 'another', id: 'e', attempt: begun.payment.attempt },
      ...{ amountMinor: begun.payment.amountMinor, currency: 'USD' },
    })
    expect(answer).toBe(null)
  })

  it('is not needed where there is nothing to pay (faq.pay)', async () => {
    await shop.issue(lampCoupon('free', { offer: { benefit: FREE } }))
    await claim(shop, 'lucky', 'free')
    const lamp = line('lamp', 'lamps', 3000, ['light'])
    const bought = cart({ terms: 'aliexpress-2020-03', lines: [lamp], stores: LAMPS })
    const { checkout, orders: placed } = await buy(shop, { buyer: 'lucky', cart: bought })
    expect(placed[0]?.totalMinor).toBe(0)
    const of = { buyer: 'lucky', checkout }
    const begun = await begin(shop, of)
    expect(begun).toMatchObject({ isPaid: true, payment: { amountMinor: 0 } })
    expect(await statesOf(shop, of)).toEqual(['awaiting-shipment'])
    expect(await claimsOf(shop, 'lucky')).toEqual({ free: 'used' })
    await did(shop, { ...of, order: `${checkout}-1` }, SHIP)
    time.pass(90 * DAY)
    await orders.sweep()
    expect(await statesOf(shop, of)).toEqual(['closed'])
    await expectWhole(shop)
  })

  it('that the provider pays back by itself is not refunded again (bp.d.paypal, bp.ship-by)', async () => {
    const { checkout } = await buyAndPay(shop, 'claims at the provider')
    const of = { buyer: 'claims at the provider', checkout }
    const report = { provider: 'test', attempt: `${checkout}-p1`, currency: 'USD' }
    const claimed = { ...report, kind: 'reimbursed', claim: 'pp-1', amountMinor: 5000 } as const
    expect((await orders.report({ ...claimed, id: 'r1' }))?.outcome).toBe('reimbursed')
    expect((await orders.report({ ...claimed, id: 'r1' }))?.outcome).toBe('known')
    expect((await orders.report({ ...claimed, id: 'r2' }))?.outcome).toBe('reimbursed')
    await expectWhole(shop)
    time.pass(10 * DAY)
    await orders.sweep()
    expect(await statesOf(shop, of)).toEqual(['cancelled', 'cancelled'])
    await expectWhole(shop)
    const due = await store.db
      .selectFrom('order_money')
      .select(['due', 'returned'])
      .where('checkout_id', '=', checkout)
      .execute()
    expect(due.map(({ due }) => due)).toEqual([0, 0])
    expect(due.reduce((sum, { returned }) => sum + returned, 0)).toBe(5000)
  })
})

const FREE = { off: 3000 } as const
const LAMPS = { lamps: { seller: 'lumen' } } as const
const SHIP = { event: 'ship', by: 'seller', tracking: 'RB1' } as const
