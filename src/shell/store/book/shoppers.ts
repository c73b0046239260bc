import type { Ask } from '../claims/ask.ts'
import { type ClaimRow, claimOf } from '../claims/claim-row.ts'
import { instantArray, textArray } from '../claims/text-array.ts'
import { coinsHeld } from '../coins/wallet.ts'
import { Gather } from '../gather.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Shopper } from './shopper.ts'

/** What the server knows of buyers of a shard: $1 the shard; $2, $3 who, and at which instant, or null. */
export const READ_SHOPPERS = {
  name: 'read-shoppers',
  text: `
select a.id, date_trunc('milliseconds', coalesce(a.at, clock_timestamp())) as now,
  b.country, b.orders_placed as orders, b.disqualified_at, h.held, h.lapses_at as lapses,
  (select json_agg(c order by c.usable_until, c.offer_id, c.ordinal)
    from (
      select buyer_id, offer_id, ordinal, state, offer_version, source, claimed_at, usable_until,
        order_id, amount_minor, held_until
      from claims where shard = $1 and buyer_id = a.id) as c) as claims
from unnest($2::text[], $3::timestamptz[]) with ordinality as a (id, at, place)
  left join lateral (select * from buyers where shard = $1 and id = a.id limit 1) as b on true
  left join lateral (
    select * from coin_heads where shard = $1 and buyer_id = a.id limit 1) as h on true
order by a.place`,
}

interface Row {
  readonly id: string
  readonly now: Date
  readonly country: string | null
  readonly orders: number | null
  readonly disqualified_at: Date | null
  readonly held: number | null
  readonly lapses: Date | null
  readonly claims: readonly ClaimRow[] | null
}

interface Asked {
  readonly buyer: string
  readonly at: Date | undefined
}

/** Reads who shops: buyers of a shard that are asked for together, by one statement. */
export class Shoppers {
  readonly #store: Pick<Store, 'db' | 'shards'>
  readonly #gathers: readonly Gather<Asked, Shopper>[]

  constructor(store: Pick<Store, 'db' | 'shards'>, ask: Ask) {
    this.#store = store
    this.#gathers = Array.from({ length: store.shards }, (_, shard) => {
      return new Gather((asked) => this.#read(ask, shard, asked))
    })
  }

  /** What is known of a buyer: its row, coins and claims. */
  read(buyer: string, at: Date | undefined): Promise<Shopper> {
    const shard = shardOf(buyer.toWellFormed(), this.#store.shards)
    return (this.#gathers[shard] as Gather<Asked, Shopper>).ask({ buyer, at })
  }

  /** Resolves when nobody waits any more. */
  async drained(): Promise<void> {
    await Promise.all(this.#gathers.map((one) => one.drained()))
  }

  async #read(ask: Ask, shard: number, asked: readonly Asked[]): Promise<Shopper[]> {
    const ids = textArray(asked.map(({ buyer }) => buyer.toWellFormed()))
    const rows = await ask<Row>(READ_SHOPPERS, [
      shard,
      ids,
      instantArray(asked.map(({ at }) => at)),
    ])
    return Promise.all(rows.map((row, place) => this.#shopperOf(asked[place] as Asked, row)))
  }

  async #shopperOf({ buyer, at }: Asked, row: Row): Promise<Shopper> {
    const { now, lapses, held } = row
    // Some have lapsed, and no sweep came by yet: how many is counted from the entries.
    const isSure = held === null || lapses === null || lapses > now
    const coins = isSure ? (held ?? 0) : await coinsHeld(this.#store, buyer, now)
    const facts = {
      id: buyer,
      country: row.country,
      ordersPlaced: row.orders ?? 0,
      coins,
      disqualified: row.disqualified_at !== null,
    }
    return { buyer, at: at ?? now, facts, claims: (row.claims ?? []).map(claimOf) }
  }
}
