import { expect, it } from 'vitest'
import { isRefused } from '../../../src/core/base/faults.ts'
import type { OrderDesk } from '../../../src/shell/store/orders/order-desk.ts'
import { gaugesOf } from '../claims/gauges.ts'
import { giveCoins } from '../coins/purses.ts'
import { offer } from '../offers/marketplace.ts'
import { claim, expectWhole, forAll, lampCoupon } from './acts.ts'
import { allOf, type Death, dyingDesk } from './dying.ts'
import { DAY, freshShop, PROMISES, yearCart } from './shop.ts'

const shop = await freshShop()
const { orders, time, store } = shop
await shop.issue(
  lampCoupon('five', { limits: { uses: 10, budget: 5_000 } }),
  forAll('three', { limits: { uses: 10, budget: 3_000 } }),
  offer(
    { id: 'coins', campaign: 'year', obtain: 'automatic' },
    { kind: 'coins', coins: { required: 50 }, benefit: { off: 200 }, minimum: null },
  ),
)

/**
 * Does something by processes that die at its first statement, its second, and so on, until one lives
 * through it. How many statements there are.
 */
async function throughAllDeaths(
  when: Death['when'],
  act: (desk: OrderDesk) => Promise<unknown>,
): Promise<number> {
  const before = await allOf(store)
  for (let statement = 1; ; statement++) {
    const desk = dyingDesk(shop, { statement, when })
    const lived = await act(desk).then(
      () => true,
      () => false,
    )
    await desk.close()
    if (lived) return statement - 1
    // It was done before the answer came: asked again, nothing more happens.
    const now = await allOf(store)
    if (now !== before) {
      await act(orders)
      expect(await allOf(store)).toBe(now)
      return statement
    }
  }
}

it.each(['before', 'after'] as const)(
  'a process that dies %s any statement has done all of an act, or nothing (bp.ship-by, faq.escrow)',
  async (when) => {
    const buyer = `dies ${when}`
    const checkout = `c-${when}`
    await giveCoins(store, { buyer, coins: 80, at: time.now })
    await claim(shop, buyer, 'five')
    const asked = { cart: yearCart(), promises: PROMISES, buyer, checkout, at: time.now }
    const priced = await orders.price(asked)
    if (isRefused(priced)) throw new Error('refused')
    const accepted = { hash: priced.hash, totalMinor: priced.quote.totals.total }
    expect(priced.quote.applied).toHaveLength(3)
    const through = (act: (desk: OrderDesk) => Promise<unknown>) => throughAllDeaths(when, act)
    const statements = [await through((desk) => desk.checkout({ ...asked, accepted }))]
    const paying = { checkout, buyer, provider: 'test', returnUrl: 'http://localhost/' }
    statements.push(await through((desk) => desk.pay(paying)))
    const told = { provider: 'test', id: `ok ${when}`, attempt: `${checkout}-p1` }
    const paid = { ...told, kind: 'verified', amountMinor: accepted.totalMinor } as const
    statements.push(await through((desk) => desk.report({ ...paid, currency: 'USD' })))
    const ship = { event: 'ship', by: 'seller', tracking: 'RB1' } as const
    const act = { buyer, order: `${checkout}-2`, command: ship, key: 'ships' }
    statements.push(await through((desk) => desk.act(act)))
    time.pass(10 * DAY)
    statements.push(await through((desk) => desk.sweep()))
    const placed = await orders.ordersOf({ buyer, checkout })
    expect(placed.map(({ state }) => state)).toEqual(['cancelled', 'awaiting-delivery'])
    expect(Math.min(...statements)).toBeGreaterThan(4)
    await expectWhole(shop)
    const given = when === 'before' ? 1 : 2
    expect((await gaugesOf(store, 'five')).uses).toEqual({ given, left: 10 - given })
    expect((await gaugesOf(store, 'three')).uses).toEqual({ given, left: 10 - given })
  },
  120_000,
)
