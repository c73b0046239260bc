import {
  ORDER_ACCOUNTS,
  type OrderMove,
  type OrderPosting,
} from '../../../core/orders/money/accounts.ts'
import type { OrderMoney } from '../../../core/orders/money/order-money.ts'
import type { Book, LedgerEntry, LedgerHead } from '../ledger/book.ts'
import { type Sealed, sealedInstant, sealedInstantSql } from '../ledger/seal.ts'

/** What of a paid order does not change. */
export interface PaidOrder {
  readonly order: string
  readonly buyer: string
  readonly seller: string
  readonly checkout: string
  /** The order as its quote calls it. */
  readonly place: string
  readonly currency: string
}

/** A movement as it is written: what it is done once for, and when. */
export interface MoneyEntry extends OrderMove {
  readonly number: number
  readonly posting: OrderPosting
  readonly escrowAfter: number
  readonly key: string
  readonly leg: number
  readonly at: Date
}

/** The end of an order's chain, with all that acts on its money ask. */
export interface MoneyHead {
  readonly money: OrderMoney
  readonly number: number
  /** How many refunds there are. */
  readonly refunds: number
  readonly digest: Buffer
}

/** What the digest of an entry is over. */
export function sealedEntry({ order, buyer, currency }: PaidOrder, entry: MoneyEntry): Sealed {
  const { number, amount, escrowAfter, leg } = entry
  const figures = [number, amount, escrowAfter, leg].map(String)
  const { posting, debit, credit, party, key, at } = entry
  const words = [posting, debit, credit, party, key]
  return [order, buyer, currency, ...figures, ...words, sealedInstant(at)]
}

/** What the seal of a head is over, besides the digest of the last entry. */
export function sealedHead(order: PaidOrder, { money, number, refunds }: MoneyHead): Sealed {
  const { escrow, pending, released, due, paid, returned } = money
  const figures = [number, escrow, pending, released, due, paid, returned, refunds]
  const { standing, confirmed, reimbursed, frozenBy } = money
  const lists = [confirmed, frozenBy].map((list) => JSON.stringify(list))
  return ['head', ...names(order), ...figures.map(String), standing, String(reimbursed), ...lists]
}

const names = ({ order, buyer, seller, checkout, place, currency }: PaidOrder): string[] => [
  ...[order, buyer, seller, checkout, place, currency],
]

type Row = Readonly<Record<string, unknown>>

const text = (value: unknown): string => value as string

const texts = (row: Row, columns: readonly string[]): string[] =>
  columns.map((column) => text(row[column]))

function readEntry(row: Row): LedgerEntry {
  const figures = texts(row, ['number', 'amount', 'escrow_after', 'leg'])
  const words = texts(row, ['posting', 'debit', 'credit', 'party', 'key', 'at'])
  return {
    chain: text(row.order_id),
    owner: text(row.buyer_id),
    number: text(row.number),
    unit: text(row.currency),
    debit: text(row.debit),
    credit: text(row.credit),
    amount: text(row.amount),
    balanceAfter: text(row.escrow_after),
    sealed: [...texts(row, ['order_id', 'buyer_id', 'currency']), ...figures, ...words],
    digest: row.digest as Buffer,
  }
}

const NAMES = ['order_id', 'buyer_id', 'seller_id', 'checkout_id', 'place', 'currency']
const FIGURES = 'number escrow pending released due paid returned refunds'.split(' ')

function readHead(row: Row): LedgerHead {
  const [number, balance] = texts(row, ['number', 'escrow']) as [string, string]
  const kept = texts(row, ['pending', 'released', 'due', 'paid'])
  const [pending, released, due, paid] = kept as [string, string, string, string]
  const lists = [row.confirmed, row.frozen_by].map((list) => JSON.stringify(list))
  const words = [text(row.standing), String(row.reimbursed), ...lists]
  return {
    chain: text(row.order_id),
    owner: text(row.buyer_id),
    number,
    balance,
    kept: { pending, released, 'refunds-due': due, 'cash-in': belowZero(paid) },
    digest: row.digest as Buffer,
    sealed: ['head', ...texts(row, NAMES), ...texts(row, FIGURES), ...words],
    seal: row.seal as Buffer,
  }
}

const belowZero = (amount: string): string => (amount === '0' ? amount : `-${amount}`)

/** The ledger of orders: a chain for each, and the balance of what it holds in escrow. */
export const ORDER_BOOK: Book = {
  name: 'order money',
  accounts: Object.keys(ORDER_ACCOUNTS),
  own: 'escrow',
  entries: {
    table: 'money_entries',
    columns: `order_id, buyer_id, currency, number::text, amount::text, escrow_after::text, leg::text,
      posting, debit, credit, party, key, ${sealedInstantSql('at')} as at, digest`,
    order: 'order_id, money_entries.number',
    read: readEntry,
  },
  heads: {
    table: 'order_money',
    columns: `${NAMES.join(', ')}, ${FIGURES.map((name) => `${name}::text`).join(', ')},
      standing, reimbursed, confirmed, frozen_by, digest, seal`,
    order: 'order_id',
    read: readHead,
  },
}
