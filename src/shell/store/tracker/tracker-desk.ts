import { isRefused } from '../../../core/base/faults.ts'
import type { History } from '../../../core/tracker/history/point.ts'
import type { Layer } from '../../../core/tracker/layers.ts'
import {
  type HistoryKey,
  keyText,
  type Observation,
  type Reading,
} from '../../../core/tracker/observation.ts'
import { receiptAgain } from '../../../core/tracker/reprice/receipt.ts'
import { observed } from '../../../core/tracker/stack.ts'
import { askIn } from '../claims/ask.ts'
import { Lane } from '../claims/lane.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import { readHistoryRows } from './history-rows.ts'
import { grown, KnownHistories } from './known-histories.ts'
import { type NextLook, type RecordedObservation, recordObservations } from './recording.ts'

export interface TrackerDeskOptions {
  /** Public offers that hold beside what a source reads: the platform's own, published codes. */
  readonly beside: (reading: Reading) => readonly Layer[]
  readonly nextLook: NextLook
  readonly now?: () => number
}

interface Waiting {
  readonly observation: Observation
  readonly isLook: boolean
  readonly resolve: (recorded: RecordedObservation) => void
  readonly reject: (error: unknown) => void
}

/** Observations in one transaction at most. */
const AT_ONCE = 200

/**
 * What is seen of prices, kept: readings become receipts with the public stack, receipts enter histories,
 * and whoever waits for a price is told in the same transaction. Observations that wait together are one.
 */
export class TrackerDesk {
  readonly #store: Store
  readonly #options: TrackerDeskOptions
  readonly #lanes: readonly Lane<Waiting>[]
  readonly #known = new KnownHistories()

  constructor(store: Store, options: TrackerDeskOptions) {
    this.#store = store
    this.#options = options
    this.#lanes = Array.from(
      { length: store.shards },
      (_, shard) => new Lane<Waiting>((batch) => this.#run(shard, batch), AT_ONCE),
    )
  }

  get now(): number {
    return this.#options.now?.() ?? Date.now()
  }

  /** Prices what was read with the public stack, and records it. `isLook`: it was read by schedule. */
  async read(reading: Reading, { isLook = true } = {}): Promise<RecordedObservation | null> {
    const receipt = observed(reading, { beside: this.#options.beside(reading) })
    return isRefused(receipt) ? null : this.record(receipt, { isLook })
  }

  /** The receipt that a stored reading is at an instant, which is not recorded. */
  priced(reading: Reading, at: number): Observation {
    return receiptAgain(reading, { beside: this.#options.beside(reading), at })
  }

  /** What a price would be later is asked with the same offers. */
  beside(reading: Reading): readonly Layer[] {
    return this.#options.beside(reading)
  }

  /** Records a receipt. */
  record(observation: Observation, { isLook = false } = {}): Promise<RecordedObservation> {
    const lane = this.#lanes[shardOf(observation.listing, this.#store.shards)] as Lane<Waiting>
    return new Promise((resolve, reject) => lane.ask({ observation, isLook, resolve, reject }))
  }

  /** The whole history of a key; empty where nothing is known. */
  async history(key: HistoryKey): Promise<History> {
    const shard = shardOf(key.listing, this.#store.shards)
    const text = keyText(key)
    const ask = askIn(this.#store.db)
    const known = this.#known.get(text)
    const since = known?.since ?? null
    const anew = await readHistoryRows(ask, { shard, key: text, since })
    const history = known ? grown(known.history, known.since, anew) : anew
    this.#known.put(text, history)
    return history
  }

  /** Resolves when nothing waits any more. */
  async close(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.drained()))
  }

  async #run(shard: number, batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    const isLook = batch[0]?.isLook ?? false
    const together = batch.filter((one) => one.isLook === isLook)
    const again = batch.filter((one) => one.isLook !== isLook)
    const { nextLook } = this.#options
    const observations = together.map(({ observation }) => observation)
    const recorded = await this.#store.db
      .transaction()
      .execute((trx) =>
        recordObservations(askIn(trx), { shard, observations, now: this.now, nextLook, isLook }),
      )
    for (const [at, one] of together.entries()) one.resolve(recorded[at] as RecordedObservation)
    return again
  }
}
