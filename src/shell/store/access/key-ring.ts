import { sql } from 'kysely'
import type { Store } from '../store.ts'
import type { KeyActor } from './actor.ts'
import { Batches } from './batches.ts'
import { type KeyRow, keyActor } from './keys.ts'

export interface KeyRingOptions {
  /** How often changes are read: a revoked key works for this long on other servers. */
  readonly everyMs?: number
  readonly onFault?: (error: unknown) => void
}

/**
 * The keys of integrators in memory, so that a request of theirs asks the database nothing. What changed
 * is read every second; a key or a secret that is not known yet is asked for at once.
 */
export class KeyRing {
  readonly #store: Store
  readonly #rows = new Map<string, KeyRow>()
  readonly #unknown: Batches<0, string, KeyRow | null>
  #readUntil: Date = new Date(0)
  #clockSkewMs = 0
  #timer: NodeJS.Timeout | undefined
  #reading: Promise<void> | undefined

  private constructor(store: Store) {
    this.#store = store
    this.#unknown = new Batches((_, ids) => this.#load(ids))
  }

  /** Reads every key, and follows what changes until `close`. */
  static async open(store: Store, options: KeyRingOptions = {}): Promise<KeyRing> {
    const ring = new KeyRing(store)
    await ring.refresh()
    ring.#timer = setInterval(() => {
      ring.refresh().catch(options.onFault ?? (() => {}))
    }, options.everyMs ?? 1_000)
    ring.#timer.unref()
    return ring
  }

  /** Whose key a token is, or null where it is none (any more). */
  async find(id: string, token: string, at?: Date): Promise<KeyActor | null> {
    const instant = at ?? new Date(Date.now() + this.#clockSkewMs)
    const row = this.#rows.get(id)
    const known = row ? keyActor(row, token, instant) : null
    if (known !== null || row?.revoked_at) return known
    // Just issued or renewed, perhaps by another server.
    const fresh = await this.#unknown.ask(0, id)
    return fresh ? keyActor(fresh, token, instant) : null
  }

  /** Reads what changed since the last time. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined
    })
    return this.#reading
  }

  close(): void {
    clearInterval(this.#timer)
  }

  async #read(): Promise<void> {
    const { rows } = await sql<KeyRow & { readonly changed_at: Date }>`
      select id, digest, previous_digest, previous_until, scopes, seller, revoked_at, changed_at
      from api_keys
      where changed_at > ${this.#readUntil}::timestamptz - make_interval(secs => ${OVERLAP_SECONDS})
    `.execute(this.#store.db)
    for (const row of rows) {
      this.#rows.set(row.id, row)
      if (row.changed_at > this.#readUntil) this.#readUntil = row.changed_at
    }
    const { rows: clock } = await sql<{ readonly now: Date }>`
      select clock_timestamp() as now`.execute(this.#store.db)
    this.#clockSkewMs = Number(clock[0]?.now) - Date.now()
  }

  async #load(ids: readonly string[]): Promise<(KeyRow | null)[]> {
    const rows = await this.#store.db
      .selectFrom('api_keys')
      .select([
        'id',
        'digest',
        'previous_digest',
        'previous_until',
        'scopes',
        'seller',
        'revoked_at',
      ])
      .where('id', 'in', [...new Set(ids)])
      .execute()
    for (const row of rows) this.#rows.set(row.id, row)
    return ids.map((id) => this.#rows.get(id) ?? null)
  }
}

/** A transaction may commit this much later than the clock that it read: changes are read twice. */
const OVERLAP_SECONDS = 10
