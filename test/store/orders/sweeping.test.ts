import { expect, it } from 'vitest'
import { statesOf } from './acts.ts'
import { buy, buyAndPay, DAY, freshShop } from './shop.ts'

const shop = await freshShop()
const { orders, time, store } = shop

it('a sweep goes past orders whose books are broken, and tells of them (bp.ship-by)', async () => {
  const broken = await buyAndPay(shop, 'broken')
  const whole = await buyAndPay(shop, 'whole')
  const unpaid = await buy(shop, { buyer: 'unpaid' })
  // Their money is gone: nothing can be refunded of it.
  await store.pool.query('delete from order_money where checkout_id = $1', [broken.checkout])
  time.pass(30 * DAY)
  const small = shop.another({ sweepAtOnce: 1 })
  for (let times = 0; times < 2; times++) {
    await expect(small.sweep()).rejects.toThrow('could not be brought up to date')
  }
  const rows = await store.db.selectFrom('orders').select(['checkout_id', 'state']).execute()
  const states = (checkout: string) =>
    rows.filter(({ checkout_id }) => checkout_id === checkout).map(({ state }) => state)
  expect(states(whole.checkout)).toEqual(['cancelled', 'cancelled'])
  expect(states(unpaid.checkout)).toEqual(['cancelled', 'cancelled'])
  expect(states(broken.checkout)).toEqual(['awaiting-shipment', 'awaiting-shipment'])
  expect(await statesOf(shop, { buyer: 'whole', checkout: whole.checkout })).toHaveLength(2)
  await store.db.deleteFrom('orders').where('checkout_id', '=', broken.checkout).execute()
  expect(await orders.sweep()).toBe(0)
})
