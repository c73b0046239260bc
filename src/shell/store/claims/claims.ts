import type pg from 'pg'
import type { Claim } from '../../../core/offers/claim.ts'
import type { ClaimAct } from '../../../core/offers/claim-world.ts'
import type { Refusal } from '../../../core/offers/refusals.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { ActAnswer, AskedAct } from './act-batch.ts'
import { ActLane } from './act-lane.ts'
import { askOver } from './ask.ts'
import type { ClaimAsked, OrderAsked, ReservationAsked } from './asked.ts'
import {
  type CodeAsked,
  type CodeClaiming,
  claimByCode,
  settleCode,
  type TakenCode,
} from './claim-code.ts'
import { type Claimed, ClaimLane, type WaitingClaim } from './claim-lane.ts'
import { claimConnections } from './connections.ts'
import { claimsOfBuyer } from './holdings.ts'
import { keyText, name } from './names.ts'
import { Supply } from './supply.ts'

export interface ClaimsOptions {
  /** Claims in one statement at most: fewer cost more each, more let the first wait for the last. */
  readonly claimsAtOnce?: number
  /** Acts in one transaction at most. */
  readonly actsAtOnce?: number
  /**
   * How long it is taken for granted that nothing is left of an offer. Uses that come back to another
   * process are given again after it at the latest; those that come back to this one, at once.
   */
  readonly exhaustedForMs?: number
}

/**
 * Claims of limited and unlimited offers, exact under any concurrency (tc.5, fg.reject): any number of
 * processes may each have one of these over the same database. What waits together is carried out together.
 */
export class Claims {
  readonly #store: Store
  readonly #pool: pg.Pool
  readonly #supply: Supply
  readonly #claimLanes: readonly ClaimLane[]
  readonly #actLanes: readonly ActLane[]
  readonly #byCode: CodeClaiming

  constructor(store: Store, options: ClaimsOptions = {}) {
    const { claimsAtOnce = 2_000, actsAtOnce = 200, exhaustedForMs = 100 } = options
    const { shards } = store
    const pool = claimConnections(store)
    const ask = askOver(pool)
    const supply = new Supply({ ask, shards, exhaustedForMs })
    const each = Array.from({ length: shards }, (_, shard) => shard)
    this.#store = store
    this.#pool = pool
    this.#supply = supply
    this.#actLanes = each.map((shard) => new ActLane({ shard, pool, supply, most: actsAtOnce }))
    this.#byCode = {
      store,
      claim: (asked) => this.claim(asked),
      act: (asked, at) => this.#ask(asked, at),
    }
    const more = (request: WaitingClaim) => this.#claimMore(request)
    this.#claimLanes = each.map(
      (shard) => new ClaimLane({ shard, ask, supply, most: claimsAtOnce, more }),
    )
  }

  /** Claims an offer for a buyer (cp.1), or says why not. */
  claim({ buyer, offer, key, source, at }: ClaimAsked): Promise<Claimed | Refusal> {
    const asked = {
      buyer: name(buyer),
      offer: name(offer),
      key: keyText(key),
      source: source ?? null,
      at,
    }
    const lane = this.#claimLanes[this.#shardOf(asked.buyer)] as ClaimLane
    return new Promise((resolve, reject) => lane.ask({ ...asked, resolve, reject }))
  }

  /** Claims an offer by its code, shared or unique; every failure is answered alike. */
  claimCode(asked: CodeAsked): Promise<Claimed | Refusal> {
    return claimByCode(this.#byCode, asked)
  }

  /** Finishes a claim by code that a process left undecided: what the topic `code.taken` is for. */
  settleCode(taken: TakenCode): Promise<void> {
    return settleCode(this.#byCode, taken)
  }

  /** Reserves offers for an order at checkout: all or none. */
  reserve({ offers, ...asked }: ReservationAsked): Promise<ActAnswer> {
    const wellFormed = offers.map((one) => ({ ...one, offer: name(one.offer) }))
    return this.#act({ act: 'reserve', ...named(asked), offers: wellFormed }, asked.at)
  }

  /** The payment of an order is verified: what it reserved is used (tc.7). */
  use(asked: OrderAsked): Promise<ActAnswer> {
    return this.#act({ act: 'use', ...named(asked) }, asked.at)
  }

  /** An order was cancelled or lapsed before it was paid: nothing was used (pol.unpaid). */
  release(asked: OrderAsked): Promise<ActAnswer> {
    return this.#act({ act: 'release', ...named(asked) }, asked.at)
  }

  /** The payment of an order failed: what it reserved can be tried again half an hour later (cp.9). */
  hold(asked: OrderAsked): Promise<ActAnswer> {
    return this.#act({ act: 'hold', ...named(asked) }, asked.at)
  }

  /** Something of a paid order was refunded: what it used is forfeited (tc.8). */
  forfeit(asked: OrderAsked): Promise<ActAnswer> {
    return this.#act({ act: 'forfeit', ...named(asked) }, asked.at)
  }

  /** Every order that used them was cancelled in full: they come back where their terms say so (D-12). */
  returnCancelled(asked: OrderAsked): Promise<ActAnswer> {
    return this.#act({ act: 'cancel', ...named(asked) }, asked.at)
  }

  /** Every claim of a buyer, in whatever state; what lapses first comes first (fg.drawer). */
  wallet(buyer: string): Promise<Claim[]> {
    return claimsOfBuyer(this.#store, buyer)
  }

  /** Where uses and money of limited offers come from: for acts within other transactions. */
  get supply(): Supply {
    return this.#supply
  }

  /** Waits for what is under way, and gives the connections back; ask nothing more after it. */
  async close(): Promise<void> {
    await Promise.all(this.#claimLanes.map((lane) => lane.drained()))
    await Promise.all(this.#actLanes.map((lane) => lane.drained()))
    await this.#supply.idle()
    if (!this.#pool.ending) await this.#pool.end()
  }

  #act(act: ClaimAct, at: Date | undefined): Promise<ActAnswer> {
    return this.#ask({ act, keeps: 'what-was-done' }, at)
  }

  #ask(asked: AskedAct, at: Date | undefined): Promise<ActAnswer> {
    const lane = this.#actLanes[this.#shardOf(asked.act.buyer)] as ActLane
    return new Promise((resolve, reject) => lane.ask({ ...asked, at, resolve, reject }))
  }

  /** A buyer's second claim of an offer, or one after a claim was returned, is counted under the turn. */
  #claimMore({ resolve, reject, at, ...asked }: WaitingClaim): void {
    const { buyer, offer, key, source } = asked
    const act = { act: 'claim', buyer, offer, key, source } as const
    this.#ask({ act, keeps: 'nothing' }, at).then((answer) => {
      if (!('claims' in answer)) return resolve(answer as Refusal)
      resolve({ ...(answer.claims[0] as Claim), replayed: answer.replayed })
    }, reject)
  }

  #shardOf(buyer: string): number {
    return shardOf(buyer, this.#store.shards)
  }
}

const named = ({ buyer, order, key }: OrderAsked) => ({
  buyer: name(buyer),
  key: keyText(key),
  order: name(order),
})
