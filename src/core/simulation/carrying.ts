import { isMoneyRefusal, type MoneyRefusal } from '../orders/money/money-refusals.ts'
import type { RefundAsk } from '../orders/money/refund-ask.ts'
import type { OrderEffect } from '../orders/order-effects.ts'
import type { OrderStep } from '../orders/order-step.ts'
import { businessDaysLater, dayOf, startOfNthDay } from '../orders/pacific-time.ts'
import { law } from './fault.ts'
import type { Life } from './life.ts'
import type { Granted } from './purchase.ts'
import type { Range } from './random.ts'

/** What carrying out the effects of a step needs from the world. */
export interface Carrier {
  readonly now: number
  later(at: number, life: Life, happen: () => void): void
  granted(life: Life, granted: Granted): void
  moneyRefused(refusal: MoneyRefusal): void
  endIfOver(life: Life): void
}

const HOUR_MS = 3_600_000
const REFUND_BUSINESS_DAYS: Range = [3, 20]
const OFFICE_HOURS: Range = [8, 18]

// Messages come at least once, and some come twice: a refund must not.
const REPEATED_PERCENT = 6

/** Carries out what a step says of money; `grant` is what the verdict of a dispute refunds with it. */
export function carryOut(world: Carrier, life: Life, step: OrderStep, grant: RefundAsk | null) {
  if (step.event === 'dispute-closed' && grant !== null) refund(world, life, grant)
  for (const effect of step.effects) carry(world, life, effect)
}

function carry(world: Carrier, life: Life, effect: OrderEffect): void {
  const { paid, order, disputes, checkout } = life
  switch (effect.effect) {
    case 'escrow-in':
      life.paid = checkout.purchase.pay(order.id, order.quoted)
      return
    case 'escrow-to-pending':
      paid?.confirm(effect.lines, effect.whole)
      return
    case 'pending-to-available':
      paid?.release()
      return
    case 'refund': {
      const cause = effect.cause === 'cancellation' ? 'cancellation' : 'missed-shipping'
      refund(world, life, { cause, occasion: order.id, lines: 'all' })
      return
    }
    case 'freeze':
      paid?.freeze(disputes.get(effect.line) as string)
      return
    case 'unfreeze':
      paid?.unfreeze(disputes.get(effect.line) as string)
      disputes.delete(effect.line)
  }
}

/** A refund is granted, and paid out 3 to 20 business days later (bp.cancel.paid). */
function refund(world: Carrier, life: Life, ask: RefundAsk): void {
  const { paid, random, order } = life
  law(paid !== null, () => 'A refund of an order that was not paid.', order.id)
  const granted = paid.refund(ask, world.now)
  if (isMoneyRefusal(granted)) {
    world.moneyRefused(granted)
    return
  }
  world.granted(life, granted)
  if (random.chance(REPEATED_PERCENT)) repeat(world, life, ask)
  const day = businessDaysLater(dayOf(world.now), random.within(REFUND_BUSINESS_DAYS))
  const at = startOfNthDay(day, 0) + random.within(OFFICE_HOURS) * HOUR_MS
  world.later(at, life, () => {
    paid.payOut(granted)
    world.endIfOver(life)
  })
}

/** The same refund, asked for again: one for each line, cause and occasion (tc.8). */
function repeat(world: Carrier, { paid, order }: Life, ask: RefundAsk): void {
  const again = paid?.refund(ask, world.now)
  law(again !== undefined && isMoneyRefusal(again), () => 'A refund was granted twice.', order.id)
  world.moneyRefused(again)
}
