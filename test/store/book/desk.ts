/** A marketplace with a book that follows it: what the tests of stored quotes share. */
import { afterAll } from 'vitest'
import { isRefused } from '../../../src/core/base/faults.ts'
import type { Claim } from '../../../src/core/offers/claim.ts'
import type { IssuedOffer } from '../../../src/core/offers/issued-offer.ts'
import type { StoredCart } from '../../../src/core/offers/wallet-cart.ts'
import { shippedTerms } from '../../../src/core/pricing/shipped.ts'
import { OfferBook } from '../../../src/shell/store/book/offer-book.ts'
import type { Desk } from '../../../src/shell/store/book/shopper.ts'
import { Claims } from '../../../src/shell/store/claims/claims.ts'
import { lastChange } from '../../../src/shell/store/feed.ts'
import { createCampaign } from '../../../src/shell/store/offers/campaigns.ts'
import { issueOffer } from '../../../src/shell/store/offers/offers.ts'
import { shardOf } from '../../../src/shell/store/shards.ts'
import type { Store } from '../../../src/shell/store/store.ts'
import { freshStore } from '../database.ts'
import { acting, campaign, DURING } from '../offers/marketplace.ts'

export interface TestDesk extends Desk {
  readonly store: Store
  readonly claims: Claims
  readonly faults: Error[]
  /** Issues offers, and waits until they are in the book. */
  readonly issue: (...offers: readonly IssuedOffer[]) => Promise<void>
  /** Waits until all that was told is in the book. */
  readonly settled: () => Promise<void>
}

/** The tests are of one week in May, whenever they run. */
export const LONG_MS = 100 * 365 * 86_400_000

/** A desk on a new database with the campaign "may", whose book is closed after the tests of the file. */
export async function freshDesk(): Promise<TestDesk> {
  const store = await freshStore({ connections: 6 })
  await createCampaign(store, campaign(), acting())
  const faults: Error[] = []
  const book = new OfferBook(store, {
    pollMs: 10,
    keptMs: LONG_MS,
    onFault: (fault) => faults.push(fault),
  })
  await book.start()
  afterAll(() => book.close())
  const settled = async () => book.reached(await lastChange(store))
  const issue = async (...offers: readonly IssuedOffer[]) => {
    for (const one of offers) {
      const answer = await issueOffer(store, one, acting())
      if (isRefused(answer)) throw new Error(JSON.stringify(answer.refused))
    }
    await settled()
  }
  const claims = new Claims(store)
  afterAll(() => claims.close())
  return { store, book, claims, terms: shippedTerms, faults, issue, settled }
}

/** A cart of two stores of two sellers. */
export function cart(more: Partial<StoredCart> = {}): StoredCart {
  return {
    terms: 'aliexpress-2026',
    currency: 'USD',
    stores: { lamps: { seller: 'lumen' }, pots: { seller: 'terra' } },
    lines: [line('lamp', 'lamps', 3000, ['home', 'light']), line('pot', 'pots', 2000, ['garden'])],
    ...more,
  }
}

export function line(id: string, store: string, unitPrice: number, category: readonly string[]) {
  return { id, listing: `listing-${id}`, sku: `sku-${id}`, store, unitPrice, category }
}

/** Writes a claim as it would be after whatever happened to it. */
export async function hold(
  { store }: Pick<TestDesk, 'store'>,
  buyer: string,
  offer: string,
  more: Partial<Claim> & { readonly ordinal?: number } = {},
): Promise<void> {
  await store.db
    .insertInto('claims')
    .values({
      shard: shardOf(buyer, store.shards),
      buyer_id: buyer,
      offer_id: offer,
      ordinal: more.ordinal ?? 1,
      state: more.state ?? 'claimed',
      offer_version: 1,
      source: 'centre',
      key: `${offer} ${more.ordinal ?? 1}`,
      claimed_at: new Date(more.claimedAt ?? DURING),
      usable_until: more.usableUntil ? new Date(more.usableUntil) : null,
      order_id: more.order ?? null,
      held_until: more.heldUntil ? new Date(more.heldUntil) : null,
      changed_at: DURING,
    })
    .execute()
}
