import type { Kysely } from 'kysely'
import type { BuyerKey } from '../buyers.ts'
import type { Tables } from '../tables.ts'

/** What a buyer spent so far, in minor units; of no currency where only the sum was said. */
export interface PastSpend {
  readonly spentMinor: number
  readonly currency: string | null
}

export const NO_SPEND: PastSpend = { spentMinor: 0, currency: null }

/** Past spend as it is told, or else as it is known. */
export async function pastSpend(
  db: Kysely<Tables>,
  { shard, buyer }: BuyerKey,
  told: Partial<PastSpend>,
): Promise<PastSpend> {
  if (told.spentMinor !== undefined) {
    return { spentMinor: told.spentMinor, currency: told.currency ?? null }
  }
  const row = await db
    .selectFrom('anniversaries')
    .select(['spent_minor as spentMinor', 'currency'])
    .where('shard', '=', shard)
    .where('buyer_id', '=', buyer)
    .executeTakeFirst()
  return row ?? NO_SPEND
}
