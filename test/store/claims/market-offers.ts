import { openPool } from '../../../src/shell/store/claims/pools.ts'
import type { Store } from '../../../src/shell/store/store.ts'

/** An offer of a test; what is left out is not limited. */
export interface TestOffer {
  readonly id: string
  readonly obtain?: string
  readonly uses?: number | null
  readonly budget?: number | null
  readonly perBuyer?: number
  readonly validDays?: number | null
  readonly claimFrom?: string
  readonly claimUntil?: string
  readonly usableFrom?: string
  readonly usableUntil?: string
  readonly endedAt?: string
  readonly returnsWhenCancelled?: boolean
  readonly newBuyersOnly?: boolean
  readonly countries?: readonly string[]
}

/** Writes an offer and its pool, as the act that issues it does. */
export async function issue(store: Pick<Store, 'db'>, offer: TestOffer): Promise<string> {
  const { id, uses = null, budget = null, newBuyersOnly, countries } = offer
  const at = (text: string | undefined) => (text === undefined ? null : new Date(text))
  await store.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('offers')
      .values({
        id,
        version: 1,
        campaign_id: 'campaign',
        seller: null,
        obtain: offer.obtain ?? 'centre',
        document: JSON.stringify({ id, offer: { newBuyersOnly, countries } }),
        claim_from: at(offer.claimFrom),
        claim_until: at(offer.claimUntil),
        usable_from: at(offer.usableFrom),
        usable_until: at(offer.usableUntil),
        valid_days: offer.validDays === undefined ? 14 : offer.validDays,
        per_buyer: offer.perBuyer ?? 1,
        uses_limit: uses,
        budget_minor: budget,
        returns_when_cancelled: offer.returnsWhenCancelled ?? false,
        ended_at: at(offer.endedAt),
      })
      .execute()
    if (uses !== null || budget !== null) await openPool(trx, id, uses, budget)
  })
  return id
}
