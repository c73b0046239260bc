import type { Transaction } from 'kysely'
import { assert } from '../../../core/base/faults.ts'
import { buyerKey } from '../buyers.ts'
import { readNow } from '../instants.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

/**
 * Where acts on money are carried out: in a transaction of the buyer's shard, which the order that they
 * are of is changed in too. Whoever locks rows of orders does so before, in the order of their ids.
 */
export interface MoneyWork {
  readonly store: Pick<Store, 'shards' | 'secret'>
  readonly trx: Transaction<Tables>
  /** The instant of the act; without it, by the clock of the database. */
  readonly at?: Date | undefined
}

/** A paid order, and whose it is. */
export interface OrderKey {
  readonly buyer: string
  readonly order: string
  /** When the act took effect, where that is not the instant of the work: a clock that passed before it. */
  readonly at?: Date | undefined
}

/** The instant of an act. */
export function instantOfWork({ trx, at }: MoneyWork): Promise<Date> {
  return readNow(trx, at)
}

/** The one shard of some buyers: a transaction touches one key. */
export function shardOfAll(store: MoneyWork['store'], buyers: readonly string[]): number {
  const [first, ...others] = buyers.map((buyer) => buyerKey(store, buyer).shard)
  assert(first !== undefined, 'an act on money is of an order')
  assert(
    others.every((shard) => shard === first),
    'acts of one transaction are of one shard',
  )
  return first
}

/** A batch of rows in pieces that one statement can take: a statement has at most 65,535 parameters. */
export function* pieces<T>(rows: readonly T[], columns: number): Generator<readonly T[]> {
  const most = Math.floor(PARAMETERS / columns)
  for (let at = 0; at < rows.length; at += most) yield rows.slice(at, at + most)
}

const PARAMETERS = 65_000
