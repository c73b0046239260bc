import { createHmac } from 'node:crypto'
import type { Kysely } from 'kysely'
import { buyerKey } from '../buyers.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

/** An account that can be told something, and where. */
export interface Recipient {
  readonly account: string
  readonly shard: number
  readonly address: string
}

/**
 * Who reads mails at an address without an account: known by a digest that only this installation can
 * make, so that it can stand in links and lists without telling the address.
 */
export function readerAt(
  { shards, secret }: Pick<Store, 'shards' | 'secret'>,
  address: string,
): Recipient {
  const digest = createHmac('sha256', secret).update(`reader ${address.toLowerCase()}`)
  const account = `reader:${digest.digest('base64url').slice(0, DIGEST_LENGTH)}`
  return { account, shard: shardOf(account, shards), address }
}

/** 132 bits: two addresses never share one by chance. */
const DIGEST_LENGTH = 22

/** Whose side of an order is told. */
export interface Side {
  readonly party: string
  readonly buyer: string
  readonly seller: string
}

/**
 * Who is told for a side of an order: the account whose id the buyer's is, or every account that acts for
 * the seller. A closed account is told nothing, and a buyer whom only a marketplace knows has none.
 */
export async function recipientsOf(
  { shards }: Pick<Store, 'shards'>,
  db: Kysely<Tables>,
  { party, buyer, seller }: Side,
): Promise<Recipient[]> {
  if (party !== 'buyer' && party !== 'seller') return []
  const key = buyerKey({ shards }, buyer)
  const rows = await db
    .selectFrom('accounts')
    .select(['shard', 'id', 'email'])
    .where('closed_at', 'is', null)
    .$if(party === 'buyer', (query) =>
      query.where('shard', '=', key.shard).where('id', '=', key.buyer).where('role', '=', 'buyer'),
    )
    .$if(party === 'seller', (query) =>
      query.where('seller', '=', seller).where('role', '=', 'seller'),
    )
    .orderBy('id')
    .execute()
  return rows.map(({ shard, id, email }) => ({ account: id, shard, address: email }))
}
