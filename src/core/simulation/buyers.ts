import { clauseById } from '../base/clauses.ts'
import type { Instant } from '../base/instant.ts'
import { hasOpenDispute, isSettled, type Order } from '../orders/order.ts'
import type { OrderStep } from '../orders/order-step.ts'
import { dayOf, startOfNthDay } from '../orders/pacific-time.ts'
import { planDispute } from './disputes.ts'
import type { Life } from './life.ts'
import { after, plan, type Stage } from './stage.ts'
import { WRONG_ENDS } from './ways.ts'

const DAY_MS = 86_400_000

const DISPUTE_DAYS = clauseById('bp.d.window')?.numbers?.openAfterShipDay as number

/** From when on goods can be disputed that came, or that are known not to come (bp.d.window, bp.d.early). */
const disputableFrom = ({ moments }: Order): Instant =>
  startOfNthDay(dayOf(moments.shipped as Instant), DISPUTE_DAYS)

/** What the buyer of an order plans after a step of it. */
export function buyerAfter(stage: Stage, life: Life, step: OrderStep): void {
  const { from, to, event, command } = step
  if (to === 'awaiting-shipment' && from === 'verifying') afterPaying(stage, life)
  if (event === 'deliver-by') afterDeliveryTime(stage, life)
  if (event === 'logistics') {
    if (command.status === 'delivered') afterDelivery(stage, life)
    else if (WRONG_ENDS.some((one) => one === command.status)) afterLoss(stage, life)
  }
}

function afterPaying(stage: Stage, life: Life): void {
  const { random, checkout } = life
  const { regretsPercent, claimsPercent } = checkout.buyer.habit
  if (random.chance(regretsPercent)) {
    const at = after(stage, random, [1, 60], 'hours')
    plan(stage, life, { at, state: 'awaiting-shipment' }, () => askToCancel(stage, life))
  }
  if (!random.chance(claimsPercent)) return
  life.awaited++
  stage.later(after(stage, random, [8, 70], 'days'), life, () => {
    life.awaited--
    claim(stage, life)
  })
}

function askToCancel(stage: Stage, life: Life): void {
  // Who does not know that a paid order is the seller's to cancel is told so (bp.cancel.paid).
  if (life.random.chance(20)) stage.act(life, { event: 'cancel', by: 'buyer' })
  stage.act(life, { event: 'request-cancel', by: 'buyer', reason: 'Found it elsewhere.' })
}

/** Claims all that was paid, or a part; what was refunded meanwhile is claimed all the same. */
function claim(stage: Stage, life: Life): void {
  if (life.paid === null) return
  const { paid } = life.paid.money
  if (paid === 0) return
  const percent = life.random.chance(70) ? 100 : life.random.within([20, 80])
  stage.claim(life, Math.max(1, Math.floor((paid * percent) / 100)))
}

function afterDelivery(stage: Stage, life: Life): void {
  const { random, checkout, order } = life
  const { confirms, confirmDays, disputesPercent } = checkout.buyer.habit
  if (random.chance(disputesPercent)) {
    const line = random.pick(order.lines).id
    const at = Math.max(disputableFrom(order), after(stage, random, [0, 9], 'days'))
    planDispute(stage, life, { at, line, reason: 'return' })
    if (order.lines.length > 1 && random.chance(25)) {
      const other = random.pick(order.lines).id
      planDispute(stage, life, { at: at + DAY_MS, line: other, reason: 'return' })
    }
  }
  if (confirms === 'never') return
  const at = after(stage, random, confirmDays, 'days')
  plan(stage, life, { at, state: 'awaiting-delivery' }, () => confirm(stage, life))
}

/** Confirms what is open: at once, or one line after the other (bp.confirm). */
function confirm(stage: Stage, life: Life): void {
  const { random, order, checkout } = life
  const open = order.lines.filter((line) => !isSettled(line)).map(({ id }) => id)
  const isByLine = checkout.buyer.habit.confirms === 'by-line'
  const lines = isByLine ? open.slice(0, 1) : open
  const isWaiting = hasOpenDispute(order)
  if (!isWaiting || random.chance(40)) stage.act(life, { event: 'confirm', by: 'buyer', lines })
  if (!isWaiting && (!isByLine || open.length < 2)) return
  const at = after(stage, random, [6, 70], 'hours')
  plan(stage, life, { at, state: 'awaiting-delivery' }, () => confirm(stage, life))
}

/** What will not come is disputed line by line (bp.d.early); some forget. */
function afterLoss(stage: Stage, life: Life): void {
  if (!life.random.chance(85)) return
  disputeAll(stage, life, Math.max(stage.now, disputableFrom(life.order)))
}

/** Delivery time is over: what is still on its way can be disputed as well (bp.d.transit). */
function afterDeliveryTime(stage: Stage, life: Life): void {
  const isHere = life.order.logistics.some(({ status }) => status === 'delivered')
  if (isHere || !life.random.chance(30)) return
  disputeAll(stage, life, Math.max(stage.now, disputableFrom(life.order)))
}

function disputeAll(stage: Stage, life: Life, from: Instant): void {
  const at = from + life.random.within([1, 240]) * 3_600_000
  for (const { id } of life.order.lines) {
    planDispute(stage, life, { at, line: id, reason: 'not-received' })
  }
}
