import { DISTRIBUTION } from '../../src/shell/store/distribution.ts'
import type { Store } from '../../src/shell/store/store.ts'

interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly isNeeded: boolean
  readonly isIdentity: boolean
}

/** A value of each type that differs from row to row `i` where it can. */
const VALUES: Readonly<Record<string, string>> = {
  smallint: '(i % 4)::smallint',
  integer: '1 + i % 3',
  bigint: 'i',
  text: `'row-' || i`,
  'text[]': `array['row-' || i]`,
  bytea: `decode(md5(i::text), 'hex')`,
  boolean: 'false',
  jsonb: `jsonb_build_object('row', i)`,
  'timestamp with time zone': `clock_timestamp() + i * interval '1 second'`,
}

/**
 * Puts so many rows into every table, whatever they mean: what a plan is made from is how many there are and
 * how they differ. The database is a test's own, so the checks that rows of no meaning fail are dropped.
 */
export async function fillTables(store: Store, rows: number): Promise<void> {
  const { rows: checks } = await store.pool.query<{ table: string; name: string }>(`
    select conrelid::regclass::text as table, conname as name from pg_constraint
    where contype = 'c' and connamespace = 'public'::regnamespace`)
  for (const { table, name } of checks) {
    await store.pool.query(`alter table ${table} drop constraint ${name}`)
  }
  const { rows: columns } = await store.pool.query<Column>(`
    select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull as "isNeeded", a.attidentity <> '' as "isIdentity"
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`)
  for (const table of Object.keys(DISTRIBUTION)) {
    if (table === 'settings') continue
    const needed = columns.filter((one) => one.table === table && one.isNeeded && !one.isIdentity)
    const values = needed.map(({ name, type }) => {
      const value = VALUES[type]
      if (value === undefined) throw new Error(`${table}.${name}: no value of type ${type}`)
      return value
    })
    await store.pool.query(`
      insert into ${table} (${needed.map(({ name }) => name).join(', ')})
      select ${values.join(', ')} from generate_series(1, ${rows}) as i on conflict do nothing`)
  }
  await store.pool.query('analyze')
}
