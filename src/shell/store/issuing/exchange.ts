import type { IssuedOffer } from '../../../core/offers/issued-offer.ts'
import { isRefusal, type Refusal, refusal } from '../../../core/offers/refusals.ts'
import { buyerKey } from '../buyers.ts'
import type { KeyReused } from '../claims/act-batch.ts'
import { inPurse } from '../coins/in-purse.ts'
import { coinsHeld } from '../coins/wallet.ts'
import { readNow } from '../instants.ts'
import type { Store } from '../store.ts'
import { type ExchangeRow, readExchange, settleExchange } from './exchange-settling.ts'
import type { Granted, Issuer } from './issuer.ts'
import { openOffers } from './open-offers.ts'

export interface ExchangeRequest {
  readonly buyer: string
  readonly offer: string
  /** What it is done once for. */
  readonly key: string
  readonly at?: Date | undefined
}

/** A coupon for coins. */
export interface Exchanged {
  readonly claim: Granted
  readonly coins: number
  /** What the buyer holds now. */
  readonly held: number
  readonly replayed: boolean
}

/**
 * Exchanges platform coins for a coupon (tc.18.a.i.2): both or neither. The coins go first; where the
 * coupon is refused they come back. A process that ends between leaves a row that is settled later.
 */
export async function exchangeCoins(
  store: Store,
  issuer: Issuer,
  request: ExchangeRequest,
): Promise<Exchanged | Refusal | KeyReused> {
  const before = await readExchange(store.db, buyerKey(store, request.buyer), request.key)
  const row = before ?? (await openExchange(store, request))
  if (isRefusal(row)) return row
  if (row.offer_id !== request.offer) return { conflict: 'key-reused' }
  const claim = await settleExchange(store, issuer, row, request.at)
  if (isRefusal(claim)) return claim
  const held = await coinsHeld(store, request.buyer, request.at)
  return { claim, coins: row.coins, held, replayed: before !== null }
}

/** Takes the coins, with the row that says what they are for. */
async function openExchange(
  store: Store,
  { buyer, offer, key, at }: ExchangeRequest,
): Promise<ExchangeRow | Refusal> {
  const [issued] = await openOffers(store.db, { obtain: 'exchange', id: offer, at })
  if (!issued) return whyNotOpen(store, offer, at)
  const coins = (issued.exchange as NonNullable<IssuedOffer['exchange']>).coins
  return inPurse(store, { buyer, at }, async (purse) => {
    const { trx, shard, buyer: id } = purse.place
    // Whoever asked for the same at the same time has written it while this one waited for the coins.
    const before = await readExchange(trx, purse.place, key)
    if (before) return before
    const move = { cause: 'exchange', amount: coins, expiresAt: null } as const
    const entry = purse.move({ ...move, reference: `${offer}/${key}` }, `exchange ${key}`)
    if (isRefusal(entry)) return entry
    return await trx
      .insertInto('coin_exchanges')
      .values({ shard, buyer_id: id, key: key.toWellFormed(), offer_id: offer, coins })
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

/** Why coins are not exchanged for an offer now, before any are taken. */
async function whyNotOpen(store: Store, id: string, at: Date | undefined): Promise<Refusal> {
  const row = await store.db
    .selectFrom('offers')
    .select(['ended_at', 'claim_from', 'obtain'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row?.obtain !== 'exchange') return refusal('unknown-offer', { offer: id })
  if (row.ended_at) return refusal('ended', { offer: id })
  const now = await readNow(store.db, at)
  if (row.claim_from && row.claim_from > now) {
    return refusal('not-started', { offer: id, from: row.claim_from.toISOString() })
  }
  return refusal('claim-over', { offer: id })
}
