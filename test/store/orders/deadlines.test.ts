import { describe, expect, it } from 'vitest'
import type { OrderCommand } from '../../../src/core/orders/order-command.ts'
import { readSteps } from '../../../src/shell/store/orders/reading.ts'
import { shardOf } from '../../../src/shell/store/shards.ts'
import { did, expectWhole } from './acts.ts'
import { buy, buyAndPay, freshShop } from './shop.ts'

const shop = await freshShop()
const { orders, time, store } = shop
const desks = [orders, shop.another()]

type Side = OrderCommand & { readonly event: string }

const ASK = { event: 'request-cancel', by: 'buyer', reason: 'found it elsewhere' } as const
const APPROVE = { event: 'approve', by: 'seller' } as const
const REFUSE = { event: 'refuse', by: 'seller' } as const
const SHIP = { event: 'ship', by: 'seller', tracking: 'RB1' } as const
const CANCEL = { event: 'cancel', by: 'buyer' } as const

interface Race {
  readonly before: (buyer: string) => Promise<{ readonly order: string; readonly due: number }>
  readonly sides: readonly [Side, Side]
  readonly silence: string
}

async function dueOf(buyer: string, order: string, clock: string): Promise<number> {
  const placed = await orders.ordersOf({ buyer, checkout: order.replace(/-1$/, '') })
  return placed[0]?.clocks[clock] as number
}

const RACES: Readonly<Record<string, Race>> = {
  'the answer to a cancellation (bp.cancel.paid)': {
    before: async (buyer) => {
      const order = `${(await buyAndPay(shop, buyer)).checkout}-1`
      await did(shop, { buyer, order }, ASK)
      return { order, due: await dueOf(buyer, order, 'answer-by') }
    },
    sides: [APPROVE, REFUSE],
    silence: 'answer-by',
  },
  'shipping in time (bp.ship-by)': {
    before: async (buyer) => {
      const order = `${(await buyAndPay(shop, buyer)).checkout}-1`
      return { order, due: await dueOf(buyer, order, 'ship-by') }
    },
    sides: [SHIP, ASK],
    silence: 'ship-by',
  },
  'paying in time (pol.unpaid)': {
    before: async (buyer) => {
      const order = `${(await buy(shop, { buyer })).checkout}-1`
      return { order, due: await dueOf(buyer, order, 'pay-by') }
    },
    sides: [CANCEL, { event: 'pay', by: 'buyer', attempt: 'direct' }],
    silence: 'pay-by',
  },
}

/** 40 commands of two sides to two processes, with sweeps between them. */
async function rush(buyer: string, order: string, sides: Race['sides']) {
  const sent = Array.from({ length: 40 }, async (_, n) => {
    const desk = desks[n % 2] as typeof orders
    if (n % 8 === 0) await desk.sweep()
    const command = sides[(n >> 1) % 2] as Side
    const answer = await desk.act({ buyer, order, command })
    return answer && 'refusal' in answer ? null : command.event
  })
  return (await Promise.all(sent)).filter((one) => one !== null)
}

const eventsOf = async (buyer: string, order: string) =>
  (await readSteps(store, { shard: shardOf(buyer, store.shards), order })).map(({ event }) => event)

describe.each(Object.entries(RACES))('40 commands at once at the deadline of %s', (name, race) => {
  const events = race.sides.map(({ event }) => event)

  it('a millisecond before it: exactly one is accepted', async () => {
    const buyer = `before ${name}`
    const { order, due } = await race.before(buyer)
    time.set(new Date(due - 1))
    const accepted = await rush(buyer, order, race.sides)
    expect(accepted).toHaveLength(1)
    const seen = await eventsOf(buyer, order)
    expect(seen.filter((one) => events.includes(one) && one !== 'request-cancel')).toHaveLength(
      accepted[0] === 'request-cancel' ? 0 : 1,
    )
    expect(seen).not.toContain(race.silence)
    await expectWhole(shop)
  })

  it('at it: none is, for silence has answered (D-10)', async () => {
    const buyer = `at ${name}`
    const { order, due } = await race.before(buyer)
    time.set(new Date(due))
    expect(await rush(buyer, order, race.sides)).toEqual([])
    expect((await eventsOf(buyer, order)).filter((one) => one === race.silence)).toHaveLength(1)
    await expectWhole(shop)
  })

  it('as it passes: one side or silence, never both', async () => {
    for (let times = 0; times < 5; times++) {
      const buyer = `passing ${name} ${times}`
      const { order, due } = await race.before(buyer)
      time.set(new Date(due - 1))
      const passing = setTimeout(() => time.set(new Date(due)), times)
      const accepted = await rush(buyer, order, race.sides)
      clearTimeout(passing)
      time.set(new Date(due))
      await orders.sweep()
      const seen = await eventsOf(buyer, order)
      const silent = seen.filter((one) => one === race.silence)
      expect(accepted.length).toBeLessThanOrEqual(1)
      // Who has asked to cancel has not been shipped to: the deadline goes on.
      const hasEnded = accepted.some((one) => one !== 'request-cancel')
      expect(silent).toHaveLength(hasEnded ? 0 : 1)
    }
    await expectWhole(shop)
  })
})
