import { setTimeout as wait } from 'node:timers/promises'
import type { Left } from '../../../core/offers/claim-world.ts'
import type { Ask } from './ask.ts'
import { insist } from './database-faults.ts'
import { forgetTransfer, openSlice, type Transfer, takeBack, takeFromPool } from './moves.ts'
import { finishReturn, finishTransfer } from './settle.ts'
import { restOf, type Stock, stockOf } from './stock.ts'

/** What waits at a slice for more than it has. */
export interface Demand {
  readonly offer: string
  readonly shard: number
  /** What must lie in the slice before any who wait can be served. */
  readonly least: Left
  /** What would serve them all. */
  readonly all: Left
}

/** A transfer to be received, `again` where the slice has enough by now, or why there is no more. */
export type Supplied = Transfer | 'again' | 'exhausted' | 'budget-spent'

export interface SupplyOptions {
  readonly ask: Ask
  readonly shards: number
  /** How long it is taken for granted that there is no more, without looking again. */
  readonly exhaustedForMs: number
}

// Half of an equal share: fewer, and a slice is filled too often; more, and the last shards to ask find
// the pool empty while others sit on what they do not need.
const PARTS_PER_SHARD = 2

/** Beyond it all are looked at again: memory stays small, and so is the work. */
const REMEMBERED_MAX = 10_000

/** Fills slices from pools, and empties other slices where a pool has no more. */
export class Supply {
  readonly #options: SupplyOptions
  /** When it was found of an offer that nothing is left. */
  readonly #exhausted = new Map<string, number>()
  readonly #forgetting = new Set<Promise<void>>()

  constructor(options: SupplyOptions) {
    this.#options = options
  }

  /**
   * Whether it was known that nothing was left of an offer, a moment ago, when a statement began: then what
   * it did not see was not granted by another process meanwhile, and nobody need look for more.
   */
  isExhausted(offer: string, beganMs: number): boolean {
    const foundMs = this.#exhausted.get(offer)
    if (foundMs === undefined) return false
    if (performance.now() < foundMs + this.#options.exhaustedForMs) return foundMs <= beganMs
    this.#exhausted.delete(offer)
    return false
  }

  /** A transfer was received: its row is not waited for. If it stays, whoever settles finds it received. */
  forget(transfer: Transfer): void {
    const forgetting = forgetTransfer(this.#options.ask, transfer)
      .catch(() => {})
      .finally(() => this.#forgetting.delete(forgetting))
    this.#forgetting.add(forgetting)
  }

  /** Resolves when nothing is left to be forgotten. */
  async idle(): Promise<void> {
    await Promise.all(this.#forgetting)
  }

  /** Uses or money have come back. */
  cameBack(offer: string): void {
    this.#exhausted.delete(offer)
  }

  /**
   * Finds what is asked for, wherever it lies (fg.reject). That there is no more is true: at one instant of
   * the asking there was less than `least` in all places together, what was on its way included.
   */
  fill(demand: Demand): Promise<Supplied> {
    // What was taken by an attempt that failed is on its way, and comes back like that of a process that died.
    return insist(() => this.#fill(demand))
  }

  async #fill(demand: Demand): Promise<Supplied> {
    const { ask, shards } = this.#options
    const { offer, shard } = demand
    // Nearly always the pool has enough: it is asked before all is looked at.
    let missing: Pick<Demand, 'least' | 'all'> = demand
    for (;;) {
      const transfer = await takeFromPool(ask, {
        offer,
        shard,
        atLeast: missing.least,
        wanted: missing.all,
        oneIn: shards * PARTS_PER_SHARD,
      })
      if (transfer) {
        await openSlice(ask, shard, offer)
        return transfer
      }
      const stock = await stockOf(ask, offer)
      const own = stock.slices.find((slice) => slice.shard === shard) ?? { uses: 0, budget: 0 }
      if (isEnough(own, demand.least)) return 'again'
      missing = { least: less(demand.least, own), all: less(demand.all, own) }
      if (isEnough(restOf(stock), demand.least)) await this.#gather(stock, demand)
      else if (await this.#isStill(stock, demand)) {
        if (restOf(stock).uses >= demand.least.uses) return 'budget-spent'
        this.#remember(offer)
        return 'exhausted'
      }
    }
  }

  /** Whether nothing came anywhere since it was read: then all was as short at one instant. */
  async #isStill(stock: Stock, { offer, least }: Demand): Promise<boolean> {
    const again = await stockOf(this.#options.ask, offer)
    return again.arrivals === stock.arrivals && !isEnough(restOf(again), least)
  }

  /** Brings what lies in other slices back to the pool; waits for what others have on its way. */
  async #gather(stock: Stock, { offer, shard, least }: Demand): Promise<void> {
    const { ask } = this.#options
    const what = { uses: least.uses > 0, budget: least.budget > 0 }
    let moved = 0
    for (const one of stock.returns) moved += await done(finishReturn(ask, one))
    for (const one of stock.transfers)
      if (one.isStale) moved += await done(finishTransfer(ask, one))
    for (const slice of stock.slices) {
      const has = (what.uses && slice.uses > 0) || (what.budget && slice.budget > 0)
      if (slice.shard === shard || !has) continue
      const taken = await takeBack(ask, { shard: slice.shard, offer }, what)
      if (taken) moved += await done(finishReturn(ask, taken))
    }
    if (moved === 0) await wait(5 + Math.random() * 10)
  }

  #remember(offer: string): void {
    if (this.#exhausted.size >= REMEMBERED_MAX) this.#exhausted.clear()
    this.#exhausted.set(offer, performance.now())
  }
}

const done = (act: Promise<void>): Promise<1> => act.then(() => 1)

const isEnough = (has: Left, needed: Left) => has.uses >= needed.uses && has.budget >= needed.budget

const less = (one: Left, other: Left): Left => ({
  uses: Math.max(0, one.uses - other.uses),
  budget: Math.max(0, one.budget - other.budget),
})
