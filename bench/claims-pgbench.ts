import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '../src/shell/store/store.ts'
import { clear, seedOffers } from './claims-market.ts'

/** Where pgbench comes from, for who has none. */
export const HOW_TO_GET = 'it comes with PostgreSQL (Debian: apt install postgresql-contrib)'

export const hasPgbench = () => spawnSync('pgbench', ['--version']).status === 0

// The same rows, one claim a transaction, as a server without batches would write them.
const CLAIM = String.raw`
\set n random(1, 1000000000000)
\set shard :n % 4
insert into claims (shard, buyer_id, offer_id, ordinal, offer_version, source, key, claimed_at,
  usable_until, changed_at)
values (:shard, 'buyer-' || :n, 'pgbench-0', 1, 1, 'centre', 'request-' || :n, clock_timestamp(),
  clock_timestamp() + interval '14 days', clock_timestamp()) on conflict do nothing;`

const LIMITED = `
begin;
update slices set uses_left = uses_left - 1 where shard = 0 and offer_id = 'pgbench-0' and uses_left > 0;
${CLAIM.trim()}
commit;`

/** Transactions a second of the best client of PostgreSQL itself: one claim each, so many connections. */
export async function pgbenchClaims(
  store: Store,
  { socket, limited, seconds }: { socket: string; limited: boolean; seconds: number },
): Promise<number> {
  await clear(store)
  await seedOffers(store, { count: 1, uses: limited ? 1e9 : null, prefix: 'pgbench' })
  await store.pool.query(
    `insert into slices (shard, offer_id, uses_left) values (0, 'pgbench-0', 1e9)`,
  )
  const folder = mkdtempSync(join(tmpdir(), 'pgbench-'))
  const script = join(folder, 'claim.sql')
  writeFileSync(script, limited ? LIMITED : CLAIM)
  const options = [
    '-n',
    '-M',
    'prepared',
    '-c',
    '16',
    '-j',
    '2',
    '-T',
    String(seconds),
    '-f',
    script,
  ]
  try {
    const said = await output('pgbench', ['-h', socket, '-U', 'tessera', ...options, 'tessera'])
    return Number(/tps = ([\d.]+)/.exec(said)?.[1] ?? Number.NaN)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function output(command: string, parameters: readonly string[]): Promise<string> {
  const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(said)
      else reject(new Error(`${command} ended with ${code}`))
    })
  })
}
