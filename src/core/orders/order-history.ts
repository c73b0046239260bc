import { instantText } from '../base/instant-text.ts'
import type { Party } from './order.ts'
import { ORDER_MESSAGES } from './order-messages.ts'
import { type OrderStep, TIMER } from './order-step.ts'
import type { Process } from './process.ts'

/** Something that happened to an order, as one of its parties reads it. */
export interface OrderEvent {
  /** The version of the order that it made. */
  readonly version: number
  /** The event of the process, or the clock that passed. */
  readonly event: string
  readonly name: string
  /** The party that did it; `timer` for a clock. */
  readonly by: string
  readonly from: string
  readonly to: string
  /** When it took effect, and when it was written down: of a clock the two may differ. */
  readonly effective: string
  readonly recorded: string
  readonly clauses: readonly string[]
  /** What the reader was told then; the platform reads what everybody was told. */
  readonly told: readonly string[]
}

/**
 * The history of an order as a party may read it, the first in front. Whether and how a buyer tried to pay
 * is between the buyer and the payment provider: its seller reads of a payment once it is verified.
 */
export function orderHistory(
  flow: Process,
  steps: readonly OrderStep[],
  party: Party,
): OrderEvent[] {
  return steps
    .filter((step) => party !== 'seller' || isForSellers(step))
    .map((step) => {
      const { version, event, by, from, to, effective, recorded, clauses } = step
      return {
        version,
        event,
        name: nameOf(flow, step),
        by,
        from,
        to,
        effective: instantText(effective),
        recorded: instantText(recorded),
        clauses,
        told: toldTo(step, party),
      }
    })
}

const nameOf = ({ clocks, events }: Process, { event, by }: OrderStep): string =>
  (by === TIMER ? clocks.get(event) : events.get(event))?.name ?? event

const isForSellers = ({ from, to }: OrderStep): boolean =>
  to !== 'verifying' && !(from === 'verifying' && to === 'unpaid')

function toldTo({ effects }: OrderStep, party: Party): string[] {
  const seesAll = party !== 'buyer' && party !== 'seller'
  return effects.flatMap((one) =>
    one.effect === 'tell' && (seesAll || one.party === party) ? [ORDER_MESSAGES[one.message]] : [],
  )
}
