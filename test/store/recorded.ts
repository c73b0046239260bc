import pg from 'pg'
import type { Store } from '../../src/shell/store/store.ts'

/** A statement that was sent, with what it was sent with. */
export interface Sent {
  readonly text: string
  readonly values: readonly unknown[]
}

type Query = (
  this: { database?: string },
  first: unknown,
  second?: unknown,
  ...more: unknown[]
) => unknown

/** Hears every statement that is sent to a store's database while something is done. */
export async function statementsOf(store: Store, act: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = []
  const { rows } = await store.pool.query<{ name: string }>('select current_database() as name')
  const own = rows[0]?.name
  const { prototype } = pg.Client as unknown as { prototype: { query: Query } }
  const before = prototype.query
  prototype.query = function (this: { database?: string }, first, second, ...more) {
    const { text, values } = first as { text?: string; values?: unknown[] }
    const said = typeof first === 'string' ? first : text
    // Servers of other tests ask their own databases meanwhile.
    const isOwn = this.database === own
    if (isOwn && said !== undefined)
      sent.push({ text: said, values: (values ?? second ?? []) as unknown[] })
    return before.call(this, first, second, ...more)
  }
  try {
    await act()
  } finally {
    prototype.query = before
  }
  return sent.filter(
    ({ text }) => !/^\s*(begin|commit|rollback|savepoint|release|set)\b/i.test(text),
  )
}

interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly Plan[]
}

/**
 * The tables that a statement reads from end to end: planned for the values that it was sent with, and
 * planned once for all values, as one that is prepared is after a while.
 */
export async function tablesScanned(store: Store, { text, values }: Sent): Promise<string[]> {
  const client = await store.pool.connect()
  try {
    const explain = 'explain (format json, costs off)'
    const once = await client.query<Explained>(`${explain} ${text}`, [...values])
    const nulls = values.length === 0 ? '' : `(${values.map(() => 'null').join(', ')})`
    await client.query(`set plan_cache_mode = force_generic_plan; prepare hot as ${text}`)
    const always = await client.query<Explained>(`${explain} execute hot${nulls}`)
    return [once, always].flatMap(({ rows }) => rows.flatMap(scannedIn))
  } finally {
    // What was set and prepared ends with the connection.
    client.release(true)
  }
}

interface Explained {
  readonly 'QUERY PLAN': readonly { readonly Plan: Plan }[]
}

function scannedIn({ 'QUERY PLAN': plans }: Explained): string[] {
  const scanned: string[] = []
  const visit = ({ 'Node Type': type, 'Relation Name': table, Plans = [] }: Plan): void => {
    if (type === 'Seq Scan' && table !== undefined) scanned.push(table)
    for (const plan of Plans) visit(plan)
  }
  for (const { Plan: plan } of plans) visit(plan)
  return scanned
}
