import type { Short } from '../../../core/offers/claim-draft.ts'
import type { ClaimAct } from '../../../core/offers/claim-world.ts'
import { type ActAnswer, ActBatch, type AskedAct, type Loaded } from './act-batch.ts'
import { LOAD_ACTS, WRITE_ACTS } from './act-statements.ts'
import type { Ask } from './ask.ts'
import { isUniqueViolation } from './database-faults.ts'
import type { Transfer } from './moves.ts'
import type { Supply } from './supply.ts'
import { textArray } from './text-array.ts'

/** The acts of a transaction that has the turn of its shard: decided one by one, written together. */
export interface OpenActs {
  readonly decide: (asked: AskedAct) => ActAnswer | Short
  /** Writes what was decided; nothing more is decided after it. */
  readonly write: () => Promise<void>
  /** Offers of which something came back: to be told when the transaction is committed. */
  readonly cameBack: () => string[]
}

/** Opens acts on claims inside a transaction that has the turn of the shard; all that can come is loaded. */
export async function openActs(
  ask: Ask,
  { shard, at }: { readonly shard: number; readonly at: Date | undefined },
  {
    acts,
    transfers,
  }: { readonly acts: readonly ClaimAct[]; readonly transfers: readonly Transfer[] },
): Promise<OpenActs> {
  const [loaded] = await ask<Loaded>(LOAD_ACTS, loadingOf({ shard, at }, acts))
  const batch = new ActBatch(loaded as Loaded, transfers)
  return {
    decide: (asked) => batch.decide(asked),
    write: async () => {
      const writes = batch.writes()
      if (writes !== null) await ask(WRITE_ACTS, [shard, (loaded as Loaded).at, ...writes])
    },
    cameBack: () => batch.cameBack(),
  }
}

/** The parameters of the loading statement. */
function loadingOf(
  { shard, at }: { readonly shard: number; readonly at: Date | undefined },
  acts: readonly ClaimAct[],
): unknown[] {
  const orders = acts.flatMap((act) => ('order' in act ? [[act.buyer, act.order] as const] : []))
  const offers = acts.flatMap((act) => offersOf(act).map((offer) => [act.buyer, offer] as const))
  return [
    shard,
    at ?? null,
    ...columnsOf(orders),
    ...columnsOf(offers),
    ...columnsOf(acts.map(({ buyer, key }) => [buyer, key] as const)),
  ]
}

function offersOf(act: ClaimAct): readonly string[] {
  if (act.act === 'claim') return [act.offer]
  return act.act === 'reserve' ? act.offers.map(({ offer }) => offer) : []
}

/** Pairs as two arrays, each pair once. */
function columnsOf(pairs: readonly (readonly [string, string])[]): [string, string] {
  const once = [...new Map(pairs.map((pair) => [pair.join('\n'), pair])).values()]
  return [textArray(once.map(([first]) => first)), textArray(once.map(([, second]) => second))]
}

const TURN = { name: 'turn', text: 'select shard from claim_turns where shard = $1 for update' }
const MAKE_TURN = {
  name: 'make-turn',
  text: 'insert into claim_turns (shard) values ($1) on conflict do nothing',
}

/** Statements that each of these acts asks: connections may prepare them. */
export const ACT_STATEMENTS = [TURN, LOAD_ACTS, WRITE_ACTS]

/** Waits for the turn of a shard inside a transaction; the first who ever does makes it. */
async function takeTurn(ask: Ask, shard: number): Promise<void> {
  if ((await ask(TURN, [shard])).length > 0) return
  await ask(MAKE_TURN, [shard])
  await ask(TURN, [shard])
}

/**
 * Acts on claims as a part of transactions on a shard. What such a transaction is short of is fetched
 * when it has ended, and comes with the next.
 */
export class ClaimsWithin {
  readonly #shard: number
  readonly #supply: Supply
  #transfers: Transfer[] = []

  constructor({ shard, supply }: { readonly shard: number; readonly supply: Supply }) {
    this.#shard = shard
    this.#supply = supply
  }

  /** Opens the acts inside a transaction, and takes with it what was fetched for the shard. */
  async open(ask: Ask, at: Date, acts: readonly ClaimAct[]): Promise<OpenWithin> {
    await takeTurn(ask, this.#shard)
    const transfers = this.#transfers
    this.#transfers = []
    const supply = this.#supply
    try {
      const open = await openActs(ask, { shard: this.#shard, at }, { acts, transfers })
      return {
        ...open,
        committed: () => {
          for (const transfer of transfers) supply.forget(transfer)
          for (const offer of open.cameBack()) supply.cameBack(offer)
        },
        undone: (error) => {
          // Somebody else brought one of them: the slice shows it, and whoever settles finds the others.
          if (isUniqueViolation(error, 'slice_transfers_pkey')) return
          this.#transfers.push(...transfers)
        },
      }
    } catch (error) {
      this.#transfers.push(...transfers)
      throw error
    }
  }

  /** Fetches what acts were short of; why not, where there is no more. Between transactions. */
  async fetch({ short: { offer, need } }: Short): Promise<'exhausted' | 'budget-spent' | null> {
    const supplied = await this.#supply.fill({ offer, shard: this.#shard, least: need, all: need })
    if (typeof supplied === 'object') this.#transfers.push(supplied)
    return supplied === 'exhausted' || supplied === 'budget-spent' ? supplied : null
  }
}

/** Open acts, and how their transaction ended. */
export interface OpenWithin extends OpenActs {
  readonly committed: () => void
  /** Without an error, it is decided anew. */
  readonly undone: (error?: unknown) => void
}
