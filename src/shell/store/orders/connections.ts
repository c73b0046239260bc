import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Statement } from '../claims/ask.ts'
import { ownPool } from '../own-pool.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

/** A shard has one transaction of orders at a time, and reading takes others. */
const CONNECTIONS_MAX = 16

/** Statements that connections prepare once, by their texts. */
const prepared = new Map<string, string>()

/** A statement that connections of orders prepare once: planning it takes longer than carrying it out. */
export function statement(name: string, text: string): Statement {
  prepared.set(text, `orders.${name}`)
  return { name, text }
}

/** Statements of other parts that are asked by connections of orders. */
export function prepareAlso(statements: readonly Statement[]): void {
  for (const { name, text } of statements) prepared.set(text, name)
}

/** Connections that only acts on orders use: none of them waits behind a page. */
export interface OrderConnections {
  readonly db: Kysely<Tables>
  readonly close: () => Promise<void>
}

/** Opens them; each prepares the statements that come again and again. */
export function orderConnections(store: Pick<Store, 'pool'>): OrderConnections {
  const own = ownPool(store, CONNECTIONS_MAX)
  own.on('connect', prepareOn)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: own }) })
  return { db, close: () => db.destroy() }
}

/** Gives a statement that is to be prepared its name on the way to the database. */
function prepareOn(client: pg.PoolClient): void {
  const ask = client.query.bind(client) as (...asked: unknown[]) => unknown
  const named = (first: unknown, ...others: unknown[]) => {
    const name = typeof first === 'string' ? prepared.get(first) : undefined
    if (name === undefined) return ask(first, ...others)
    const [values, ...rest] = others
    return ask({ name, text: first, values }, ...rest)
  }
  client.query = named as typeof client.query
}
