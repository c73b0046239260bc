import type { OrderCommand } from '../orders/order-command.ts'
import { PAYMENT_CAUSES } from '../orders/payment-causes.ts'
import type { Checkout, Life } from './life.ts'
import { after, type Stage } from './stage.ts'

// A buyer who has failed so often gives up: without an end, orders would be tried until they lapse.
const ATTEMPTS_MAX = 6

/** What the buyer of a checkout plans once its orders are placed: to pay, to cancel, or nothing. */
export function planPaying(stage: Stage, checkout: Checkout): void {
  const { random, buyer } = checkout
  const { cancelsUnpaidPercent, paysHours } = buyer.habit
  if (random.chance(cancelsUnpaidPercent)) {
    stage.later(after(stage, random, [1, 60], 'hours'), null, () => cancelSome(stage, checkout))
  }
  if (paysHours === null) return
  payLater(stage, checkout, after(stage, random, paysHours, 'hours'))
}

function payLater(stage: Stage, checkout: Checkout, at: number): void {
  if (checkout.attempts >= ATTEMPTS_MAX) return
  stage.later(at, checkout.lives[0] ?? null, () => pay(stage, checkout))
}

/** Cancels all orders of the checkout, or the first only: the others are still paid. */
function cancelSome(stage: Stage, { lives, random }: Checkout): void {
  const chosen = random.chance(75) ? lives : lives.slice(0, 1)
  for (const life of chosen) {
    if (life.order.state !== 'unpaid' && !random.chance(20)) continue
    stage.act(life, { event: 'cancel', by: 'buyer' })
  }
}

/** Pays what is unpaid, all or nothing (cp.6). */
function pay(stage: Stage, checkout: Checkout): void {
  const { random, lives } = checkout
  const unpaid = lives.filter(({ order }) => order.state === 'unpaid')
  if (unpaid.length === 0) return
  checkout.attempts++
  const attempt = `${checkout.id}.p${checkout.attempts}`
  const command: OrderCommand = { event: 'pay', by: 'buyer', attempt }
  for (const life of unpaid) {
    const refusal = stage.wouldRefuse(life, command)
    if (refusal === null) continue
    // Within the 30 minutes for which a failed payment blocks the coupons (cp.9).
    payLater(stage, checkout, after(stage, random, [31, 90], 'minutes'))
    return
  }
  for (const life of unpaid) stage.act(life, command)
  if (random.chance(4)) {
    const [first] = unpaid as [Life]
    stage.later(stage.now + 3000, first, () => {
      stage.act(first, { event: 'cancel', by: 'buyer' })
    })
  }
  planAnswer(stage, checkout, { attempt, lives: unpaid })
}

interface Tried {
  readonly attempt: string
  readonly lives: readonly Life[]
}

/** The provider's answer: mostly within minutes, rarely after the payment has counted as failed. */
function planAnswer(stage: Stage, checkout: Checkout, tried: Tried): void {
  const { random, buyer } = checkout
  const first = tried.lives[0] ?? null
  if (random.chance(2)) {
    stage.later(after(stage, random, [25, 40], 'hours'), first, () => {
      report(stage, tried, { event: 'payment-verified', by: 'payment' })
      if (random.chance(70)) {
        payLater(stage, checkout, after(stage, random, [1, 30], 'hours'))
      }
    })
    return
  }
  const fails = random.chance(buyer.habit.failsPercent)
  const cause = random.pick(PAYMENT_CAUSES).cause
  stage.later(after(stage, random, [0, 15], 'minutes'), first, () => {
    if (!fails) {
      verified(stage, checkout, tried)
      return
    }
    report(stage, tried, { event: 'payment-failed', by: 'payment', cause })
    if (random.chance(10)) return
    const isImpatient = random.chance(35)
    const [span, unit] = isImpatient ? ([3, 28] as const) : ([31, 600] as const)
    payLater(stage, checkout, after(stage, random, [span, unit], 'minutes'))
  })
}

function verified(stage: Stage, { random }: Checkout, tried: Tried): void {
  const command = { event: 'payment-verified', by: 'payment' } as const
  report(stage, tried, command)
  if (!random.chance(3)) return
  const first = tried.lives[0] ?? null
  stage.later(stage.now + 60_000, first, () => report(stage, tried, command))
}

function report(stage: Stage, { attempt, lives }: Tried, command: OrderCommand): void {
  for (const life of lives) stage.act(life, { ...command, attempt })
}
