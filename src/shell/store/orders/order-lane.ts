import type { Kysely } from 'kysely'
import { type Refusal, refusal } from '../../../core/offers/refusals.ts'
import { askIn } from '../claims/ask.ts'
import { isUniqueViolation } from '../claims/database-faults.ts'
import { Lane } from '../claims/lane.ts'
import type { Tables } from '../tables.ts'
import type { OrderRequest } from './decision.ts'
import { LATER, type ShardTools, type Worked, workOn } from './shard-work.ts'

/** A request with who waits for it. */
interface WaitingRequest extends OrderRequest {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Requests in one transaction at most: more make the first wait for the last. */
const AT_ONCE = 200

/**
 * The requests to the orders of one shard: those that wait together are one transaction. What one is
 * short of is fetched between two, and it is asked again.
 */
export class OrderLane {
  readonly #db: Kysely<Tables>
  readonly #tools: ShardTools
  readonly #lane: Lane<WaitingRequest>
  readonly #fetching = new Set<Promise<void>>()
  /** Why there is no more of what a request was short of. */
  readonly #exhausted = new WeakMap<object, Refusal>()

  constructor(db: Kysely<Tables>, tools: ShardTools) {
    this.#db = db
    this.#tools = tools
    this.#lane = new Lane((batch) => this.#run(batch), AT_ONCE)
  }

  ask<A>(request: OrderRequest<A>): Promise<A> {
    return new Promise((resolve, reject) => {
      this.#lane.ask({ ...request, resolve: resolve as (answer: unknown) => void, reject })
    })
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.#lane.drained()
    while (this.#fetching.size > 0) {
      await Promise.all(this.#fetching)
      await this.#lane.drained()
    }
  }

  async #run(waiting: readonly WaitingRequest[]): Promise<readonly WaitingRequest[]> {
    try {
      const { answers, shorts, open } = await this.#transaction(waiting)
      open?.committed()
      for (const [at, request] of waiting.entries()) {
        if (answers[at] !== LATER) request.resolve(answers[at])
      }
      for (const { request, short } of shorts)
        this.#fetch(waiting[request] as WaitingRequest, short)
      return []
    } catch (error) {
      // Somebody else brought what we fetched, or claimed without the turn: it is seen now.
      if (isUniqueViolation(error, 'slice_transfers_pkey')) return waiting
      if (isUniqueViolation(error, 'claims_pkey')) return waiting
      throw error
    }
  }

  #transaction(waiting: readonly WaitingRequest[]): Promise<Worked> {
    return this.#db.transaction().execute((trx) => {
      const requests = waiting.map((one) => {
        const no = this.#exhausted.get(one)
        return no ? { ...one, decide: refusing(one, no) } : one
      })
      return workOn({ trx, ask: askIn(trx) }, this.#tools, requests)
    })
  }

  #fetch(request: WaitingRequest, short: Worked['shorts'][number]['short']): void {
    const fetching = this.#tools.claims
      .fetch(short)
      .then((reason) => {
        const { offer } = short.short
        if (reason) this.#exhausted.set(request, refusal(reason, { offer }))
        this.#lane.again([request])
      }, request.reject)
      .finally(() => this.#fetching.delete(fetching))
    this.#fetching.add(fetching)
  }
}

/** The request, when nothing is left of what it reserves. */
function refusing(request: OrderRequest, no: Refusal): OrderRequest['decide'] {
  return (scene) => {
    const decided = request.decide(scene)
    return decided.orElse ? decided.orElse(no) : decided
  }
}
