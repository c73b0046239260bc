/**
 * Why a claim, a reservation or another act on an offer is refused, in order of precedence, each with
 * the clause that it rests on. An answer names the first that holds.
 */
export const REFUSALS = [
  {
    reason: 'unknown-offer',
    clause: 'cp.1',
    says: 'There is no such offer for you to claim.',
  },
  {
    // One answer for unknown, used, expired and foreign codes: a guesser learns nothing.
    reason: 'code-refused',
    clause: 'fg.reject',
    says: 'This code cannot be used. Check its spelling; each code works once, and only for a time.',
  },
  {
    reason: 'not-claimable',
    clause: 'cp.1',
    says: 'This offer is not claimed: it applies by itself, or is given to you.',
  },
  { reason: 'ended', clause: 'tc.20', says: 'This promotion has ended.' },
  { reason: 'not-started', clause: 'cp.1', says: 'This offer cannot be claimed yet.' },
  { reason: 'claim-over', clause: 'cp.1', says: 'The time to claim this offer is over.' },
  {
    reason: 'disqualified',
    clause: 'cp.11',
    says: 'Coupons of this account are blocked for breaking the rules of promotions.',
  },
  { reason: 'already-claimed', clause: 'tc.4', says: 'You have claimed it as often as you may.' },
  { reason: 'own-invitation', clause: 'tc.15.a', says: 'Nobody can redeem an own invitation.' },
  {
    reason: 'already-invited',
    clause: 'tc.15.a',
    says: 'You have redeemed an invitation already.',
  },
  { reason: 'not-new-buyer', clause: 'fg.types', says: 'It is only for new members.' },
  { reason: 'wrong-country', clause: 'tc.4', says: 'It is not for your country.' },
  { reason: 'not-enough-coins', clause: 'tc.18.a.i.2', says: 'You have too few coins for it.' },
  { reason: 'not-active-inviter', clause: 'tc.15.a', says: 'The inviter has not placed an order.' },
  { reason: 'exhausted', clause: 'fg.reject', says: 'All of them are taken by now.' },
  { reason: 'budget-spent', clause: 'fg.reject', says: 'The budget of this promotion is spent.' },
  { reason: 'not-claimed', clause: 'cp.1', says: 'You do not hold this offer: claim it first.' },
  { reason: 'expired', clause: 'tc.6', says: 'It has expired.' },
  { reason: 'held', clause: 'cp.9', says: 'A payment with it failed; it is free again later.' },
  {
    reason: 'coins-used-on-product',
    clause: 'tc.18.a.i.1',
    says: 'You have used coins on this product of the store before: they work once on each.',
  },
  { reason: 'in-another-order', clause: 'tc.4', says: 'Another order of yours holds it.' },
  { reason: 'already-used', clause: 'tc.4', says: 'It has been used already.' },
  { reason: 'unknown-order', clause: 'cp.9', says: 'No offer is reserved for this order.' },
  { reason: 'wrong-state', clause: 'tc.8', says: 'What it was reserved for has moved on.' },
] as const satisfies readonly RefusalRow[]

interface RefusalRow {
  readonly reason: string
  readonly clause: string
  readonly says: string
}

export type RefusalReason = (typeof REFUSALS)[number]['reason']

/** An act on an offer that the rules do not allow: nothing was changed. */
export interface Refusal {
  readonly refusal: RefusalReason
  readonly clause: string
  /** One sentence for a buyer. */
  readonly message: string
  /** The offer that it is about, where there are several. */
  readonly offer?: string
  /** When it will be possible, where that is known (RFC 3339). */
  readonly from?: string
}

const byReason = new Map(REFUSALS.map((row) => [row.reason as string, row]))

/** The refusal for a reason. */
export function refusal(
  reason: RefusalReason,
  more: { readonly offer?: string; readonly from?: string } = {},
): Refusal {
  const row = byReason.get(reason) as (typeof REFUSALS)[number]
  return { refusal: reason, clause: row.clause, message: row.says, ...more }
}

/** Whether an answer is such a refusal. */
export function isRefusal(answer: object): answer is Refusal {
  return typeof (answer as Partial<Refusal>).refusal === 'string'
}
