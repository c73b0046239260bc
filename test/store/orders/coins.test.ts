import { describe, expect, it } from 'vitest'
import { isRefused } from '../../../src/core/base/faults.ts'
import { coinsHeld } from '../../../src/shell/store/coins/wallet.ts'
import { giveCoins, trialOf } from '../coins/purses.ts'
import { offer } from '../offers/marketplace.ts'
import { begin, did, expectWhole, statesOf, told } from './acts.ts'
import { buy, DAY, freshShop, HOUR, PROMISES, pay, yearCart } from './shop.ts'

const shop = await freshShop()
const { orders, time, store } = shop
await shop.issue(
  offer(
    { id: 'coins', campaign: 'year', obtain: 'automatic' },
    { kind: 'coins', coins: { required: 50 }, benefit: { off: 200 }, minimum: null },
  ),
)

async function boughtWithCoins(buyer: string) {
  await giveCoins(store, { buyer, coins: 80, at: time.now })
  const { checkout, orders: placed } = await buy(shop, { buyer, cart: yearCart() })
  expect(placed.reduce((sum, { totalMinor }) => sum + totalMinor, 0)).toBe(4_800)
  expect(await coinsOf(buyer)).toBe(30)
  const [first, second] = [`${checkout}-1`, `${checkout}-2`]
  return { buyer, checkout, lamps: { buyer, order: first }, pots: { buyer, order: second } }
}

const coinsOf = (buyer: string) => coinsHeld(store, buyer, time.now)

const CANCEL = { event: 'cancel', by: 'buyer' } as const
const ASK = { event: 'request-cancel', by: 'buyer', reason: 'found it elsewhere' } as const
const APPROVE = { event: 'approve', by: 'seller' } as const

async function cancelled(of: { readonly buyer: string; readonly order: string }) {
  await did(shop, of, ASK)
  await did(shop, of, APPROVE)
}

async function expectAllWhole() {
  await expectWhole(shop)
  expect((await trialOf(store)).faults).toEqual([])
}

describe('the coins of a checkout', () => {
  it('are put aside, and spent when it is paid (tc.18.a.i.1)', async () => {
    const of = await boughtWithCoins('anna')
    await pay(shop, of.buyer, of.checkout)
    expect(await coinsOf('anna')).toBe(30)
    await expectAllWhole()
  })

  it('come back with the last order that is cancelled before it is paid (tc.18.b)', async () => {
    const of = await boughtWithCoins('bert')
    await did(shop, of.lamps, CANCEL)
    expect(await coinsOf('bert')).toBe(30)
    await did(shop, of.pots, CANCEL)
    expect(await coinsOf('bert')).toBe(80)
    await expectAllWhole()
  })

  it('come back where nobody paid in time, and stay aside after a failed payment (cp.9)', async () => {
    const of = await boughtWithCoins('carl')
    const { payment } = await begin(shop, of)
    await told(shop, payment, { cause: 'limit-exceeded' })
    expect(await coinsOf('carl')).toBe(30)
    time.pass(21 * DAY)
    await orders.sweep()
    expect(await statesOf(shop, of)).toEqual(['cancelled', 'cancelled'])
    expect(await coinsOf('carl')).toBe(80)
    await expectAllWhole()
  })

  it('of a paid one come back only with the whole (tc.18.b)', async () => {
    const of = await boughtWithCoins('dora')
    await pay(shop, of.buyer, of.checkout)
    await cancelled(of.lamps)
    await expectAllWhole()
    expect(await coinsOf('dora')).toBe(30)
    await cancelled(of.pots)
    await expectAllWhole()
    expect(await coinsOf('dora')).toBe(80)
  })

  it('come back with the whole where a part was cancelled before the rest was paid (tc.18.b)', async () => {
    const of = await boughtWithCoins('emma')
    await did(shop, of.lamps, CANCEL)
    await pay(shop, of.buyer, of.checkout)
    expect(await coinsOf('emma')).toBe(30)
    await did(shop, of.pots, ASK)
    time.pass(48 * HOUR)
    await orders.sweep()
    await expectAllWhole()
    expect(await coinsOf('emma')).toBe(80)
  })

  it('do not come back where a part is kept (tc.18.b)', async () => {
    const of = await boughtWithCoins('fred')
    await pay(shop, of.buyer, of.checkout)
    await did(shop, of.pots, { event: 'ship', by: 'seller', tracking: 'RB1' })
    await cancelled(of.lamps)
    time.pass(90 * DAY)
    await orders.sweep()
    expect(await statesOf(shop, of)).toEqual(['cancelled', 'closed'])
    await expectAllWhole()
    expect(await coinsOf('fred')).toBe(30)
  })

  it('that another checkout spends meanwhile are refused, and nothing is bought', async () => {
    const buyer = 'gina'
    await giveCoins(store, { buyer, coins: 60, at: time.now })
    // Priced before either buys: who asks the price after the other has bought is told of no coins.
    const bought = { cart: yearCart(), buyer, promises: PROMISES, at: time.now }
    const priced = await orders.price(bought)
    if (isRefused(priced)) throw new Error(JSON.stringify(priced.refused))
    const accepted = { hash: priced.hash, totalMinor: priced.quote.totals.total }
    expect(accepted.totalMinor).toBe(4_800)
    const answers = await Promise.all(
      ['one', 'two'].map((checkout) => orders.checkout({ ...bought, checkout, accepted })),
    )
    expect(answers.filter((one) => 'checkout' in one)).toHaveLength(1)
    expect(answers.filter((one) => !('checkout' in one))).toMatchObject([
      { priceChanged: { quote: { totals: { total: 5_000 } } } },
    ])
    expect(await coinsOf(buyer)).toBe(10)
    await expectAllWhole()
  })
})
