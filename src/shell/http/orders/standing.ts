import type { Order, OrderRules, Party } from '../../../core/orders/order.ts'
import type { OrderStep } from '../../../core/orders/order-step.ts'
import { bringUpTo } from '../../../core/orders/order-timers.ts'
import { type OrderView, orderView } from '../../../core/orders/order-view.ts'
import { rulesOf } from '../../store/orders/decision.ts'
import type { OrderDesk } from '../../store/orders/order-desk.ts'
import { readExtensions, readSteps } from '../../store/orders/reading.ts'
import { shardOf } from '../../store/shards.ts'
import type { Store } from '../../store/store.ts'

/** What orders are read with. */
export interface OrderReading {
  readonly store: Store
  readonly orders: OrderDesk
}

/** An order as it is at this instant, with the steps that are due and not written down yet. */
export interface StandingOrder {
  readonly rules: OrderRules
  readonly order: Order
  readonly due: readonly OrderStep[]
  readonly at: number
}

/**
 * Orders as they are now, by the clock of their desk: what is due is applied for the reader, and written
 * down by the next command or sweep, with the same outcome.
 */
export async function standingOrders(
  { store, orders: desk }: OrderReading,
  stored: readonly Order[],
): Promise<StandingOrder[]> {
  const [first] = stored
  if (!first) return []
  const [now, extensions] = await Promise.all([
    desk.now(shardOf(first.buyer, store.shards)),
    readExtensions(store),
  ])
  return stored.map((order) => {
    const at = Math.max(now.getTime(), order.at)
    const rules = rulesOf({ extensions }, order)
    const brought = bringUpTo(rules, order, at)
    return { rules, order: brought.order, due: brought.steps, at }
  })
}

/** Every step of an order, those too that are due and not written down yet. */
export async function stepsOf(
  { store }: Pick<OrderReading, 'store'>,
  { order, due }: StandingOrder,
): Promise<OrderStep[]> {
  const shard = shardOf(order.buyer, store.shards)
  const written = await readSteps(store, { shard, order: order.id })
  // A sweep may have written down what was due when the order was read.
  const known = written.at(-1)?.version ?? 0
  return [...written, ...due.filter(({ version }) => version > known)].filter(
    ({ version }) => version <= order.version,
  )
}

/** Orders as a party sees them, without their histories. */
export async function viewsOf(
  reading: OrderReading,
  stored: readonly Order[],
  party: Party,
): Promise<OrderView[]> {
  const standing = await standingOrders(reading, stored)
  return standing.map(({ rules, order, at }) => orderView(rules, order, { party, at }))
}

/** An order as a party sees it, with its history. */
export async function viewOf(
  reading: OrderReading,
  stored: Order,
  party: Party,
): Promise<OrderView> {
  const [standing] = (await standingOrders(reading, [stored])) as [StandingOrder]
  const steps = await stepsOf(reading, standing)
  const { rules, order, at } = standing
  return orderView(rules, order, { party, at, steps })
}
