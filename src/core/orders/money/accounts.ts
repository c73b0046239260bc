/** An account of the books, whose it is, and what its balance says. */
interface AccountRow {
  readonly of: 'buyer' | 'order' | 'seller' | 'platform' | 'partner' | 'provider'
  readonly says: string
}

/**
 * Where the money of an order can be. Every posting moves an amount from one account to another, so that
 * all of them together are zero, in each currency.
 */
export const ORDER_ACCOUNTS = {
  'cash-in': { of: 'buyer', says: 'What the buyer paid: below zero by as much.' },
  escrow: { of: 'order', says: 'Held until the buyer confirms, or protection ends (faq.escrow).' },
  pending: { of: 'order', says: 'The seller’s, once nobody can dispute it any more (D-11).' },
  released: { of: 'seller', says: 'Handed to the seller’s own book, where it is available.' },
  'platform-subsidy': { of: 'platform', says: 'What the platform’s offers fund: below zero.' },
  'partner-subsidy': { of: 'partner', says: 'What a partner’s offers fund: below zero.' },
  'platform-revenue': { of: 'platform', says: 'What the platform gains, or loses: below zero.' },
  'refunds-due': { of: 'buyer', says: 'Granted to the buyer and not paid out yet.' },
  'refunds-paid': { of: 'buyer', says: 'Paid back to the buyer.' },
  'provider-settled': { of: 'provider', says: 'Paid back by the payment provider (bp.d.paypal).' },
} as const satisfies Readonly<Record<string, AccountRow>>

export type OrderAccount = keyof typeof ORDER_ACCOUNTS

/**
 * Where the money of a seller can be, order by order summed up. `released` is the other side of the
 * account of that name in the orders: when every message has arrived, the two together are zero.
 */
export const SELLER_ACCOUNTS = {
  released: { of: 'order', says: 'What came of orders, less what went back: below zero.' },
  available: { of: 'seller', says: 'What the seller can withdraw.' },
  receivable: {
    of: 'seller',
    says: 'Refunded after it was withdrawn: owed by the seller, below zero.',
  },
  withdrawn: { of: 'seller', says: 'What the seller has withdrawn.' },
} as const satisfies Readonly<Record<string, AccountRow>>

export type SellerAccount = keyof typeof SELLER_ACCOUNTS

/** One movement. `party` names whose account it is, where one kind of account has many (a partner). */
export interface Move<A extends string> {
  readonly debit: A
  readonly credit: A
  readonly amount: number
  readonly party: string | null
}

export type OrderMove = Move<OrderAccount>
export type SellerMove = Move<SellerAccount>

interface PostingRow<A> {
  readonly moves: readonly (readonly [debit: A, credit: A])[]
  readonly clause: string
}

const HELD = ['escrow', 'pending', 'released'] as const
const BACK_TO_PAYERS = HELD.flatMap((from) => [
  [from, 'platform-subsidy'] as const,
  [from, 'partner-subsidy'] as const,
])

/** Each occasion on which the money of an order moves, and the movements that it may make. */
export const ORDER_POSTINGS = {
  payment: {
    moves: [
      ['cash-in', 'escrow'],
      ['platform-subsidy', 'escrow'],
      ['partner-subsidy', 'escrow'],
    ],
    clause: 'faq.escrow',
  },
  confirmation: { moves: [['escrow', 'pending']], clause: 'faq.escrow' },
  release: {
    moves: [
      ['escrow', 'pending'],
      ['pending', 'released'],
    ],
    clause: 'faq.escrow',
  },
  refund: {
    moves: [...HELD.map((from) => [from, 'refunds-due'] as const), ...BACK_TO_PAYERS],
    clause: 'tc.8',
  },
  'pay-out': { moves: [['refunds-due', 'refunds-paid']], clause: 'bp.cancel.paid' },
  reimbursement: {
    moves: [
      ['refunds-due', 'provider-settled'],
      ...HELD.map((from) => [from, 'provider-settled'] as const),
      ['platform-revenue', 'provider-settled'],
      ...BACK_TO_PAYERS,
    ],
    clause: 'bp.d.paypal',
  },
} as const satisfies Readonly<Record<string, PostingRow<OrderAccount>>>

export type OrderPosting = keyof typeof ORDER_POSTINGS

/** The same for the book of a seller. */
export const SELLER_POSTINGS = {
  credit: {
    moves: [
      ['released', 'receivable'],
      ['released', 'available'],
    ],
    clause: 'faq.escrow',
  },
  debit: {
    moves: [
      ['available', 'released'],
      ['receivable', 'released'],
    ],
    clause: 'tc.8',
  },
  withdrawal: { moves: [['available', 'withdrawn']], clause: 'faq.escrow' },
  repayment: { moves: [['withdrawn', 'receivable']], clause: 'tc.8' },
} as const satisfies Readonly<Record<string, PostingRow<SellerAccount>>>

export type SellerPosting = keyof typeof SELLER_POSTINGS

/** Whether an occasion makes such a movement. */
export function allows(row: PostingRow<string>, { debit, credit }: Move<string>): boolean {
  return row.moves.some(([from, to]) => from === debit && to === credit)
}
