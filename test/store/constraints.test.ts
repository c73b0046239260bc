import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DISTRIBUTION, distributionScript } from '../../src/shell/store/distribution.ts'
import { freshStore } from './database.ts'

const store = await freshStore({ connections: 2 })

interface Unique {
  readonly table: keyof typeof DISTRIBUTION
  readonly name: string
  readonly columns: readonly string[]
}

/** Unique indexes, those of constraints included. */
const { rows: uniques } = await store.pool.query<Unique>(`
  select t.relname as table, i.relname as name,
    array(select a.attname::text
      from unnest(x.indkey::int2[]) with ordinality as k (number, place)
        join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.number
      order by k.place) as columns
  from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
  where x.indisunique and t.relnamespace = 'public'::regnamespace and t.relname !~ '^kysely_'
  order by 1, 2`)

const { rows: tables } = await store.pool.query<{ name: string }>(`
  select relname as name from pg_class
  where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and relname !~ '^kysely_'
  order by 1`)

describe('a database that can be distributed', () => {
  it('has a key for every table, and no other', () => {
    expect(tables.map(({ name }) => name)).toEqual(Object.keys(DISTRIBUTION).toSorted())
  })

  it.each(uniques)('$table: $name holds the key of its table', ({ table, columns }) => {
    const { by } = DISTRIBUTION[table]
    if (by !== 'reference') expect(columns).toContain(by)
  })

  it('has a primary key for every table, the key of the distribution first', () => {
    const keys = new Map(
      uniques
        .filter(({ name }) => name.endsWith('_pkey'))
        .map(({ table, columns }) => [table, columns]),
    )
    for (const [table, { by }] of Object.entries(DISTRIBUTION)) {
      const columns = keys.get(table as Unique['table'])
      expect(columns, table).toBeDefined()
      if (by !== 'reference') expect(columns?.[0], table).toBe(by)
    }
  })

  it('finds a constraint that does not', async () => {
    await store.pool.query('create table planted (shard smallint, id text unique)')
    const { rows } = await store.pool.query<{ columns: string[] }>(`
      select array(select a.attname::text from pg_attribute a
        where a.attrelid = x.indrelid and a.attnum = any (x.indkey)) as columns
      from pg_index x where x.indrelid = 'planted'::regclass and x.indisunique`)
    expect(rows.some(({ columns }) => !columns.includes('shard'))).toBe(true)
    await store.pool.query('drop table planted')
  })

  it('has no trigger, and no foreign key that leads out of a shard', async () => {
    const { rows } = await store.pool.query(`
      select tgrelid::regclass::text as table, tgname as name from pg_trigger
      join pg_class c on c.oid = tgrelid where c.relnamespace = 'public'::regnamespace
      union all
      select conrelid::regclass::text, conname from pg_constraint
      where contype in ('f', 'x') and connamespace = 'public'::regnamespace`)
    expect(rows).toEqual([])
  })

  it('is distributed by the script of docs/scale.md', () => {
    const page = readFileSync(new URL('../../docs/scale.md', import.meta.url), 'utf8')
    expect(page, 'write it with: node docs/scale.ts').toContain(distributionScript())
    for (const [table, { because }] of Object.entries(DISTRIBUTION)) {
      expect(page).toContain(`| \`${table}\` |`)
      expect(page).toContain(because)
    }
  })
})
