import type { Instant } from '../base/instant.ts'
import { BLOCK_MINUTES } from '../offers/claim-states.ts'
import { EXTENSION_DAYS_MAX } from './extension.ts'
import { isLogisticsStatus, mayFallSilent } from './logistics.ts'
import { hasOpenDispute, isSettled, type Order, pendingPayment } from './order.ts'
import type { OrderCommand } from './order-command.ts'
import { isPaymentCause } from './payment-causes.ts'

/** What a guard can look at. */
export interface GuardScene {
  readonly order: Order
  readonly command: OrderCommand
  readonly at: Instant
}

type Guard = (scene: GuardScene) => boolean

/** Until when a failed payment blocks the offers of an order (cp.9); null where none is blocked. */
function heldUntil({ offers, moments }: Order): Instant | null {
  const { failed } = moments
  return failed === undefined || offers.length === 0 ? null : failed + BLOCK_MINUTES * 60_000
}

const lineOf = ({ order, command }: GuardScene, id = command.line) =>
  order.lines.find((line) => line.id === id)

const namedLines = ({ command }: GuardScene): readonly string[] =>
  command.lines ?? (command.line === undefined ? [] : [command.line])

const isBlank = (text: string | undefined): boolean => (text ?? '').trim() === ''

const hasDispute = ({ order, command }: GuardScene): boolean =>
  order.disputes.some(({ line, closed }) => line === command.line && closed === null)

const hasOtherDispute = ({ order, command }: GuardScene): boolean =>
  order.disputes.some(({ closed, line }) => closed === null && line !== command.line)

/** The questions that rows of the order's process can ask, answered. */
export const GUARDS = {
  'offers-held': ({ order, at }) => at < (heldUntil(order) ?? Number.NEGATIVE_INFINITY),
  'offers-freed': ({ order }) => heldUntil(order) !== null,
  'dispute-open': ({ order }) => hasOpenDispute(order),
  'payment-known': ({ order, command }) =>
    order.payments.some(
      ({ attempt, result }) =>
        attempt === command.attempt && (result === 'verified' || result === 'returned'),
    ),
  'attempt-used': ({ order, command }) =>
    order.payments.some(({ attempt }) => attempt === command.attempt),
  'payment-current': ({ order, command }) => pendingPayment(order)?.attempt === command.attempt,
  'cause-unknown': ({ command }) => !isPaymentCause(command.cause ?? ''),
  'reason-missing': ({ command }) => isBlank(command.reason),
  'tracking-missing': ({ command }) => isBlank(command.tracking),
  'status-unknown': ({ command }) => !isLogisticsStatus(command.status ?? ''),
  'economy-silence': ({ order, command }) => mayFallSilent(order.method, command.status ?? ''),
  'days-out-of-range': ({ command: { days = 0 } }) =>
    !Number.isInteger(days) || days < 1 || days > EXTENSION_DAYS_MAX,
  'lines-missing': (scene) => namedLines(scene).length === 0,
  'line-unknown': (scene) => namedLines(scene).some((id) => !lineOf(scene, id)),
  'line-settled': (scene) =>
    namedLines(scene).some((id) => {
      const line = lineOf(scene, id)
      return line !== undefined && isSettled(line)
    }),
  'line-refunded': (scene) => lineOf(scene)?.money === 'refunded',
  'line-disputed': hasDispute,
  'dispute-unknown': (scene) => !hasDispute(scene),
  'settles-all': (scene) => {
    // While a dispute over another line is open, no money of the order leaves escrow (bp.d.secure).
    if (hasOtherDispute(scene)) return false
    const settled = scene.command.refunded === false ? [] : namedLines(scene)
    return scene.order.lines.every((line) => isSettled(line) || settled.includes(line.id))
  },
} as const satisfies Readonly<Record<string, Guard>>

export type GuardName = keyof typeof GUARDS

/** Whether what a row asks holds. */
export function holds(guard: string, scene: GuardScene): boolean {
  return (GUARDS[guard as GuardName] as Guard)(scene)
}

/**
 * When a guard that refuses an act no longer holds, or since when it does not, where that is known: one
 * that waits for time has such an instant, one that waits for somebody only when it is over.
 */
export function liftedAt(guard: string, order: Order): Instant | null {
  switch (guard as GuardName) {
    case 'offers-held':
      return heldUntil(order)
    case 'dispute-open':
      return hasOpenDispute(order) ? null : lastClosed(order)
    default:
      return null
  }
}

function lastClosed({ disputes }: Order): Instant | null {
  let last: Instant | null = null
  for (const { closed } of disputes)
    if (closed !== null && closed > (last ?? closed - 1)) last = closed
  return last
}
