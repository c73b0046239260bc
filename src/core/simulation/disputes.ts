import type { Instant } from '../base/instant.ts'
import type { RefundAsk } from '../orders/money/refund-ask.ts'
import type { Life } from './life.ts'
import type { PaidOrder } from './purchase.ts'
import { after, type Stage } from './stage.ts'

/** What a dispute is about. */
type Reason = 'not-received' | 'return'

/** Plans a dispute over a line, by a buyer who finds it when it may be opened (bp.d.window). */
export function planDispute(
  stage: Stage,
  life: Life,
  { at, line, reason }: { readonly at: Instant; readonly line: string; readonly reason: Reason },
): void {
  stage.later(at, life, () => openDispute(stage, life, line, reason))
}

function openDispute(stage: Stage, life: Life, line: string, reason: Reason): void {
  const { order, random, disputes } = life
  if (order.state !== 'awaiting-delivery' && order.state !== 'completed' && !random.chance(20)) {
    return
  }
  // One that is open already is refused: its id must stay that of the dispute that opened it.
  const earlier = disputes.get(line)
  if (earlier === undefined) {
    life.disputed++
    disputes.set(line, `${order.id} dispute ${life.disputed}`)
  }
  const refusal = stage.act(life, { event: 'dispute-opened', by: 'disputes', line })
  if (refusal !== null) {
    if (earlier === undefined) disputes.delete(line)
    return
  }
  const days = random.chance(80) ? ([1, 10] as const) : ([11, 24] as const)
  stage.later(after(stage, random, days, 'days'), life, () => {
    closeDispute(stage, life, line, reason)
  })
}

function closeDispute(stage: Stage, life: Life, line: string, reason: Reason): void {
  const { paid, random, disputes } = life
  const dispute = disputes.get(line)
  if (paid === null || dispute === undefined) return
  const { ask, isWhole } = verdict(life, paid, { line, reason, dispute })
  const close = { event: 'dispute-closed', by: 'disputes', line, refunded: isWhole } as const
  stage.act(life, close, ask)
  if (!isWhole && random.chance(10)) {
    planDispute(stage, life, { at: after(stage, random, [1, 12], 'days'), line, reason })
  }
}

interface About {
  readonly line: string
  readonly reason: Reason
  readonly dispute: string
}

/** All of the line, some pieces, a part of the price, or nothing; after the provider paid, nothing more. */
function verdict(
  { random }: Life,
  paid: PaidOrder,
  { line, reason, dispute }: About,
): { readonly ask: RefundAsk | null; readonly isWhole: boolean } {
  const left = paid.left().get(line)
  if (left === undefined || left.pieces === 0 || paid.money.reimbursed) {
    return { ask: null, isWhole: false }
  }
  const ask = { cause: 'dispute', occasion: dispute, reason } as const
  const wholePercent = reason === 'not-received' ? 88 : 30
  if (random.chance(wholePercent)) {
    return { ask: { ...ask, lines: [{ line, quantity: left.pieces }] }, isWhole: true }
  }
  if (left.pieces > 1 && random.chance(40)) {
    const quantity = random.within([1, left.pieces - 1])
    return { ask: { ...ask, lines: [{ line, quantity }] }, isWhole: false }
  }
  if (left.cash > 1 && random.chance(60)) {
    const cash = Math.max(1, Math.floor((left.cash * random.within([10, 60])) / 100))
    return { ask: { ...ask, lines: [{ line, cash }] }, isWhole: false }
  }
  return { ask: null, isWhole: false }
}
