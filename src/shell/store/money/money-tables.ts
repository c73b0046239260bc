/** The tables of money (migration 0006) as types. */
import type {
  OrderAccount,
  OrderPosting,
  SellerAccount,
  SellerPosting,
} from '../../../core/orders/money/accounts.ts'
import type { Standing } from '../../../core/orders/money/order-money.ts'
import type { RefundCause } from '../../../core/orders/money/refund-ask.ts'

export interface MoneyTables {
  accepted_quotes: AcceptedQuotes
  order_money: OrderMoneyRows
  money_entries: MoneyEntries
  refunds: Refunds
  refund_lines: RefundLines
  seller_money: SellerMoneyRows
  seller_entries: SellerEntries
}

interface AcceptedQuotes {
  shard: number
  checkout_id: string
  buyer_id: string
  accepted_at: Date
  terms_id: string
  currency: string
  total_minor: number
  coins: number
  input: string
  quote: string
  shares: string
  offers: string
  hash: Buffer
  seal: Buffer
}

interface OrderMoneyRows {
  shard: number
  order_id: string
  buyer_id: string
  seller_id: string
  checkout_id: string
  place: string
  currency: string
  number: number
  paid: number
  returned: number
  due: number
  escrow: number
  pending: number
  released: number
  standing: Standing
  confirmed: readonly string[]
  reimbursed: boolean
  frozen_by: readonly string[]
  refunds: number
  digest: Buffer
  seal: Buffer
}

interface MoneyEntries {
  shard: number
  order_id: string
  number: number
  buyer_id: string
  posting: OrderPosting
  debit: OrderAccount
  credit: OrderAccount
  party: string | null
  currency: string
  amount: number
  escrow_after: number
  key: string
  leg: number
  at: Date
  digest: Buffer
}

/** Granted and not paid out yet; paid out; paid back by the payment provider. */
export type RefundState = 'due' | 'paid' | 'settled'

interface Refunds {
  shard: number
  order_id: string
  number: number
  buyer_id: string
  checkout_id: string
  key: string
  body_digest: Buffer
  cause: RefundCause
  occasion: string
  record: string
  currency: string
  cash: number
  covered: number
  state: RefundState
  granted_at: Date
  paid_at: Date | null
  reference: string | null
  seal: Buffer
}

interface RefundLines {
  shard: number
  order_id: string
  line_id: string
  cause: RefundCause
  occasion: string
  number: number
}

interface SellerMoneyRows {
  shard: number
  seller_id: string
  currency: string
  number: number
  available: number
  owed: number
  withdrawn: number
  digest: Buffer
  seal: Buffer
}

interface SellerEntries {
  shard: number
  currency: string
  seller_id: string
  number: number
  posting: SellerPosting
  debit: SellerAccount
  credit: SellerAccount
  amount: number
  available_after: number
  order_id: string | null
  key: string
  leg: number
  at: Date
  digest: Buffer
}
