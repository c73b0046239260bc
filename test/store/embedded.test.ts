import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/shell/store/store.ts'
import { freshStore } from './database.ts'

const folder = mkdtempSync(join(tmpdir(), 'tessera-embedded-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the embedded server', () => {
  it('heals after a kill of its process: what was acknowledged is there', async () => {
    const script = `
      import { openStore } from ${JSON.stringify(new URL('../../src/shell/store/store.ts', import.meta.url))}
      const store = await openStore({ folder: ${JSON.stringify(folder)}, connections: 2 })
      await store.pool.query("insert into buyers (shard, id) values (0, 'b1')")
      process.stdout.write('acknowledged')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script])
    await new Promise((resolve) => child.stdout.once('data', resolve))
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    const store = await openStore({ folder, connections: 2 })
    const rows = await store.db.selectFrom('buyers').select('id').execute()
    expect(rows).toEqual([{ id: 'b1' }])
    await store.close()
  }, 30_000)

  it('is shared with a second opener, and ended by the first only', async () => {
    const first = await openStore({ folder, connections: 2 })
    const second = await openStore({ folder, connections: 2 })
    await second.close()
    const { rows } = await first.pool.query<{ one: number }>('select 1 as one')
    expect(rows).toEqual([{ one: 1 }])
    await first.close()
  }, 30_000)

  it('keeps every acknowledged commit: fsync and synchronous_commit are on', async () => {
    const store = await openStore({ folder, connections: 2 })
    const { rows } = await store.pool.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes') order by name",
    )
    expect(rows.map(({ setting }) => setting)).toEqual(['on', 'on', 'on'])
    await store.close()
    expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).not.toContain('FATAL:  data')
  }, 30_000)
})

describe('a new database', () => {
  it('has a number of shards and a secret that every server sees alike', async () => {
    const store = await freshStore({ shards: 7 })
    // The template was made with the number that an installation gets unless it says otherwise.
    expect(store.shards).toBe(4)
    expect(store.secret).toHaveLength(32)
  })
})
