import { afterAll, describe, expect, it } from 'vitest'
import type { TimeSource } from '../../../src/shell/store/orders/clock.ts'
import { OrderDesk } from '../../../src/shell/store/orders/order-desk.ts'
import { readOrder, readSteps } from '../../../src/shell/store/orders/reading.ts'
import { shardOf } from '../../../src/shell/store/shards.ts'
import { did } from './acts.ts'
import { buy, buyAndPay, DAY, freshShop, HOUR, MINUTE, NOON, type Shop } from './shop.ts'

const YEAR = 365 * DAY

/** The time as it is, and a clock on the wall that somebody sets. */
class WrongClock implements TimeSource {
  truth = NOON.getTime()
  error = 0

  readonly wall = () => this.truth + this.error
  readonly counted = () => this.truth
}

async function wrongShop() {
  const shop = await freshShop()
  const clock = new WrongClock()
  const doubts: string[] = []
  const started: OrderDesk[] = []
  const start = (): Shop & { readonly orders: OrderDesk } => {
    const onDoubt = (doubt: string) => void doubts.push(doubt)
    const orders = new OrderDesk(shop, { time: clock, onDoubt })
    started.push(orders)
    return { ...shop, orders }
  }
  afterAll(() => Promise.all(started.map((one) => one.close())))
  // Prices are of the time as it is: the clock on the wall is for deadlines.
  const stateOf = async (id: string) => (await readOrder(shop.store, id))?.order.state
  const stepsOf = (buyer: string, order: string) =>
    readSteps(shop.store, { shard: shardOf(buyer, shop.store.shards), order })
  return { shop, clock, doubts, start, stateOf, stepsOf }
}

const SHIP = { event: 'ship', by: 'seller', tracking: 'RB1' } as const

describe.each([
  ['running', false],
  ['at a restart', true],
])('a clock that is set wrong %s', async (_, restarts) => {
  const { clock, doubts, start, stateOf, stepsOf } = await wrongShop()
  let running = start()
  const again = () => {
    if (restarts) running = start()
  }

  it('a year ahead lets nothing happen early, and is told (D-10)', async () => {
    const { checkout } = await buy(running, { buyer: 'anna' })
    clock.error = YEAR
    clock.truth += MINUTE
    again()
    expect(await running.orders.sweep()).toBe(0)
    expect(await stateOf(`${checkout}-1`)).toBe('unpaid')
    expect(doubts).toContain('ahead')
    const told = doubts.length
    // Told once, however often it is looked at; time goes on.
    for (let looks = 0; looks < 5; looks++) {
      clock.truth += HOUR
      await running.orders.sweep()
    }
    expect(doubts).toHaveLength(told)
    const before = (await running.orders.now()).getTime()
    expect(before).toBeLessThanOrEqual(clock.truth)
    expect(before).toBeGreaterThanOrEqual(clock.truth - HOUR)
    clock.error = 0
    expect((await running.orders.now()).getTime()).toBe(clock.truth)
    clock.truth += 21 * DAY - 6 * HOUR
    // Whoever looks once a month believes the clock at the next start; a running process counts along.
    expect(await running.orders.sweep()).toBe(2)
    expect(await stateOf(`${checkout}-1`)).toBe('cancelled')
  })

  it('a year back lets nothing happen twice, and nothing late (D-10)', async () => {
    running.time.set(new Date(clock.truth))
    const { checkout } = await buyAndPay(running, 'bert')
    const [lamps, pots] = [`${checkout}-1`, `${checkout}-2`]
    await did(running, { buyer: 'bert', order: pots }, SHIP)
    clock.truth += MINUTE
    await running.orders.sweep()
    clock.error = -YEAR
    again()
    clock.truth += 10 * DAY
    await running.orders.sweep()
    expect(doubts).toContain('behind')
    const seen = (await running.orders.now()).getTime()
    expect(seen).toBeGreaterThanOrEqual(clock.truth - (restarts ? 10 * DAY + HOUR : 0))
    if (!restarts) expect(await stateOf(lamps)).toBe('cancelled')
    // Counted from the start on: a process that was started with a wrong clock goes on with the last mark.
    clock.truth += 10 * DAY
    await running.orders.sweep()
    expect(await stateOf(lamps)).toBe('cancelled')
    const before = await stepsOf('bert', lamps)
    clock.error = 0
    again()
    await running.orders.sweep()
    const after = await stepsOf('bert', lamps)
    expect(after).toEqual(before)
    const times = after.map(({ effective, recorded }) => [effective, recorded])
    expect(times).toEqual(times.toSorted(([a = 0], [b = 0]) => a - b))
    expect(after.filter(({ event }) => event === 'ship-by')).toHaveLength(1)
    expect(after.at(-1)?.effective).toBeLessThanOrEqual(clock.truth)
  })
})

describe('a clock that is a year ahead at a restart', async () => {
  const { shop, clock, doubts, start } = await wrongShop()

  it('is not believed in a shard that nobody has held yet either (D-10)', async () => {
    await buy(start(), { buyer: 'anna' })
    clock.error = YEAR
    clock.truth += MINUTE
    const untouched = (shardOf('anna', shop.store.shards) + 1) % shop.store.shards
    const now = await start().orders.now(untouched)
    expect(now.getTime()).toBeLessThanOrEqual(clock.truth)
    expect(doubts).toEqual(['ahead'])
  })
})
