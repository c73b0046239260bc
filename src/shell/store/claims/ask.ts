import { CompiledQuery, type Kysely } from 'kysely'
import type pg from 'pg'
import type { Tables } from '../tables.ts'

/** A statement that each connection prepares once, by its name. */
export interface Statement {
  readonly name: string
  readonly text: string
}

/** Asks a statement of the database, of whatever connection or transaction. */
export type Ask = <Row extends object>(
  statement: Statement,
  values: readonly unknown[],
) => Promise<Row[]>

/** Over any free connection of a pool, or over one. */
export function askOver(client: Pick<pg.Pool, 'query'>): Ask {
  return async <Row extends object>({ name, text }: Statement, values: readonly unknown[]) => {
    const { rows } = await client.query<Row>({ name: `claims.${name}`, text, values: [...values] })
    return rows
  }
}

/** Inside a transaction of typed queries. */
export function askIn(trx: Kysely<Tables>): Ask {
  return async <Row extends object>({ text }: Statement, values: readonly unknown[]) => {
    const { rows } = await trx.executeQuery<Row>(CompiledQuery.raw(text, [...values]))
    return rows
  }
}
