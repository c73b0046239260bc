import { describe, expect, it } from 'vitest'
import { refundDates } from '../../../src/core/orders/refund-dates.ts'
import { orderStatement } from '../../../src/shell/store/money/reading.ts'
import { readOrder, readSteps } from '../../../src/shell/store/orders/reading.ts'
import { shardOf } from '../../../src/shell/store/shards.ts'
import { cart, line } from '../book/desk.ts'
import { did, expectWhole, marksOf, statesOf } from './acts.ts'
import { buy, buyAndPay, DAY, freshShop, HOUR, MINUTE, pay, type Shop } from './shop.ts'

const shop = await freshShop()
const { orders, time, store } = shop

const ASK = { event: 'request-cancel', by: 'buyer', reason: 'found it elsewhere' } as const
const SHIP = { event: 'ship', by: 'seller', tracking: 'RB1' } as const

async function paid(buyer: string) {
  const { checkout } = await buyAndPay(shop, buyer)
  const [first, second] = [`${checkout}-1`, `${checkout}-2`]
  return { buyer, checkout, lamps: { buyer, order: first }, pots: { buyer, order: second } }
}

/** One order of two lines of the seller of lamps. */
async function paidTwoLines(buyer: string, at: Shop = shop) {
  const lamp = line('lamp', 'lamps', 3000, ['light'])
  const bulb = line('bulb', 'lamps', 1000, ['light'])
  const two = cart({ stores: { lamps: { seller: 'lumen' } }, lines: [lamp, bulb] })
  const { checkout } = await buy(at, { buyer, cart: two })
  await pay(at, buyer, checkout)
  return { buyer, order: `${checkout}-1` }
}

const moneyOf = async (of: { readonly buyer: string; readonly order: string }) =>
  (await orderStatement(store, of))?.money

const stepsOf = ({ buyer, order }: { readonly buyer: string; readonly order: string }) =>
  readSteps(store, { shard: shardOf(buyer, store.shards), order })

