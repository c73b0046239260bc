import type { Order } from './order.ts'

/**
 * Orders as their seller works through them: those that lose the seller something by silence first, the
 * soonest in front; then those that wait for others; last those that are over.
 */
export function byDeadline(orders: readonly Order[]): readonly Order[] {
  return orders.toSorted((a, b) => rankOf(a) - rankOf(b) || dueOf(a) - dueOf(b))
}

function rankOf({ silence, party }: Order): number {
  if (silence === null) return 2
  return silence.loses === party ? 0 : 1
}

const dueOf = ({ silence }: Order): number =>
  silence?.at ? Date.parse(silence.at) : Number.POSITIVE_INFINITY
