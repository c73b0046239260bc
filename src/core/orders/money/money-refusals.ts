/**
 * Why money does not move, in order of precedence, each with the clause that it rests on. An answer
 * names the first that holds.
 */
export const MONEY_REFUSALS = [
  {
    reason: 'not-paid',
    clause: 'faq.escrow',
    says: 'No payment for this order has been verified: there is no money of it to move.',
  },
  {
    reason: 'already-accepted',
    clause: 'tc.22',
    says: 'This checkout was accepted with another quote, which stays as it is.',
  },
  {
    // Two requests with one key: the second would be answered by what the first one did.
    reason: 'key-reused',
    clause: 'tc.8',
    says: 'This key belongs to another refund: use a new one.',
  },
  {
    reason: 'reimbursed',
    clause: 'bp.d.paypal',
    says: 'The payment provider has paid this back already: nothing more can be refunded.',
  },
  {
    reason: 'frozen',
    clause: 'bp.d.secure',
    says: 'A dispute is open: the money stays where it is until the dispute is closed.',
  },
  {
    reason: 'already-refunded',
    clause: 'pol.abuse',
    says: 'This has been refunded already.',
  },
  {
    reason: 'more-than-left',
    clause: 'tc.8',
    says: 'That is more than is left of what was paid.',
  },
  {
    reason: 'not-due',
    clause: 'bp.cancel.paid',
    says: 'This refund is not waiting to be paid out.',
  },
  {
    reason: 'not-enough-available',
    clause: 'faq.escrow',
    says: 'That is more than is available: what buyers may still dispute cannot be withdrawn.',
  },
  {
    reason: 'more-than-owed',
    clause: 'tc.8',
    says: 'That is more than the seller owes.',
  },
] as const satisfies readonly RefusalRow[]

interface RefusalRow {
  readonly reason: string
  readonly clause: string
  readonly says: string
}

export type MoneyRefusalReason = (typeof MONEY_REFUSALS)[number]['reason']

/** An act on money that the rules do not allow: nothing was moved. */
export interface MoneyRefusal {
  readonly refusal: MoneyRefusalReason
  readonly clause: string
  /** One sentence for a person. */
  readonly message: string
  /** The order line that it is about, where there are several. */
  readonly line?: string
}

const byReason = new Map(MONEY_REFUSALS.map((row) => [row.reason as string, row]))

/** The refusal for a reason. */
export function moneyRefusal(reason: MoneyRefusalReason, line?: string): MoneyRefusal {
  const { clause, says } = byReason.get(reason) as RefusalRow
  return { refusal: reason, clause, message: says, ...(line !== undefined && { line }) }
}

/** Whether an answer is such a refusal. */
export function isMoneyRefusal(answer: object): answer is MoneyRefusal {
  return byReason.has((answer as Partial<MoneyRefusal>).refusal as string)
}
