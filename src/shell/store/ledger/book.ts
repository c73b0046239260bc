import type { Sealed } from './seal.ts'

/** A row of a ledger as the check reads it: numbers as texts, since a forged one may be any. */
export interface LedgerEntry {
  /** Whose chain it stands in: a buyer, say. */
  readonly chain: string
  /** By whose id the chain is dealt to its shard, where that is not the chain's own. */
  readonly owner?: string
  readonly number: string
  readonly unit: string
  readonly debit: string
  readonly credit: string
  readonly amount: string
  /** What the chain's own account holds after it. */
  readonly balanceAfter: string
  readonly sealed: Sealed
  readonly digest: Buffer
}

/** The end of a chain, kept apart from it: what is missing at its end shows here. */
export interface LedgerHead {
  readonly chain: string
  readonly owner?: string
  readonly number: string
  readonly balance: string
  /** Balances of further accounts of the chain that its end keeps: they are computed again too. */
  readonly kept?: Readonly<Record<string, string>>
  readonly digest: Buffer
  readonly sealed: Sealed
  readonly seal: Buffer
}

/** One kind of row: which table has it, what is selected of it, and how a selected row is read. */
export interface LedgerTable<T> {
  readonly table: string
  readonly columns: string
  /** Within a shard: by chain in the order of bytes, then by number. */
  readonly order: string
  readonly read: (row: Readonly<Record<string, unknown>>) => T
}

/**
 * A double-entry ledger: chains of entries that each move an amount from one account to another. Every
 * book is checked by the same check.
 */
export interface Book {
  readonly name: string
  readonly accounts: readonly string[]
  /** The account of which each chain keeps its own balance. */
  readonly own: string
  readonly entries: LedgerTable<LedgerEntry>
  readonly heads: LedgerTable<LedgerHead>
}
