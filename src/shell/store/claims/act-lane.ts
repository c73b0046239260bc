import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { Short } from '../../../core/offers/claim-draft.ts'
import { refusal } from '../../../core/offers/refusals.ts'
import type { ActAnswer, AskedAct } from './act-batch.ts'
import { openActs } from './acts-within.ts'
import { askOver } from './ask.ts'
import { isUniqueViolation } from './database-faults.ts'
import { Lane } from './lane.ts'
import type { Transfer } from './moves.ts'
import type { Supply } from './supply.ts'

/** An act with who waits for it. */
export interface WaitingAct extends AskedAct {
  readonly at: Date | undefined
  readonly resolve: (answer: ActAnswer) => void
  readonly reject: (error: unknown) => void
}

export interface ActLaneOptions {
  readonly shard: number
  readonly pool: pg.Pool
  readonly supply: Supply
  /** Acts in one transaction at most. */
  readonly most: number
}

/**
 * The acts on claims of one shard: those that wait together are one transaction, which first takes the turn
 * of the shard. They are decided in their order, each all or nothing, and what they change is written at
 * once.
 */
export class ActLane {
  readonly #options: ActLaneOptions
  readonly #lane: Lane<WaitingAct>
  #transfers: Transfer[] = []
  #fetching = 0
  /** Acts that were found too late, and why: they are looked at once more, for their key may be answered. */
  readonly #late = new WeakMap<WaitingAct, 'exhausted' | 'budget-spent'>()

  constructor(options: ActLaneOptions) {
    this.#options = options
    this.#lane = new Lane((batch) => this.#run(batch), options.most)
  }

  ask(act: WaitingAct): void {
    this.#lane.ask(act)
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.#lane.drained()
    while (this.#fetching > 0) {
      await wait(5)
      await this.#lane.drained()
    }
  }

  async #run(waiting: readonly WaitingAct[]): Promise<readonly WaitingAct[]> {
    const at = waiting[0]?.at?.getTime()
    const acts = waiting.filter((one) => one.at?.getTime() === at)
    const again = waiting.filter((one) => one.at?.getTime() !== at)
    const transfers = this.#transfers
    this.#transfers = []
    const beganMs = performance.now()
    try {
      const answers = await this.#carryOut(acts, transfers)
      for (const transfer of transfers) this.#options.supply.forget(transfer)
      for (const [place, act] of acts.entries())
        this.#answer(act, answers[place] as ActAnswer | Short, beganMs)
      return again
    } catch (error) {
      // Somebody else brought one of them: the slice shows it.
      if (isUniqueViolation(error, 'slice_transfers_pkey')) return waiting
      this.#transfers.push(...transfers)
      // A first claim came between reading and writing, without a turn: it is seen now.
      if (isUniqueViolation(error)) return waiting
      throw error
    }
  }

  /** One transaction: the turn, what stands, what is decided, and that written. */
  async #carryOut(
    acts: readonly WaitingAct[],
    transfers: readonly Transfer[],
  ): Promise<(ActAnswer | Short)[]> {
    const { pool, shard, supply } = this.#options
    const client = await pool.connect()
    const ask = askOver(client)
    try {
      await takeTurn(client, shard)
      const asked = { acts: acts.map(({ act }) => act), transfers }
      const open = await openActs(ask, { shard, at: acts[0]?.at }, asked)
      const answers = acts.map((one) => open.decide(one))
      await open.write()
      await client.query('commit')
      client.release()
      for (const offer of open.cameBack()) supply.cameBack(offer)
      return answers
    } catch (error) {
      await client.query('rollback').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      )
      throw error
    }
  }

  #answer(act: WaitingAct, answer: ActAnswer | Short, beganMs: number): void {
    if (!('short' in answer)) return void act.resolve(answer)
    const { offer, need } = answer.short
    const onlyUses = need.uses > 0 && need.budget === 0
    const reason =
      this.#late.get(act) ??
      (onlyUses && this.#options.supply.isExhausted(offer, beganMs) ? 'exhausted' : undefined)
    if (reason) return void act.resolve(refusal(reason, { offer }))
    this.#fetching++
    void this.#fetch(act, answer).finally(() => this.#fetching--)
  }

  /** Fetches what an act is short of, and asks it again. */
  async #fetch(act: WaitingAct, { short: { offer, need } }: Short): Promise<void> {
    const { supply, shard } = this.#options
    try {
      const supplied = await supply.fill({ offer, shard, least: need, all: need })
      if (typeof supplied === 'object') this.#transfers.push(supplied)
      else if (supplied !== 'again') this.#late.set(act, supplied)
      this.#lane.again([act])
    } catch (error) {
      act.reject(error)
    }
  }
}

/** Waits for the turn of a shard; the first who ever does makes it. */
async function takeTurn(client: pg.PoolClient, shard: number): Promise<void> {
  const take = `select shard from claim_turns where shard = ${shard} for update`
  const [, taken] = (await client.query(`begin; ${take}`)) as unknown as pg.QueryResult[]
  if ((taken as pg.QueryResult).rows.length > 0) return
  await client.query(`insert into claim_turns (shard) values (${shard}) on conflict do nothing`)
  await client.query(take)
}
