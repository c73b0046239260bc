import type { Instant } from '../base/instant.ts'
import { BLOCK_MINUTES } from '../offers/claim-states.ts'
import { silentUntil } from './logistics.ts'
import type { LineMoney, Order, OrderLine } from './order.ts'
import type { OrderCommand } from './order-command.ts'
import type { Told } from './order-messages.ts'
import type { PaymentCause } from './payment-causes.ts'
import type { EffectDocument } from './process-document.ts'

/** What the shell carries out for a step, in the transaction that stores the step. */
export type OrderEffect =
  /** The offers of the order are reserved, used, set free, blocked after a failed payment (cp.9). */
  | { readonly effect: 'reserve-offers' | 'use-offers' | 'release-offers' }
  | { readonly effect: 'hold-offers'; readonly until: Instant }
  /** A paid order was cancelled whole: what comes back is for the offers' own terms to say (D-12). */
  | { readonly effect: 'return-offers' }
  /** What the buyer paid goes into escrow, and what others fund is posted beside it (faq.escrow). */
  | { readonly effect: 'escrow-in'; readonly attempt: string }
  /** The money of a payment that nobody waits for goes back; a payment is called off. */
  | { readonly effect: 'return-payment' | 'void-payment'; readonly attempt: string }
  /** All that was paid for these lines goes back, shipping too (tc.8). */
  | {
      readonly effect: 'refund'
      readonly cause: 'cancellation' | 'missed-ship-by'
      readonly lines: readonly string[]
    }
  /** `whole`: no line is left in escrow, so that the rest (shipping) goes along (bp.confirm). */
  | {
      readonly effect: 'escrow-to-pending'
      readonly lines: readonly string[]
      readonly whole: boolean
    }
  /** All that is left of the order becomes the seller's: `lines` says of what (faq.escrow). */
  | { readonly effect: 'pending-to-available'; readonly lines: readonly string[] }
  /** Money of the order stands still while a dispute is open (bp.d.secure). */
  | { readonly effect: 'freeze' | 'unfreeze'; readonly line: string }
  | {
      readonly effect: 'mark'
      readonly party: 'buyer' | 'seller'
      readonly mark: 'non-payment' | 'late-shipment'
    }
  | ({
      readonly effect: 'tell'
      readonly cause?: PaymentCause
      readonly until?: Instant
      readonly days?: number
    } & Told)

export type EffectName = OrderEffect['effect']

/** What an effect can look at: the order as the step leaves it, and what was sent. */
export interface EffectScene {
  readonly order: Order
  readonly command: OrderCommand
  readonly at: Instant
  readonly said: EffectDocument
}

/** An effect, and the order with its money moved; null where there is nothing to carry out. */
type Carried = { readonly effect: OrderEffect; readonly order?: Order } | null

type Carry = (scene: EffectScene) => Carried

const ofOffers =
  (effect: 'reserve-offers' | 'use-offers' | 'release-offers' | 'return-offers'): Carry =>
  ({ order }) =>
    order.offers.length > 0 ? { effect: { effect } } : null

const ofLine =
  (effect: 'freeze' | 'unfreeze'): Carry =>
  ({ command }) => ({ effect: { effect, line: command.line as string } })

/** Each effect that rows can name, and what it comes to for an order. */
export const EFFECTS: Readonly<Record<EffectName, Carry>> = {
  'reserve-offers': ofOffers('reserve-offers'),
  'use-offers': ofOffers('use-offers'),
  'release-offers': ofOffers('release-offers'),
  'return-offers': ofOffers('return-offers'),
  'hold-offers': ({ order, at }) =>
    order.offers.length > 0
      ? { effect: { effect: 'hold-offers', until: at + BLOCK_MINUTES * 60_000 } }
      : null,
  'escrow-in': ({ order, command }) => ({
    effect: { effect: 'escrow-in', attempt: command.attempt as string },
    order: withMoney(order, order.lines, 'escrow'),
  }),
  'return-payment': ({ command }) => ({
    effect: { effect: 'return-payment', attempt: command.attempt as string },
  }),
  'void-payment': ({ order: { payments } }) => {
    const last = payments.findLast(({ result }) => result === 'void')
    return last ? { effect: { effect: 'void-payment', attempt: last.attempt } } : null
  },
  refund: ({ order, said }) => ({
    effect: {
      effect: 'refund',
      cause: said.cause as 'cancellation' | 'missed-ship-by',
      lines: idsOf(order.lines),
    },
    order: withMoney(order, order.lines, 'refunded'),
  }),
  'escrow-to-pending': ({ order, command }) => {
    const named = command.lines
    const lines = order.lines.filter(
      ({ id, money }) => money === 'escrow' && (named === undefined || named.includes(id)),
    )
    const after = withMoney(order, lines, 'pending')
    const whole = !after.lines.some(({ money }) => money === 'escrow')
    if (lines.length === 0 && !whole) return null
    return { effect: { effect: 'escrow-to-pending', lines: idsOf(lines), whole }, order: after }
  },
  'pending-to-available': ({ order }) => {
    const lines = order.lines.filter(({ money }) => money === 'pending')
    const after = withMoney(order, lines, 'available')
    return { effect: { effect: 'pending-to-available', lines: idsOf(lines) }, order: after }
  },
  freeze: ofLine('freeze'),
  unfreeze: ofLine('unfreeze'),
  mark: ({ said }) => ({
    effect: {
      effect: 'mark',
      party: said.party as 'buyer' | 'seller',
      mark: said.mark as 'non-payment' | 'late-shipment',
    },
  }),
  tell,
}

const idsOf = (lines: readonly OrderLine[]): string[] => lines.map(({ id }) => id)

function withMoney(order: Order, moving: readonly OrderLine[], money: LineMoney): Order {
  const ids = new Set(idsOf(moving))
  return {
    ...order,
    lines: order.lines.map((line) => (ids.has(line.id) ? { ...line, money } : line)),
  }
}

/** A message, with what its reader needs to know (faq.payfail, bp.logistics, bp.extend). */
function tell({ command, said, at }: EffectScene): Carried {
  const { party, message } = said as unknown as Told
  const cause = (said.cause ?? command.cause) as PaymentCause | undefined
  const told = { effect: 'tell', party, message } as const
  if (message === 'payment-failed' && cause) return { effect: { ...told, cause } }
  if (message === 'updates-may-stop') return { effect: { ...told, until: silentUntil(at) } }
  const days = command.days
  if (message === 'extended' && days !== undefined) return { effect: { ...told, days } }
  return { effect: told }
}
