import type { Instant } from '../base/instant.ts'
import type { LogisticsStatus } from './logistics.ts'
import type { Cancellation, GivenDays, Order, Party, Payment } from './order.ts'
import type { OrderCommand } from './order-command.ts'
import type { PaymentCause } from './payment-causes.ts'
import type { Row } from './process.ts'

/** What happened to an order, and by which row. */
export interface Happening {
  readonly command: OrderCommand
  readonly row: Row
  readonly at: Instant
}

type Change = (order: Order, happening: Happening) => Partial<Order>

/** What each event leaves in the document of an order, beside its state. Others leave nothing. */
const CHANGES: Readonly<Record<string, Change>> = {
  pay: ({ payments }, { command, at }) => ({
    payments: [...payments, payment(command.attempt as string, at, 'pending')],
  }),
  'payment-verified': ({ payments }, { command, row, at }) => {
    const attempt = command.attempt as string
    if (row.marks === 'paid') return { payments: settled(payments, { result: 'verified' }) }
    const isKnown = payments.some((one) => one.attempt === attempt)
    if (!isKnown) return { payments: [...payments, payment(attempt, at, 'returned')] }
    return {
      payments: payments.map((one) =>
        one.attempt === attempt ? { ...one, result: 'returned' } : one,
      ),
    }
  },
  'payment-failed': ({ payments }, { command }) => ({
    payments: settled(payments, { result: 'failed', cause: command.cause as PaymentCause }),
  }),
  'verify-by': ({ payments }) => ({
    payments: settled(payments, { result: 'void', cause: 'verification-failed' }),
  }),
  'request-cancel': (_, { command, at }) => ({
    cancellation: { reason: (command.reason as string).trim(), at, answer: null },
  }),
  approve: (order) => answered(order, 'approved'),
  refuse: (order) => answered(order, 'refused'),
  'answer-by': (order) => answered(order, 'silence'),
  ship: (_, { command }) => ({ tracking: (command.tracking as string).trim() }),
  logistics: ({ logistics }, { command, at }) => ({
    logistics: [...logistics, { status: command.status as LogisticsStatus, at }],
  }),
  extend: ({ extensions }, { command, at }) => ({
    extensions: [...extensions, givenDays(command, at)],
  }),
  confirm: ({ lines }, { command, at }) => ({
    lines: lines.map((line) =>
      command.lines?.includes(line.id) ? { ...line, confirmed: at } : line,
    ),
  }),
  'dispute-opened': ({ disputes }, { command, at }) => ({
    disputes: [...disputes, { line: command.line as string, opened: at, closed: null }],
  }),
  'dispute-closed': ({ disputes, lines }, { command, at }) => ({
    disputes: disputes.map((dispute) =>
      dispute.line === command.line && dispute.closed === null
        ? { ...dispute, closed: at }
        : dispute,
    ),
    lines: lines.map((line) =>
      line.id === command.line && command.refunded ? { ...line, money: 'refunded' } : line,
    ),
  }),
}

/** The order with what an event leaves in it. */
export function changed(order: Order, happening: Happening): Order {
  const change = CHANGES[happening.command.event]
  return change ? { ...order, ...change(order, happening) } : order
}

function payment(attempt: string, at: Instant, result: Payment['result']): Payment {
  return { attempt, at, result, cause: null }
}

/** The payment in process, with its result. */
function settled(
  payments: readonly Payment[],
  result: Pick<Payment, 'result'> & Partial<Payment>,
): Payment[] {
  return payments.map((one) => (one.result === 'pending' ? { ...one, ...result } : one))
}

function answered(
  { cancellation }: Order,
  answer: Cancellation['answer'],
): Pick<Order, 'cancellation'> {
  return { cancellation: cancellation && { ...cancellation, answer } }
}

function givenDays({ days, by, extension }: OrderCommand, at: Instant): GivenDays {
  return { days: days as number, by: by as Party, at, extension: extension ?? null }
}
