import { clauseById } from '../base/clauses.ts'
import type { Instant } from '../base/instant.ts'
import { dayText, pacificDay } from '../offers/pacific-day.ts'
import { businessDaysLater, dayWords } from './pacific-time.ts'

const stated: unknown = clauseById('bp.cancel.paid')?.numbers?.refundBusinessDays
const [LEAST, MOST] = stated as readonly [number, number]

/** When a refund arrives, as days. */
export interface RefundDates {
  readonly from: string
  readonly until: string
  readonly says: string
}

/** When a refund that was started now arrives: 3 to 20 business days later (bp.cancel.paid, D-9). */
export function refundDates(at: Instant): RefundDates {
  const day = pacificDay(at)
  const from = businessDaysLater(day, LEAST)
  const until = businessDaysLater(day, MOST)
  return {
    from: dayText(from),
    until: dayText(until),
    says:
      `The money is with you between ${dayWords(from)} and ${dayWords(until)} ` +
      `(${LEAST} to ${MOST} business days).`,
  }
}