describe('a paid order', () => {
  it('is cancelled by its seller’s word, and refunded whole (bp.cancel.paid, tc.8)', async () => {
    const of = await paid('anna')
    await did(shop, of.lamps, ASK)
    const asked = await orders.act({ ...of.lamps, command: ASK })
    expect(asked).toMatchObject({ refusal: { refusal: 'already-asked' } })
    await did(shop, of.lamps, { event: 'approve', by: 'seller' })
    expect(await statesOf(shop, of)).toEqual(['cancelled', 'awaiting-shipment'])
    const statement = await orderStatement(store, of.lamps)
    expect(statement?.money).toMatchObject({ escrow: 0, due: 3_000, returned: 3_000 })
    expect(statement?.refunds).toHaveLength(1)
    const { from, until } = refundDates(statement?.refunds[0]?.grantedAt.getTime() ?? 0)
    expect(until > from).toBe(true)
    await expectWhole(shop)
  })

  it('is cancelled by silence at the end of 48 hours, to the millisecond (bp.cancel.paid)', async () => {
    const of = await paid('bert')
    await did(shop, of.lamps, ASK)
    const asked = time.now.getTime()
    time.pass(48 * HOUR - 1)
    await orders.sweep()
    expect(await statesOf(shop, of)).toContain('cancel-requested')
    time.pass(5 * HOUR)
    const late = await orders.act({ ...of.lamps, command: { event: 'refuse', by: 'seller' } })
    expect(late).toMatchObject({ refusal: { refusal: 'order-cancelled' } })
    const last = (await stepsOf(of.lamps)).at(-1)
    expect(last).toMatchObject({ event: 'answer-by', effective: asked + 48 * HOUR })
    expect(last?.recorded).toBe(time.now.getTime())
    await expectWhole(shop)
  })

  it('that its seller does not want cancelled goes on (bp.cancel.shipped)', async () => {
    const of = await paid('carl')
    await did(shop, of.lamps, ASK)
    const ship = await orders.act({ ...of.lamps, command: SHIP })
    expect(ship).toMatchObject({ refusal: { refusal: 'answer-the-cancellation-first' } })
    await did(shop, of.lamps, { event: 'refuse', by: 'seller' })
    await did(shop, of.lamps, SHIP)
    const again = await orders.act({ ...of.lamps, command: ASK })
    expect(again).toMatchObject({ refusal: { refusal: 'already-shipped' } })
  })

  it('that is not shipped in time is refunded, and counts against its seller (bp.ship-by)', async () => {
    const of = await paid('dora')
    await did(shop, of.pots, SHIP)
    time.pass(10 * DAY)
    await orders.sweep()
    await orders.sweep()
    expect(await statesOf(shop, of)).toEqual(['cancelled', 'awaiting-delivery'])
    expect(await marksOf(shop, of.checkout)).toEqual([[of.lamps.order, 'late-shipment', 'lumen']])
    expect(await moneyOf(of.lamps)).toMatchObject({ escrow: 0, due: 3_000 })
    await expectWhole(shop)
  })

  it('that is not paid for counts against its buyer, once (pol.unpaid)', async () => {
    const { checkout } = await buy(shop, { buyer: 'emma' })
    time.pass(21 * DAY)
    await Promise.all([orders.sweep(), shop.another().sweep()])
    expect(await marksOf(shop, checkout)).toEqual([
      [`${checkout}-1`, 'non-payment', 'emma'],
      [`${checkout}-2`, 'non-payment', 'emma'],
    ])
  })

  it('is confirmed line by line, and its money waits for the end of protection (bp.confirm, D-11)', async () => {
    const of = await paidTwoLines('fred')
    await did(shop, of, SHIP)
    time.pass(3 * DAY)
    await did(shop, of, { event: 'confirm', by: 'buyer', lines: ['bulb'] })
    expect(await moneyOf(of)).toMatchObject({ escrow: 3_000, pending: 1_000, released: 0 })
    const again = { event: 'confirm', by: 'buyer', lines: ['lamp', 'bulb'] } as const
    expect(await orders.act({ ...of, command: again })).toMatchObject({
      refusal: { refusal: 'line-settled' },
    })
    await did(shop, of, { event: 'confirm', by: 'buyer', lines: ['lamp'] })
    expect(await moneyOf(of)).toMatchObject({ escrow: 0, pending: 4_000, released: 0 })
    time.pass(60 * DAY)
    await orders.sweep()
    expect(await moneyOf(of)).toMatchObject({ escrow: 0, pending: 0, released: 4_000 })
    await expectWhole(shop)
    const available = await store.db
      .selectFrom('seller_money')
      .select('available')
      .where('seller_id', '=', 'lumen')
      .executeTakeFirst()
    expect(available?.available).toBeGreaterThanOrEqual(4_000)
  })

  it('is confirmed by silence at the end of protection, and closed at once (bp.confirm)', async () => {
    const of = await paidTwoLines('gina')
    await did(shop, of, SHIP)
    time.pass(120 * DAY)
    await orders.sweep()
    const steps = await stepsOf(of)
    expect(steps.slice(-3).map(({ event, to }) => [event, to])).toEqual([
      ['deliver-by', 'awaiting-delivery'],
      ['protection-end', 'completed'],
      ['protection-end', 'closed'],
    ])
    expect(steps.at(-1)?.effective).toBe(steps.at(-2)?.effective)
    const entries = (await orderStatement(store, of))?.entries ?? []
    expect(entries.at(-1)?.at.getTime()).toBe(steps.at(-1)?.effective)
    await expectWhole(shop)
  })

  it('over which a dispute is open keeps its money, whatever time passes (bp.d.secure)', async () => {
    const of = await paidTwoLines('hans')
    await did(shop, of, SHIP)
    time.pass(5 * DAY)
    await did(shop, of, { event: 'dispute-opened', by: 'disputes', line: 'lamp' })
    time.pass(200 * DAY)
    await orders.sweep()
    expect(await moneyOf(of)).toMatchObject({ escrow: 4_000, frozenBy: ['lamp'] })
    await did(shop, of, { event: 'dispute-closed', by: 'disputes', line: 'lamp', refunded: false })
    time.pass(200 * DAY)
    await orders.sweep()
    expect(await moneyOf(of)).toMatchObject({ escrow: 0, released: 4_000, frozenBy: [] })
    await expectWhole(shop)
  })
})

