import {
  SELLER_ACCOUNTS,
  type SellerMove,
  type SellerPosting,
} from '../../../core/orders/money/accounts.ts'
import type { SellerMoney } from '../../../core/orders/money/seller-money.ts'
import type { Book, LedgerEntry, LedgerHead } from '../ledger/book.ts'
import { type Sealed, sealedInstant, sealedInstantSql } from '../ledger/seal.ts'

/** Whose money it is: a seller has a chain for each currency. */
export interface SellerChain {
  readonly seller: string
  readonly currency: string
}

/** A movement as it is written. */
export interface SellerEntry extends Omit<SellerMove, 'party'> {
  readonly number: number
  readonly posting: SellerPosting
  readonly availableAfter: number
  /** The order that it came of. */
  readonly order: string | null
  readonly key: string
  readonly leg: number
  readonly at: Date
}

export interface SellerHead {
  readonly money: SellerMoney
  readonly number: number
  readonly digest: Buffer
}

/** What the digest of an entry is over. */
export function sealedSellerEntry({ seller, currency }: SellerChain, entry: SellerEntry): Sealed {
  const { number, amount, availableAfter, leg, posting, debit, credit, order, key, at } = entry
  const figures = [number, amount, availableAfter, leg].map(String)
  return [seller, currency, ...figures, posting, debit, credit, order, key, sealedInstant(at)]
}

/** What the seal of a head is over, besides the digest of the last entry. */
export function sealedSellerHead({ seller, currency }: SellerChain, head: SellerHead): Sealed {
  const { available, owed, withdrawn } = head.money
  const { number } = head
  return ['head', seller, currency, ...[number, available, owed, withdrawn].map(String)]
}

type Row = Readonly<Record<string, unknown>>

const text = (value: unknown): string => value as string

const texts = (row: Row, columns: readonly string[]): string[] =>
  columns.map((column) => text(row[column]))

/** The currency first, which is of one length: so the chains stand in the order of their bytes. */
const chainOf = (row: Row): string => `${row.currency} ${row.seller_id}`

function readEntry(row: Row): LedgerEntry {
  const figures = texts(row, ['number', 'amount', 'available_after', 'leg'])
  const words = texts(row, ['posting', 'debit', 'credit', 'order_id', 'key', 'at'])
  return {
    chain: chainOf(row),
    owner: text(row.seller_id),
    number: text(row.number),
    unit: text(row.currency),
    debit: text(row.debit),
    credit: text(row.credit),
    amount: text(row.amount),
    balanceAfter: text(row.available_after),
    sealed: [...texts(row, ['seller_id', 'currency']), ...figures, ...words],
    digest: row.digest as Buffer,
  }
}

function readHead(row: Row): LedgerHead {
  const figures = texts(row, ['number', 'available', 'owed', 'withdrawn'])
  const [number, balance, owed, withdrawn] = figures as [string, string, string, string]
  return {
    chain: chainOf(row),
    owner: text(row.seller_id),
    number,
    balance,
    kept: { receivable: owed === '0' ? owed : `-${owed}`, withdrawn },
    digest: row.digest as Buffer,
    sealed: ['head', ...texts(row, ['seller_id', 'currency']), ...figures],
    seal: row.seal as Buffer,
  }
}

/** The ledger of sellers: a chain for each seller and currency, and what can be withdrawn. */
export const SELLER_BOOK: Book = {
  name: 'seller money',
  accounts: Object.keys(SELLER_ACCOUNTS),
  own: 'available',
  entries: {
    table: 'seller_entries',
    columns: `seller_id, currency, number::text, amount::text, available_after::text, leg::text,
      posting, debit, credit, order_id, key, ${sealedInstantSql('at')} as at, digest`,
    order: 'currency, seller_id, seller_entries.number',
    read: readEntry,
  },
  heads: {
    table: 'seller_money',
    columns: `seller_id, currency, number::text, available::text, owed::text, withdrawn::text,
      digest, seal`,
    order: 'currency, seller_id',
    read: readHead,
  },
}
