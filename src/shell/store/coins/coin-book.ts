import { type CoinEntry, coinAccounts } from '../../../core/offers/coins.ts'
import type { Book, LedgerEntry, LedgerHead } from '../ledger/book.ts'
import { type Sealed, sealedInstant, sealedInstantSql } from '../ledger/seal.ts'

/** An entry as it is written, with what the rules do not ask about. */
export interface WrittenEntry extends CoinEntry {
  readonly key: string
  readonly at: Date
}

/** What the digest of an entry is over. */
export function sealedEntry(buyer: string, entry: WrittenEntry): Sealed {
  const { number, cause, debit, credit, amount, heldAfter, reference, key, at, expiresAt } = entry
  const figures = [number, amount, heldAfter].map(String)
  return [
    ...[buyer, ...figures, cause, debit, credit, reference, key],
    sealedInstant(at),
    expiresAt === null ? null : String(expiresAt),
  ]
}

/** The end of a buyer's chain. */
export interface CoinHead {
  readonly number: number
  readonly held: number
  readonly lapsesAt: Date | null
  readonly digest: Buffer
}

/** What the seal of a head is over, besides the digest of the last entry. */
export function sealedHead(buyer: string, { number, held, lapsesAt }: CoinHead): Sealed {
  return ['head', buyer, String(number), String(held), sealedInstant(lapsesAt)]
}

const text = (value: unknown): string => value as string

function readEntry(row: Readonly<Record<string, unknown>>): LedgerEntry {
  const figures = [row.number, row.amount, row.held_after].map(text)
  const words = [row.cause, row.debit, row.credit, row.reference, row.key].map(text)
  return {
    chain: text(row.buyer_id),
    number: text(row.number),
    unit: 'coins',
    debit: text(row.debit),
    credit: text(row.credit),
    amount: text(row.amount),
    balanceAfter: text(row.held_after),
    sealed: [text(row.buyer_id), ...figures, ...words, text(row.at), row.expires_at as null],
    digest: row.digest as Buffer,
  }
}

function readHead(row: Readonly<Record<string, unknown>>): LedgerHead {
  const chain = text(row.buyer_id)
  const [number, balance] = [text(row.number), text(row.held)]
  return {
    chain,
    number,
    balance,
    digest: row.digest as Buffer,
    sealed: ['head', chain, number, balance, row.lapses_at as string | null],
    seal: row.seal as Buffer,
  }
}

/** The ledger of coins: a chain for each buyer, and the balance of what the buyer holds. */
export const COIN_BOOK: Book = {
  name: 'coins',
  accounts: coinAccounts,
  own: 'held',
  entries: {
    table: 'coin_entries',
    columns: `buyer_id, number::text, cause, debit, credit, amount::text, held_after::text, reference,
      key, ${sealedInstantSql('at')} as at, ${sealedInstantSql('expires_at')} as expires_at, digest`,
    order: 'buyer_id, coin_entries.number',
    read: readEntry,
  },
  heads: {
    table: 'coin_heads',
    columns: `buyer_id, number::text, held::text, ${sealedInstantSql('lapses_at')} as lapses_at,
      digest, seal`,
    order: 'buyer_id',
    read: readHead,
  },
}
