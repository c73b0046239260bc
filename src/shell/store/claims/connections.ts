import type pg from 'pg'
import { ownPool } from '../own-pool.ts'
import type { Store } from '../store.ts'

/** More would wait for each other in the database: each shard has one batch of claims at a time, and one of acts. */
const CONNECTIONS_MAX = 20

/** Connections that only claims use. */
export function claimConnections(store: Pick<Store, 'pool' | 'shards'>): pg.Pool {
  return ownPool(store, Math.min(CONNECTIONS_MAX, 2 * store.shards + 4))
}
