import { sql } from 'kysely'
import { digestOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { AccountActor, AccountRole } from './actor.ts'
import { Batches } from './batches.ts'
import { instantOf } from './clock.ts'
import { shardOfToken } from './sessions.ts'

interface Found extends AccountActor {
  readonly isStale: boolean
}

/**
 * Finds the accounts of tokens: one question to one shard, and those that come meanwhile together. What
 * is found is not remembered, so a session that ended has ended everywhere at once.
 */
export class SessionLookup {
  readonly #store: Store
  readonly #batches: Batches<
    number,
    { readonly digest: Buffer; readonly at: Date | undefined },
    Found | null
  >

  constructor(store: Store) {
    this.#store = store
    this.#batches = new Batches((shard, asked) => this.#load(shard, asked))
  }

  /** Whose session a token is, or null where it is none (any more). */
  async find(token: string, at?: Date): Promise<AccountActor | null> {
    const shard = shardOfToken(token, this.#store.shards)
    if (shard === null) return null
    const digest = digestOf(token)
    const found = await this.#batches.ask(shard, { digest, at })
    if (found === null) return null
    const { isStale, ...actor } = found
    if (isStale) await this.#touch(shard, digest, at)
    return actor
  }

  async #load(
    shard: number,
    asked: readonly { readonly digest: Buffer; readonly at: Date | undefined }[],
  ): Promise<(Found | null)[]> {
    const digests = asked.map(({ digest }) => digest)
    const instants = asked.map(({ at }) => at ?? null)
    const { rows } = await sql<Row>`
      select asked.place, account.id, account.role, account.name, account.seller,
        session.seen_at < asked.at - make_interval(secs => ${SEEN_EVERY_SECONDS}) as stale
      from (
        select place, digest, coalesce(at, clock_timestamp()) as at
        from unnest(${digests}::bytea[], ${instants}::timestamptz[])
          with ordinality as given (digest, at, place)
      ) as asked
      join sessions as session on session.shard = ${shard} and session.digest = asked.digest
      join accounts as account on account.shard = ${shard} and account.id = session.account_id
      where session.expires_at > asked.at and account.closed_at is null
        and session.seen_at + make_interval(secs => session.idle_seconds) > asked.at
    `.execute(this.#store.db)
    const found: (Found | null)[] = asked.map(() => null)
    for (const { place, id, role, name, seller, stale } of rows) {
      found[place - 1] = { kind: 'account', id, role, name, seller, isStale: stale }
    }
    return found
  }

  /** Written rarely: an idle session is one that was not seen for hours. */
  async #touch(shard: number, digest: Buffer, at: Date | undefined): Promise<void> {
    await this.#store.db
      .updateTable('sessions')
      .set({ seen_at: instantOf(at) })
      .where('shard', '=', shard)
      .where('digest', '=', digest)
      .execute()
  }
}

const SEEN_EVERY_SECONDS = 300

interface Row {
  readonly place: number
  readonly id: string
  readonly role: AccountRole
  readonly name: string
  readonly seller: string | null
  readonly stale: boolean
}
