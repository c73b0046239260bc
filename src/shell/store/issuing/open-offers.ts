import { type Kysely, sql } from 'kysely'
import type { IssuedOffer } from '../../../core/offers/issued-offer.ts'
import { nowOf } from '../instants.ts'
import type { Tables } from '../tables.ts'

interface Wanted {
  readonly obtain: 'trigger' | 'invitation' | 'exchange'
  /** Of one seller; null for the platform and its partners. Left out: whosever it is. */
  readonly seller?: string | null
  /** The one of this id. */
  readonly id?: string
  readonly at: Date | undefined
}

/** The offers that are issued so and can be claimed now, in the order of their ids. */
export async function openOffers(
  db: Kysely<Tables>,
  { obtain, seller, id, at }: Wanted,
): Promise<IssuedOffer[]> {
  const now = nowOf(at)
  const rows = await db
    .selectFrom('offers')
    .select('document')
    // Written out, so that the index of such offers serves.
    .where(sql<boolean>`obtain = ${sql.lit(obtain)}`)
    .$if(id !== undefined, (query) => query.where('id', '=', id as string))
    .$if(seller !== undefined, (query) =>
      seller === null
        ? query.where('seller', 'is', null)
        : query.where('seller', '=', seller as string),
    )
    .where((eb) => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>', now)]))
    .where((eb) => eb.or([eb('claim_from', 'is', null), eb('claim_from', '<=', now)]))
    .where((eb) => eb.or([eb('claim_until', 'is', null), eb('claim_until', '>', now)]))
    .where((eb) => eb.or([eb('usable_until', 'is', null), eb('usable_until', '>', now)]))
    .orderBy('id')
    .execute()
  return rows.map(({ document }) => document as IssuedOffer)
}
