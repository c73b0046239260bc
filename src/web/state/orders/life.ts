import type { Order } from './order.ts'

type State = Order['state']

/** A station in the life of an order. */
export interface Station {
  readonly name: string
  /** What is waited for until then. */
  readonly ahead: string
  readonly at: string | null
  readonly isReached: boolean
  readonly isCurrent: boolean
  readonly isEnd?: boolean
}

/** The stations of the way that ends well, each with the states in which it is waited for. */
const WAY = [
  { name: 'Placed', moment: 'placed', states: ['new'] },
  { name: 'Paid', moment: 'paid', states: ['unpaid', 'verifying'] },
  { name: 'Shipped', moment: 'shipped', states: ['awaiting-shipment', 'cancel-requested'] },
  { name: 'Received', moment: 'confirmed', states: ['awaiting-delivery'] },
  { name: 'Closed', moment: 'closed', states: ['completed'] },
] as const satisfies readonly { name: string; moment: string; states: readonly State[] }[]

/** What is waited for in a state, so that the next station is reached. */
const AHEAD: Readonly<Partial<Record<State, string>>> = {
  unpaid: 'payment',
  verifying: 'the answer of the bank',
  'awaiting-shipment': 'shipping',
  'cancel-requested': 'the answer of the seller',
  'awaiting-delivery': 'delivery',
  completed: 'the end of protection',
}

/**
 * Where an order is on its way: the stations behind it with their times, the one that is waited for, and
 * those to come. An order that was cancelled ends where it was.
 */
export function stationsOf({ state, moments, since }: Order): Station[] {
  const timeOf = (moment: string) =>
    Object.hasOwn(moments, moment) ? (moments[moment] ?? null) : null
  if (state === 'cancelled') {
    const behind = WAY.filter(({ moment }) => timeOf(moment) !== null)
    const reached = behind.map(({ name, moment }) => station(name, timeOf(moment)))
    return [...reached, { ...station('Cancelled', since), isCurrent: true, isEnd: true }]
  }
  const states: readonly (readonly State[])[] = WAY.map((one) => one.states)
  const found = states.findIndex((some) => some.includes(state))
  const next = found === -1 ? WAY.length : found
  return WAY.map(({ name, moment }, place) => ({
    name,
    ahead: AHEAD[state] ?? '',
    at: place < next ? (timeOf(moment) ?? (place === next - 1 ? since : null)) : null,
    isReached: place < next,
    isCurrent: place === next || (next === WAY.length && place === next - 1),
  }))
}

const station = (name: string, at: string | null): Station => ({
  name,
  ahead: '',
  at,
  isReached: true,
  isCurrent: false,
})
