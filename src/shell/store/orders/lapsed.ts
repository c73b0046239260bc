import type { Ask } from '../claims/ask.ts'
import { instantArray, textArray } from '../claims/text-array.ts'
import { Gather } from '../gather.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import { statement } from './connections.ts'

const DUE_OF_BUYERS = statement(
  'due-of-buyers',
  `select a.place::integer as place, o.checkout
   from unnest($2::text[], $3::timestamptz[]) with ordinality as a (buyer, at, place)
     cross join lateral (
       select distinct checkout_id as checkout from orders
       where shard = $1 and buyer_id = a.buyer
         and due_at <= coalesce(a.at, clock_timestamp())) as o`,
)

/** A buyer, and the instant that is asked for; without it, that of the database. */
export interface BuyerAt {
  readonly buyer: string
  readonly at: Date | undefined
}

/** The checkouts of buyers with an order of which a clock has passed by then, for each in their order. */
export async function dueOfBuyers(
  ask: Ask,
  shard: number,
  asked: readonly BuyerAt[],
): Promise<readonly (readonly string[])[]> {
  if (asked.length === 0) return []
  const rows = await ask<{ place: number; checkout: string }>(DUE_OF_BUYERS, [
    shard,
    textArray(asked.map(({ buyer }) => buyer.toWellFormed())),
    instantArray(asked.map(({ at }) => at)),
  ])
  const byPlace = Map.groupBy(rows, ({ place }) => place)
  return asked.map((_, at) => (byPlace.get(at + 1) ?? []).map(({ checkout }) => checkout))
}

/** Finds orders whose clocks have passed, for buyers who are about to use what these let go. */
export class Lapsed {
  readonly #shards: number
  readonly #gathers: readonly Gather<BuyerAt, readonly string[]>[]

  constructor({ shards }: Pick<Store, 'shards'>, ask: Ask) {
    this.#shards = shards
    this.#gathers = Array.from({ length: shards }, (_, shard) => {
      return new Gather((asked) => dueOfBuyers(ask, shard, asked))
    })
  }

  of(asked: BuyerAt): Promise<readonly string[]> {
    const shard = shardOf(asked.buyer.toWellFormed(), this.#shards)
    return (this.#gathers[shard] as Gather<BuyerAt, readonly string[]>).ask(asked)
  }

  /** Resolves when nobody waits any more. */
  async drained(): Promise<void> {
    await Promise.all(this.#gathers.map((one) => one.drained()))
  }
}
