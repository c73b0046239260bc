import { sql } from 'kysely'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'

type Database = Pick<Store, 'db' | 'shards'>

/** What is kept of a host from now on, and until when it is of use. */
export interface KeptHost {
  readonly state: object
  readonly until: Date
}

/**
 * Changes what is kept of a host, one after the other for all who ask: a token that two servers saw is taken
 * by one of them. `change` gets null for a host of which nothing is known.
 */
export async function changeHost<T>(
  { db, shards }: Database,
  host: string,
  change: (state: object | null) => readonly [KeptHost, T],
): Promise<T> {
  const shard = shardOf(host, shards)
  return db.transaction().execute(async (trx) => {
    // Made first, so that there is a row to wait for, and nobody else's first turn is lost.
    await sql`insert into source_hosts (shard, host, state, until)
      values (${shard}, ${host}, 'null', now()) on conflict do nothing`.execute(trx)
    const { rows } = await sql<{ state: string }>`select state from source_hosts
      where shard = ${shard} and host = ${host} for update`.execute(trx)
    const [kept, answer] = change(JSON.parse(rows[0]?.state ?? 'null'))
    await sql`update source_hosts set state = ${JSON.stringify(kept.state)}, until = ${kept.until}
      where shard = ${shard} and host = ${host}`.execute(trx)
    return answer
  })
}

/** Forgets hosts of which there is nothing to remember any more; how many. */
export async function tidyHosts({ db, shards }: Database, now: Date): Promise<number> {
  let gone = 0
  for (let shard = 0; shard < shards; shard++) {
    const { numAffectedRows = 0n } = await sql`delete from source_hosts
      where shard = ${shard} and until <= ${now}`.execute(db)
    gone += Number(numAffectedRows)
  }
  return gone
}
