import { describe, expect, it } from 'vitest'
import { buyerFacts } from '../../../src/shell/store/buyers.ts'
import { cart } from '../book/desk.ts'
import { buy, buyAndPay, DAY, freshShop, HOUR, PROMISES, pay } from './shop.ts'

describe('orders of a checkout', async () => {
  const shop = await freshShop()
  const { orders, time, store } = shop

  it('are placed at the accepted price, one a seller and method (faq.combine)', async () => {
    const { orders: placed, replayed } = await buy(shop, { buyer: 'anna' })
    expect(placed.map(({ quoted, state }) => [quoted, state])).toEqual([
      ['lumen/standard', 'unpaid'],
      ['terra/standard', 'unpaid'],
    ])
    expect(replayed).toBe(false)
  })

  it('are the same when they are placed again', async () => {
    const again = await buy(shop, { buyer: 'anna' })
    expect(again.replayed).toBe(true)
    expect(again.orders).toHaveLength(2)
  })

  it('are not placed at another price: the old and the new are told (tc.22)', async () => {
    const bought = { cart: cart(), buyer: 'bert', promises: PROMISES, checkout: 'cb' }
    const accepted = { hash: '00'.repeat(32), totalMinor: 4_900 }
    const answer = await orders.checkout({ ...bought, accepted })
    expect(answer).toMatchObject({
      priceChanged: { accepted, quote: { totals: { total: 5_000 } } },
    })
  })

  it('are paid together, shipped, confirmed line by line and closed', async () => {
    const { checkout } = await buyAndPay(shop, 'carl')
    const paid = await orders.ordersOf({ buyer: 'carl', checkout })
    expect(paid.map(({ state }) => state)).toEqual(['awaiting-shipment', 'awaiting-shipment'])
    const [first] = paid.map(({ id }) => id) as [string]
    time.pass(HOUR)
    const ship = { event: 'ship', by: 'seller', tracking: 'RB1' } as const
    expect(await orders.act({ buyer: 'carl', order: first, command: ship })).toMatchObject({
      order: { state: 'awaiting-delivery' },
    })
    time.pass(3 * DAY)
    const confirm = { event: 'confirm', by: 'buyer', lines: ['lamp'] } as const
    expect(await orders.act({ buyer: 'carl', order: first, command: confirm })).toMatchObject({
      order: { state: 'completed' },
    })
    time.pass(60 * DAY)
    await orders.sweep()
    const rows = await store.db.selectFrom('orders').select(['id', 'state']).execute()
    const states = Object.fromEntries(rows.map(({ id, state }) => [id, state]))
    expect(states).toMatchObject({ [first]: 'closed', [`${checkout}-2`]: 'cancelled' })
  })

  it('make their buyer an active one when they are paid, and not before (fg.types, tc.15.a)', async () => {
    const { checkout } = await buy(shop, { buyer: 'dora' })
    expect(await buyerFacts(store, 'dora')).toBeNull()
    await pay(shop, 'dora', checkout)
    expect(await buyerFacts(store, 'dora')).toMatchObject({ ordersPlaced: 2 })
  })
})
