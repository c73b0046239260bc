import { createHmac } from 'node:crypto'

/** What is sealed of a row: its columns as texts, in a fixed order. */
export type Sealed = readonly (string | null)[]

/** The key of a book's seals: who has a copy of its tables alone cannot make any. */
export function ledgerKey(secret: Buffer, book: string): Buffer {
  return createHmac('sha256', secret).update(`ledger ${book}`).digest()
}

/** Seals a row together with the seal of the row before, so that none can change, go or come between. */
export function sealOf(key: Buffer, before: Buffer, row: Sealed): Buffer {
  return createHmac('sha256', key).update(before).update(JSON.stringify(row)).digest()
}

/** What stands before the first row of a chain. */
export const NOTHING_BEFORE = Buffer.alloc(0)

/** An instant as it is sealed: milliseconds since 1970. */
export const sealedInstant = (at: Date | null): string | null => at && String(at.getTime())

/** The same of a column, in SQL: finer digits, which no act of ours writes, show. */
export const sealedInstantSql = (column: string): string =>
  `trim_scale(extract(epoch from ${column}) * 1000)::text`
