import { type Kysely, sql } from 'kysely'
import type { Left } from '../../../core/offers/claim-world.ts'
import type { Tables } from '../tables.ts'
import { askIn } from './ask.ts'
import { forgetTransfer, openSlice, receive, type Transfer } from './moves.ts'

type Database = Kysely<Tables>

/** What may be given of an offer in all: claims, and minor units of money. Null is without limit. */
export interface Limits {
  readonly uses: number | null
  readonly budget: number | null
}

/** What a change of limits came to. */
export interface ChangedLimits {
  /** What the pool has left for all; slices of shards may have more. Null where there is no limit. */
  readonly uses: number | null
  readonly budget: number | null
  /** By how much more was given than the new limit allows: then nothing is left. */
  readonly usesOver: number
  readonly budgetOver: number
}

/** Opens the pool of a limited offer, in the transaction that issues it. */
export async function openPool(
  trx: Database,
  offer: string,
  uses: number | null,
  budget: number | null,
): Promise<void> {
  await changeLimits(trx, offer, { uses, budget })
}

/**
 * Sets the limits of an offer anew, in the transaction that makes the new version. A higher one adds to
 * what is left. A lower one takes back what is not given yet, out of the slices too: once the transaction
 * is committed, nothing beyond it is granted. What was given stays given. Where an offer had no limit, the
 * new one counts from now on. Offers change seldom: this is the one act that takes several keys at once.
 */
export async function changeLimits(
  trx: Database,
  offer: string,
  limits: Limits,
): Promise<ChangedLimits> {
  if (limits.uses === null && limits.budget === null) {
    return { uses: null, budget: null, usesOver: 0, budgetOver: 0 }
  }
  await trx
    .insertInto('pools')
    .values({ offer_id: offer })
    .onConflict((found) => found.column('offer_id').doNothing())
    .execute()
  const query = trx.selectFrom('pools').selectAll().where('offer_id', '=', offer)
  const pool = await query.forUpdate().executeTakeFirstOrThrow()
  const uses = changed(pool.uses_total, pool.uses_left, limits.uses)
  const budget = changed(pool.budget_total, pool.budget_left, limits.budget)
  const taken =
    uses.missing > 0 || budget.missing > 0
      ? await takeFromSlices(trx, offer, { uses: uses.missing, budget: budget.missing })
      : { uses: 0, budget: 0 }
  await trx
    .updateTable('pools')
    .set({
      uses_total: uses.total - taken.uses,
      uses_left: uses.left,
      uses_over: uses.missing - taken.uses,
      budget_total: budget.total - taken.budget,
      budget_left: budget.left,
      budget_over: budget.missing - taken.budget,
      arrivals: sql`arrivals + 1`,
    })
    .where('offer_id', '=', offer)
    .execute()
  return {
    uses: limits.uses === null ? null : uses.left,
    budget: limits.budget === null ? null : budget.left,
    usesOver: uses.missing - taken.uses,
    budgetOver: budget.missing - taken.budget,
  }
}

/** A pool by its new limit; `missing` is what has to be taken back from the slices. */
function changed(total: number, left: number, limit: number | null) {
  if (limit === null) return { total, left, missing: 0 }
  const delta = Math.max(limit - total, -left)
  return { total: total + delta, left: left + delta, missing: total + delta - limit }
}

/** Takes back as much as is missing, and answers how much there was. What is on its way is received first. */
async function takeFromSlices(trx: Database, offer: string, missing: Left): Promise<Left> {
  const columns = ['offer_id as offer', 'number', 'shard', 'uses', 'budget'] as const
  const onTheirWay: readonly Transfer[] = await trx
    .selectFrom('pool_transfers')
    .select(columns)
    .where('offer_id', '=', offer)
    .orderBy('shard')
    .execute()
  const ask = askIn(trx)
  for (const transfer of onTheirWay) {
    await openSlice(ask, transfer.shard, offer)
    await receive(ask, transfer)
    await forgetTransfer(ask, transfer)
  }
  const slices = await trx
    .selectFrom('slices')
    .selectAll()
    .where('offer_id', '=', offer)
    .orderBy('shard')
    .forUpdate()
    .execute()
  let { uses, budget } = missing
  for (const { shard, uses_left, budget_left } of slices) {
    const part = { uses: Math.min(uses, uses_left), budget: Math.min(budget, budget_left) }
    uses -= part.uses
    budget -= part.budget
    await trx
      .updateTable('slices')
      .set({ uses_left: uses_left - part.uses, budget_left: budget_left - part.budget })
      .where('shard', '=', shard)
      .where('offer_id', '=', offer)
      .execute()
  }
  return { uses: missing.uses - uses, budget: missing.budget - budget }
}
