import { performance } from 'node:perf_hooks'
import type { Extension } from '../../../core/orders/extension.ts'
import { SteadyClock } from '../../../core/orders/steady-clock.ts'
import type { Ask } from '../claims/ask.ts'
import { statement } from './connections.ts'

/** Where orders get the time from: a test sets it, a server asks the database. */
export interface TimeSource {
  /** The clock on the wall; null for that of the database. */
  readonly wall: () => number | null
  /** Milliseconds since some moment, which nobody can set. */
  readonly counted: () => number
}

/** The clock of the database, as each of its machines has it. */
export const DATABASE_TIME: TimeSource = { wall: () => null, counted: () => performance.now() }

/** What whoever holds a shard knows of the time. */
export interface ShardTime {
  readonly now: number
  /** How many extensions of the platform there are. */
  readonly extensions: number
}

const LOCK_CLOCK = statement(
  'lock-clock',
  `select (extract(epoch from at) * 1000)::float8 as mark, extensions,
     (select extract(epoch from max(at)) * 1000 from order_clocks)::float8 as latest,
     (extract(epoch from clock_timestamp()) * 1000)::float8 as wall
   from order_clocks where shard = $1 for update`,
)
const MAKE_CLOCK = statement(
  'make-clock',
  `insert into order_clocks (shard, at, extensions)
   select $1, '-infinity', count(*) from order_extensions on conflict do nothing`,
)
const SET_CLOCK = statement(
  'set-clock',
  'update order_clocks set at = $2::timestamptz where shard = $1',
)

interface ClockRow {
  readonly mark: number
  /** The latest mark of all shards. */
  readonly latest: number
  readonly wall: number
  readonly extensions: number
}

/** A mark that is so old is brought up to date: after a restart, time is counted on from it. */
const MARK_MS = 250

/** The time of the shards: whoever reads it holds its shard until the end of the transaction. */
export class ShardClocks {
  readonly #source: TimeSource
  readonly #clock: SteadyClock
  readonly #onDoubt: (doubt: 'ahead' | 'behind') => void
  #doubt: 'ahead' | 'behind' | null = null

  constructor(
    source: TimeSource,
    options: { readonly trusts: boolean; readonly onDoubt: (doubt: 'ahead' | 'behind') => void },
  ) {
    this.#source = source
    this.#clock = new SteadyClock(options)
    this.#onDoubt = options.onDoubt
  }

  /** Takes a shard, and tells the present, which is never before what was written there. */
  async hold(ask: Ask, shard: number): Promise<ShardTime> {
    const row = await this.#row(ask, shard)
    const wall = this.#source.wall() ?? row.wall
    const mark = Number.isFinite(row.mark) ? Math.ceil(row.mark) : null
    // What stands in another shard counts too: this one may have never been held.
    const latest = Number.isFinite(row.latest) ? Math.ceil(row.latest) : null
    const reading = { wall: Math.floor(wall), counted: this.#source.counted() }
    const { now, doubt } = this.#clock.read(reading, latest)
    if (doubt !== null && doubt !== this.#doubt) this.#onDoubt(doubt)
    this.#doubt = doubt
    const present = Math.floor(now)
    if (mark === null || present - mark >= MARK_MS) {
      await ask(SET_CLOCK, [shard, new Date(present).toISOString()])
    }
    return { now: present, extensions: row.extensions }
  }

  async #row(ask: Ask, shard: number): Promise<ClockRow> {
    const [row] = await ask<ClockRow>(LOCK_CLOCK, [shard])
    if (row) return row
    await ask(MAKE_CLOCK, [shard])
    const [made] = await ask<ClockRow>(LOCK_CLOCK, [shard])
    return made as ClockRow
  }
}

const EXTENSIONS = statement('extensions', 'select document from order_extensions order by at, id')

/** Extensions of the platform as they were last read. */
export class KnownExtensions {
  #known: readonly Extension[] = []

  /** All of them, of which there are so many. */
  async read(ask: Ask, count: number): Promise<readonly Extension[]> {
    if (this.#known.length === count) return this.#known
    const rows = await ask<{ document: string }>(EXTENSIONS, [])
    this.#known = rows.map(({ document }) => JSON.parse(document) as Extension)
    return this.#known
  }
}
