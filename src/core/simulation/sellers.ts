import type { OrderStep } from '../orders/order-step.ts'
import type { Life } from './life.ts'
import { after, plan, type Stage } from './stage.ts'

/** What the seller of an order plans after a step of it. */
export function sellerAfter(stage: Stage, life: Life, { from, to }: OrderStep): void {
  if (from === to) return
  if (to === 'awaiting-shipment') planShipping(stage, life, from === 'cancel-requested')
  if (to === 'cancel-requested') planAnswer(stage, life)
  if (to === 'awaiting-delivery') planExtension(stage, life)
}

function planShipping(stage: Stage, life: Life, isRefused: boolean): void {
  const { random, seller, order } = life
  const { forgetsPercent, shipsPercent } = seller.habit
  const due = order.clocks['ship-by'] ?? stage.now
  if (random.chance(forgetsPercent)) {
    // Some remember when it is too late.
    if (random.chance(25)) stage.later(due + 3_600_000, life, () => ship(stage, life))
    return
  }
  const percent = random.within(shipsPercent)
  const planned = stage.now + Math.floor(((due - stage.now) * percent) / 100_000) * 1000
  const at = isRefused ? after(stage, random, [1, 12], 'hours') : planned
  plan(stage, life, { at, state: 'awaiting-shipment' }, () => ship(stage, life))
}

function ship(stage: Stage, life: Life): void {
  const tracking = `LX${life.random.within([100_000_000, 999_999_999])}CN`
  stage.act(life, { event: 'ship', by: 'seller', tracking })
}

function planAnswer(stage: Stage, life: Life): void {
  const { random, seller } = life
  const { answer, answerHours } = seller.habit
  if (answer === 'never') return
  const at = after(stage, random, answerHours, 'hours')
  const event = answer === 'approves' ? 'approve' : 'refuse'
  plan(stage, life, { at, state: 'cancel-requested' }, () => {
    // The parcel is packed: it is tried to be sent before the buyer is answered (bp.cancel.shipped).
    if (event === 'refuse' && random.chance(40)) ship(stage, life)
    stage.act(life, { event, by: 'seller' })
  })
}

function planExtension(stage: Stage, life: Life): void {
  const { random, seller } = life
  if (!random.chance(seller.habit.extendsPercent)) return
  const at = after(stage, random, [2, 25], 'days')
  const days = random.within([3, 15])
  plan(stage, life, { at, state: 'awaiting-delivery' }, () => {
    stage.act(life, { event: 'extend', by: 'seller', days })
  })
}
