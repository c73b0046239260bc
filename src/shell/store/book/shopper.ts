import type { Claim } from '../../../core/offers/claim.ts'
import { VISITOR } from '../../../core/offers/wallet-cart.ts'
import type { ShopperFacts } from '../../../core/offers/wallet-claim.ts'
import type { TermsLibrary } from '../../../core/pricing/library.ts'
import { buyerFacts } from '../buyers.ts'
import { coinsHeld } from '../coins/wallet.ts'
import { readNow } from '../instants.ts'
import type { Store } from '../store.ts'
import type { OfferBook } from './offer-book.ts'

/** Where the claims of a buyer are read: every one, in whatever state. */
export interface WalletReader {
  wallet(buyer: string): Promise<readonly Claim[]>
}

/** What quotes of stored offers are made with. */
export interface Desk {
  readonly store: Pick<Store, 'db' | 'shards'>
  readonly book: OfferBook
  readonly claims: WalletReader
  /** The rule-sets that a cart may name. */
  readonly terms: TermsLibrary
  /** Reads many who shop at once; without it, each is read by itself. */
  readonly shoppers?: { readonly read: (buyer: string, at: Date | undefined) => Promise<Shopper> }
}

/** Who shops, as the server knows them; and the present, by the clock of the database. */
export interface Shopper {
  /** Null for a visitor. */
  readonly buyer: string | null
  readonly at: Date
  readonly facts: ShopperFacts
  readonly claims: readonly Claim[]
}

/** What the server knows of who shops: the buyer's row, coins and claims, all under one key. */
export async function readShopper(
  { store, claims, shoppers }: Pick<Desk, 'store' | 'claims' | 'shoppers'>,
  buyer: string | null,
  at: Date | undefined,
): Promise<Shopper> {
  if (buyer === null) {
    return { buyer, at: await readNow(store.db, at), facts: VISITOR, claims: [] }
  }
  if (shoppers) return shoppers.read(buyer, at)
  const [now, known, coins, held] = await Promise.all([
    readNow(store.db, at),
    buyerFacts(store, buyer),
    coinsHeld(store, buyer, at),
    claims.wallet(buyer),
  ])
  const facts = {
    id: buyer,
    country: known?.country ?? null,
    ordersPlaced: known?.ordersPlaced ?? 0,
    coins,
    disqualified: known?.disqualified ?? false,
  }
  return { buyer, at: now, facts, claims: held }
}
