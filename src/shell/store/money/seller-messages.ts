import { type Kysely, sql, type Transaction } from 'kysely'
import { orderMoves } from '../../../core/orders/money/seller-money.ts'
import { giveBackCoins } from '../coins/payments.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { HandedOn } from './open-order.ts'
import { SELLER_TOPIC } from './open-orders.ts'
import { lockSellers, nameOf, type OpenSeller, writeSellers } from './open-sellers.ts'
import { COINS_TOPIC } from './refund-writing.ts'

/** A message of the outbox, as far as money asks. */
interface MoneyMessage {
  readonly document: object
}

type Consumer = (messages: readonly MoneyMessage[], trx: Transaction<Tables>) => Promise<void>

/** Who acts on the messages of money, by topic: for the jobs of the server. */
export function moneyConsumers(store: Store): Readonly<Record<string, readonly Consumer[]>> {
  return {
    [SELLER_TOPIC]: [(messages, trx) => tellSellers(store, messages, trx)],
    [COINS_TOPIC]: [(messages) => bringCoinsBack(store, messages)],
  }
}

interface Told extends HandedOn {
  readonly at: string
}

/** An order and its entry name what was handed on: a message that comes again is known by it. */
const keyOf = ({ order, number }: HandedOn): string => `order ${order} ${number}`

/**
 * Writes into the books of sellers what their orders handed on, or asked back. An order stands under its
 * buyer's key and a seller's book under the seller's, so that no order of a large seller waits for another:
 * the order's own transaction ends with `released`, and a message brings that into the seller's book. Both
 * have an account of that name; when every message has arrived, the two together are zero. A message that
 * was written before changes nothing, and in which order they come makes no difference in the end.
 */
async function tellSellers(
  store: Store,
  messages: readonly MoneyMessage[],
  trx: Transaction<Tables>,
): Promise<void> {
  const told = messages.map(({ document }) => document as Told)
  const byShard = Map.groupBy(told, ({ seller }) => shardOf(seller, store.shards))
  // In the order of the shards, then of the sellers: whoever else does the same never waits in a circle.
  for (const [shard, some] of [...byShard].sort(([a], [b]) => a - b)) {
    const chains = new Map(some.map((one) => [nameOf(one), one]))
    const sellers = await lockSellers({ store, trx }, shard, [...chains.values()])
    const known = await knownKeys(trx, shard, some)
    const byName = new Map(sellers.map((one) => [nameOf(one.chain), one]))
    for (const one of some) {
      const name = nameOf(one)
      const key = keyOf(one)
      if (known.has(`${name} ${key}`)) continue
      known.add(`${name} ${key}`)
      const open = byName.get(name) as OpenSeller
      open.post(orderMoves(open.money, one.amount), { key, order: one.order, at: new Date(one.at) })
    }
    await writeSellers({ trx }, shard, sellers)
  }
}

/** Which of these messages were written before: asked under the locks of their sellers. */
async function knownKeys(
  trx: Kysely<Tables>,
  shard: number,
  told: readonly Told[],
): Promise<Set<string>> {
  const { rows } = await sql<{ readonly name: string }>`
    select e.currency || ' ' || e.seller_id || ' ' || e.key as name
    from unnest(${told.map(({ currency }) => currency)}::text[],
      ${told.map(({ seller }) => seller)}::text[], ${told.map(keyOf)}::text[])
      as told (currency, seller_id, key)
    join seller_entries e using (currency, seller_id, key)
    where e.shard = ${shard} and e.leg = 1`.execute(trx)
  return new Set(rows.map(({ name }) => name))
}

interface CoinsBack {
  readonly buyer: string
  readonly payment: string
  readonly at: string
}

/** Coins come back with the whole payment (tc.18.b); told again, they do not come twice. */
async function bringCoinsBack(store: Store, messages: readonly MoneyMessage[]): Promise<void> {
  for (const { document } of messages) {
    const { buyer, payment, at } = document as CoinsBack
    const request = { buyer, payment, bought: 1, back: 1, at: new Date(at) }
    const answer = await giveBackCoins(store, request)
    // The coins of a payment are spent when it is verified: until they are, the message waits.
    if ('refusal' in answer) throw new Error(`The coins of ${payment}: ${answer.refusal}`)
  }
}
