import type { Transaction } from 'kysely'
import type { IssuedOffer } from '../../../core/offers/issued-offer.ts'
import { occasionName, offerFor } from '../../../core/offers/trigger-rules.ts'
import { type BuyerKey, buyerKey } from '../buyers.ts'
import { nowOf, readNow } from '../instants.ts'
import { rulesNow } from '../rule-documents.ts'
import type { Store } from '../store.ts'
import { forEachRow, sweepShards } from '../sweeping.ts'
import type { Tables } from '../tables.ts'
import { type FiringRow, settleFiring, writeFiring } from './firings.ts'
import type { Issuer } from './issuer.ts'
import { openOffers } from './open-offers.ts'
import { NO_SPEND } from './past-spend.ts'
import { TRIGGER_RULE_DOCUMENT } from './trigger-rule-document.ts'

export interface CartLeft {
  readonly buyer: string
  readonly cart: string
  /** The sellers in it: each may win the buyer back with an offer of its own. */
  readonly sellers?: readonly string[] | undefined
  readonly leftAt?: Date | undefined
  readonly at?: Date | undefined
}

/** Notes that a cart is left; one that was touched again counts from then. */
export async function leaveCart(
  store: Store,
  { buyer, cart, sellers = [], leftAt, at }: CartLeft,
): Promise<void> {
  const key = buyerKey(store, buyer)
  const left = { sellers: sellers.map((one) => one.toWellFormed()), left_at: leftAt ?? nowOf(at) }
  await store.db
    .insertInto('carts_left')
    .values({ shard: key.shard, buyer_id: key.buyer, cart_id: cart.toWellFormed(), ...left })
    .onConflict((found) => found.columns(['shard', 'buyer_id', 'cart_id']).doUpdateSet(left))
    .execute()
}

/** A cart that was bought or emptied is not left any more: no coupon comes of it. */
export async function withdrawCart(
  store: Store,
  { buyer, cart }: Pick<CartLeft, 'buyer' | 'cart'>,
): Promise<void> {
  const key = buyerKey(store, buyer)
  await store.db
    .deleteFrom('carts_left')
    .where('shard', '=', key.shard)
    .where('buyer_id', '=', key.buyer)
    .where('cart_id', '=', cart.toWellFormed())
    .execute()
}

/** So many carts in one transaction: a cart that is bought meanwhile waits for its end. */
const CARTS_AT_ONCE = 50

const HOUR_MS = 3_600_000

/**
 * Issues the coupons of carts that were left two to three days ago (fg.one-time), and forgets those for
 * which it is too late. Returns how many carts it has dealt with.
 */
export async function sweepCartsLeft(store: Store, issuer: Issuer, at?: Date): Promise<number> {
  const { cartLeftHours } = await rulesNow(store.db, TRIGGER_RULE_DOCUMENT)
  const now = (await readNow(store.db, at)).getTime()
  const window: Window = {
    leftBy: new Date(now - cartLeftHours.from * HOUR_MS),
    leftAfter: new Date(now - cartLeftHours.until * HOUR_MS),
    open: await openOffers(store.db, { obtain: 'trigger', at }),
    at,
  }
  return sweepShards(store, CARTS_AT_ONCE, async (shard) => {
    const { carts, firings } = await store.db
      .transaction()
      .execute((trx) => fireShard(trx, shard, window))
    await forEachRow(firings, (firing) => settleFiring(store, issuer, firing, at))
    return carts
  })
}

interface Window {
  readonly leftBy: Date
  readonly leftAfter: Date
  readonly open: readonly IssuedOffer[]
  readonly at: Date | undefined
}

/** The cart leaves the queue in the transaction that writes its firings: neither is without the other. */
async function fireShard(trx: Transaction<Tables>, shard: number, window: Window) {
  const carts = await trx
    .selectFrom('carts_left')
    .selectAll()
    .where('shard', '=', shard)
    .where('left_at', '<=', window.leftBy)
    .orderBy('left_at')
    .limit(CARTS_AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute()
  const firings: FiringRow[] = []
  for (const { buyer_id: buyer, cart_id: cart, sellers, left_at: leftAt } of carts) {
    if (leftAt > window.leftAfter) {
      firings.push(...(await fireCart(trx, { shard, buyer }, { cart, sellers, ...window })))
    }
    await trx
      .deleteFrom('carts_left')
      .where('shard', '=', shard)
      .where('buyer_id', '=', buyer)
      .where('cart_id', '=', cart)
      .execute()
  }
  return { carts: carts.length, firings }
}

interface CartToFire extends Window {
  readonly cart: string
  readonly sellers: readonly string[]
}

/** The platform's coupon for a cart, and those of the sellers in it. */
async function fireCart(
  trx: Transaction<Tables>,
  buyer: BuyerKey,
  { cart, sellers, open, at }: CartToFire,
): Promise<FiringRow[]> {
  const trigger = 'cart-left'
  const firings: FiringRow[] = []
  for (const seller of [null, ...new Set(sellers)]) {
    const offer = offerFor({ trigger, seller, ...NO_SPEND }, open)
    if (offer === null) continue
    const occasion = occasionName({ trigger, cart, seller: seller ?? undefined }) as string
    firings.push(await writeFiring(trx, buyer, { trigger, occasion, offer: offer.id, at }))
  }
  return firings
}
