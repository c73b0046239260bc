import pg from 'pg'
import { expect, it } from 'vitest'
import { migrationFiles } from '../../../src/shell/store/migrations.ts'
import { freshDatabase } from '../database.ts'

it('keeps what was marked before there were marks, and what is priced later by itself (fg.t.history)', async () => {
  const client = new pg.Client(await freshDatabase())
  await client.connect()
  await client.query('drop schema public cascade; create schema public')
  const files = [...migrationFiles()]
  const at = files.findIndex(([name]) => name.startsWith('0014'))
  for (const [, text] of files.slice(0, at)) await client.query(text)
  const insert = `insert into histories (shard, key, listing_id, currency, surface, tail, interval_ms,
    added_at, reading, receipt, reprice_at) select 0, key, key, 'USD', 'site', '{}', 1000, now(),
    receipt, receipt, at::timestamptz from unnest($1::text[], $2::text[], $3::text[]) as h (key, receipt, at)`
  const [past, later] = ['2026-05-01T00:00:00Z', '2027-01-01T00:00:00Z']
  const receipts = ['{"sale":1}', '{"sale":2}', '{"sale":3}', null]
  await client.query(insert, [['1', '2', '3', '4'], receipts, [past, later, null, past]])
  for (const [, text] of files.slice(at)) await client.query(text)
  const { rows } = await client.query('select key, receipt, reprice_at from histories order by key')
  expect(rows).toEqual([
    { key: '1', receipt: '{"sale":1}', reprice_at: new Date(past) },
    { key: '2', receipt: '{"sale":2}', reprice_at: new Date(later) },
    { key: '3', receipt: '{"sale":3}', reprice_at: null },
    // Nothing was read of it: there is nothing to be priced.
    { key: '4', receipt: null, reprice_at: null },
  ])
  await client.end()
})
