import { isRefused } from '../base/faults.ts'
import type { Quote } from '../pricing/document.ts'
import type { PricingOptions } from '../pricing/quote.ts'
import { type AcceptedTexts, replayAccepted } from './money/replay.ts'
import type { Order } from './order.ts'
import { orderProcess, orderProcesses } from './order-process.ts'
import { type Replayed, replayOrder } from './order-replay.ts'
import type { OrderStep } from './order-step.ts'
import { placeOrders } from './place.ts'
import type { Process } from './process.ts'

/** What an order was made of, as it is kept. */
export interface KeptOrder {
  readonly order: Order
  /** Every order of its checkout, itself too: they were placed together. */
  readonly siblings: readonly Order[]
  /** Every step of it, the first in front. */
  readonly steps: readonly OrderStep[]
  /** The accepted quote, to the byte. */
  readonly texts: AcceptedTexts
}

/** Whether what is kept of an order comes out again, to the byte. */
export interface Rederived {
  readonly quote: boolean
  readonly order: boolean
  readonly steps: boolean
}

/** What an order comes to when it is placed and lived again. */
export interface Relived extends Replayed {
  readonly placed: Order
}

/**
 * Derives an order again from what is kept of it (tc.22): its quote is priced again from its input, it is
 * placed again, and everything that its parties did is done again while the clocks pass by themselves.
 * Null where it cannot be, for its terms or its process are not at hand any more.
 */
export function rederive(kept: KeptOrder, options: PricingOptions = {}): Rederived | null {
  const process = orderProcesses.get(kept.order.process)
  const replayed = replayAccepted(kept.texts, options)
  if (process === undefined || replayed === null) return null
  const relived = relive(kept, process, options)
  if (relived === null) return null
  return {
    quote: replayed.same,
    order: JSON.stringify(relived.order) === JSON.stringify(kept.order),
    steps: textOf(relived.steps) === textOf(kept.steps.slice(1)),
  }
}

/** Steps as they took effect: when they were written down depends on who looked. */
function textOf(steps: readonly OrderStep[]): string {
  return JSON.stringify(steps.map(({ recorded: _, ...step }) => step))
}

/** Lives an order again under a process, by default under its own; null where it cannot be placed. */
export function relive(
  { order, siblings, steps, texts }: KeptOrder,
  process: Process = orderProcesses.get(order.process) ?? orderProcess,
  options: PricingOptions = {},
): Relived | null {
  const quote: Quote = JSON.parse(texts.quote)
  const [, ...specialTerms] = order.terms
  const placed = placeOrders(
    { process },
    {
      checkout: order.checkout,
      input: JSON.parse(texts.input),
      quote,
      promises: Object.fromEntries(siblings.map(({ quoted, promised }) => [quoted, promised])),
      specialTerms,
      at: order.moments.placed ?? order.at,
    },
    options,
  )
  if (isRefused(placed)) return null
  const first = placed.orders.find(({ id }) => id === order.id)
  if (first === undefined) return null
  return { placed: first, ...replayOrder({ process }, first, { steps, until: order.at }) }
}