describe('more time', () => {
  const dueOf = async (order: string) => (await readOrder(store, order))?.order.clocks['deliver-by']

  it('is given to one order by its seller (bp.extend)', async () => {
    const of = await paidTwoLines('ida')
    await did(shop, of, SHIP)
    const before = (await dueOf(of.order)) as number
    await did(shop, of, { event: 'extend', by: 'seller', days: 10 })
    expect((await dueOf(of.order)) as number).toBe(before + 10 * DAY)
  })

  it('is given to all in one act, while others act: each has it exactly once (bp.extend)', async () => {
    const buyers = Array.from({ length: 24 }, (_, n) => `all ${n}`)
    const all = await Promise.all(buyers.map((buyer) => paidTwoLines(buyer)))
    await Promise.all(all.slice(0, 12).map((of) => did(shop, of, SHIP)))
    const another = shop.another()
    const asked = { days: 7, shippedFrom: null, shippedUntil: null, countries: null }
    await Promise.all([
      ...all.slice(12).map((of) => did(shop, of, SHIP)),
      another.extend(asked, { id: 'storm', by: 'agent' }),
      ...all.slice(0, 12).map((of) => did(shop, of, { event: 'extend', by: 'seller', days: 1 })),
    ])
    time.pass(MINUTE)
    await orders.sweep()
    for (const [at, of] of all.entries()) {
      const [now] = await orders.ordersOf({
        buyer: of.buyer,
        checkout: of.order.replace(/-1$/, ''),
      })
      const given = now?.extensions.map(({ days, extension }) => [days, extension]).toSorted()
      expect(given, of.buyer).toEqual(
        at < 12
          ? [
              [1, null],
              [7, 'storm'],
            ]
          : [[7, 'storm']],
      )
    }
  })

  it('that is announced again is the same (bp.extend)', async () => {
    const asked = { days: 9, shippedFrom: null, shippedUntil: null, countries: ['FR'] }
    const first = await orders.extend(asked, { id: 'strike', by: 'agent' })
    time.pass(MINUTE)
    expect(await orders.extend(asked, { id: 'strike', by: 'agent' })).toEqual(first)
  })
})

describe('a command', () => {
  it('with a key is carried out once, also when it comes twice at once (bp.status)', async () => {
    const of = await paid('jana')
    const asked = { ...of.lamps, command: SHIP, key: 'ships' }
    const answers = await Promise.all([asked, asked, asked].map((one) => orders.act(one)))
    const replayed = answers.map((answer) => answer && 'replayed' in answer && answer.replayed)
    expect(replayed.toSorted()).toEqual([false, true, true])
    expect(await orders.act(asked)).toMatchObject({ replayed: true })
    expect((await stepsOf(of.lamps)).filter(({ event }) => event === 'ship')).toHaveLength(1)
  })

  it('with a key that came with another command is refused, and changes nothing', async () => {
    const of = await paid('jens')
    await orders.act({ ...of.lamps, command: SHIP, key: 'one' })
    const other = { ...SHIP, tracking: 'another parcel' }
    expect(await orders.act({ ...of.lamps, command: other, key: 'one' })).toEqual({
      conflict: 'key-reused',
    })
    const both = [SHIP, other].map((command) => orders.act({ ...of.pots, command, key: 'two' }))
    expect(await Promise.all(both)).toMatchObject([{ replayed: false }, { conflict: 'key-reused' }])
  })

  it('to an order of another buyer finds none', async () => {
    const of = await paid('kai')
    expect(await orders.act({ buyer: 'nobody', order: of.lamps.order, command: SHIP })).toBe(null)
    expect(await orders.ordersOf({ buyer: 'nobody', checkout: of.checkout })).toEqual([])
  })
})
