import type { REMINDERS } from '../../core/orders/reminders.ts'
import type { Words } from './order-words.ts'

type RemindedClock = (typeof REMINDERS)[number]['clock']

/** How a reader is reminded of a clock. Until when, and what happens otherwise, is asked of the order. */
export const REMINDER_WORDS: Readonly<Record<RemindedClock, Words>> = {
  'pay-by': {
    subject: 'Reminder: your order is not paid',
    says: 'Your order is waiting for its payment, and the time for it ends soon.',
  },
  'answer-by': {
    subject: 'Reminder: the buyer waits for your answer',
    says: 'The buyer has asked to cancel this order, and the time to answer ends soon.',
  },
  'ship-by': {
    subject: 'Reminder: please ship',
    says: 'This order is paid and not shipped, and the time to ship ends soon.',
  },
  'deliver-by': {
    subject: 'Reminder: the delivery time ends soon',
    says: 'Receipt of this order is not confirmed, and its delivery time ends soon. If the parcel needs longer, give the buyer more time.',
  },
  'protection-end': {
    subject: 'Reminder: protection of your order ends soon',
    says: 'Protection of your order ends soon. If something has not come, or is not as described, open a dispute before.',
  },
}

/** Whether anybody is reminded of a clock. */
export function isReminded(clock: string): clock is RemindedClock {
  return Object.hasOwn(REMINDER_WORDS, clock)
}
