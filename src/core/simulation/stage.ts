import type { Instant } from '../base/instant.ts'
import type { RefundAsk } from '../orders/money/refund-ask.ts'
import type { OrderState } from '../orders/order.ts'
import type { OrderCommand } from '../orders/order-command.ts'
import type { OrderRefusal } from '../orders/order-refusals.ts'
import type { Life } from './life.ts'
import type { Random, Range } from './random.ts'

/** Where the parties of a simulation act: they know the hour, act on orders, and plan. */
export interface Stage {
  readonly now: Instant
  /** Plans something; `life` is the order that a fault of it would be told of. */
  later(at: Instant, life: Life | null, happen: () => void): void
  /** Sends a command to an order; a refusal is counted. `grant` is refunded with the step. */
  act(life: Life, command: OrderCommand, grant?: RefundAsk | null): OrderRefusal | null
  /** Whether a command would be refused now; counted as one that was sent. */
  wouldRefuse(life: Life, command: OrderCommand): OrderRefusal | null
  /** The payment provider pays the buyer back (bp.d.paypal). */
  claim(life: Life, amount: number): void
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const SPANS = { minutes: MINUTE, hours: HOUR, days: DAY } as const

/** Some time later: of a range of minutes, hours or days, to the second. */
export function after(
  { now }: Pick<Stage, 'now'>,
  random: Random,
  [least, most]: Range,
  unit: keyof typeof SPANS,
): Instant {
  const span = SPANS[unit] / 1000
  return now + random.within([least * span, most * span]) * 1000
}

// Parties look at an order before they act. One in so many hundred does not, and is refused: a page
// that was left open, a letter that crossed another.
const CARELESS_PERCENT = 3

/** Plans an act for an order that is then still in a state, but for the few who do not look. */
export function plan(
  stage: Stage,
  life: Life,
  { at, state }: { readonly at: Instant; readonly state: OrderState },
  happen: () => void,
): void {
  const isCareless = life.random.chance(CARELESS_PERCENT)
  stage.later(at, life, () => {
    if (isCareless || life.order.state === state) happen()
  })
}
