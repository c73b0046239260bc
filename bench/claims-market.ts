import { readdirSync, readFileSync } from 'node:fs'
import { openPool } from '../src/shell/store/claims/pools.ts'
import type { Store } from '../src/shell/store/store.ts'

/** Offers of a bench: so many, each with so many uses; null is without limit. */
export interface Offers {
  readonly count: number
  readonly uses: number | null
  readonly prefix: string
}

/** Writes offers that anybody can claim, as the act that issues them does. */
export async function seedOffers(store: Store, { count, uses, prefix }: Offers): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `${prefix}-${n}`)
  await store.db.transaction().execute(async (trx) => {
    for (const id of ids) {
      await trx
        .insertInto('offers')
        .values({
          id,
          version: 1,
          campaign_id: 'bench',
          seller: null,
          obtain: 'centre',
          document: JSON.stringify({ id, offer: {} }),
          claim_from: null,
          claim_until: null,
          usable_from: null,
          usable_until: null,
          valid_days: 14,
          per_buyer: 1,
          uses_limit: uses,
          budget_minor: null,
          ended_at: null,
        })
        .execute()
      if (uses !== null) await openPool(trx, id, uses, null)
    }
  })
  // As a server that runs for a while would know them.
  await store.pool.query('analyze offers, pools, slices, claims')
  return ids
}

/** Deletes every claim and offer: each row of a table begins alike. */
export async function clear(store: Store): Promise<void> {
  await store.pool.query(`truncate claims, claim_requests, slices, slice_transfers, slice_returns,
    pools, pool_transfers, pool_returns, offers, outbox`)
  await store.pool.query('checkpoint')
}

/** What /proc counts processor time in. */
const TICKS_A_SECOND = 100

/** Processor seconds that the connections of the databases of this machine have used; 0 where it cannot be told. */
export function databaseSeconds(): number {
  if (process.platform !== 'linux') return 0
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.reduce((sum, pid) => sum + secondsOf(pid), 0)
}

function secondsOf(pid: string): number {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    if (!/^postgres: tessera tessera /.test(command)) return 0
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND
  } catch {
    return 0
  }
}
