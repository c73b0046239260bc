import type { Statement } from '../claims/ask.ts'

/** The columns of rows that are written, with their types. */
export type Columns = Readonly<Record<string, string>>

/**
 * A statement that writes any number of rows, which come as one document: one with a parameter for each
 * value takes longer to be read than to be carried out, and is another one for each number of rows.
 */
export function writingRows(
  table: string,
  columns: Columns,
  { name, rest = '' }: { readonly name: string; readonly rest?: string },
): Statement {
  const names = Object.keys(columns).join(', ')
  const typed = Object.entries(columns).map(([column, type]) => `${column} ${type}`)
  const text = `insert into ${table} (${names})
    select ${names} from json_to_recordset($1::json) as r (${typed.join(', ')}) ${rest}`
  return { name: `money.${name}`, text }
}

/** Rows as such a statement takes them. */
export function rowsDocument(rows: readonly object[]): string {
  return JSON.stringify(rows.map(withTexts))
}

/** Bytes as PostgreSQL writes them. */
function withTexts(row: object): object {
  const texts = Object.entries(row).flatMap(([name, value]) =>
    Buffer.isBuffer(value) ? [[name, `\\x${value.toString('hex')}`]] : [],
  )
  return { ...row, ...Object.fromEntries(texts) }
}
