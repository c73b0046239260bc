import type { IssuedOffer, Obtained } from '../../../core/offers/issued-offer.ts'
import type { Validity } from '../../../core/offers/validity.ts'
import type { Store } from '../store.ts'
import { inScope } from './acting.ts'
import type { Reading } from './campaign-reading.ts'
import { PAGE_ROWS, type Page, type Paging, pageOf } from './paging.ts'
import { type Standing, standingOf } from './standing.ts'
import { type Version, versionsOfOffer } from './versions.ts'

/** An offer as it stands. */
export interface StoredOffer {
  readonly offer: IssuedOffer
  readonly version: number
  readonly standing: Standing
  /** What its times come to, the defaults of its kind filled in. */
  readonly validity: Validity
  readonly changedAt: string
  readonly endedAt: string | null
}

type Reader = Pick<Store, 'db'>

function select({ db }: Reader, { scope, at }: Reading) {
  return db
    .selectFrom('offers')
    .selectAll()
    .select(standingOf('offers', at).as('standing'))
    .where(inScope(scope))
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

const textOf = (at: Date | null): string | null => at?.toISOString() ?? null

const shown = (row: Row): StoredOffer => ({
  offer: row.document as IssuedOffer,
  version: row.version,
  standing: row.standing,
  validity: {
    claimFrom: textOf(row.claim_from),
    claimUntil: textOf(row.claim_until),
    usableFrom: textOf(row.usable_from),
    usableUntil: textOf(row.usable_until),
    validDays: row.valid_days,
  },
  changedAt: row.changed_at.toISOString(),
  endedAt: textOf(row.ended_at),
})

/** An offer of the scope, or null: one of somebody else is not found. */
export async function getOffer(
  store: Reader,
  id: string,
  reading: Reading,
): Promise<StoredOffer | null> {
  const row = await select(store, reading).where('id', '=', id).executeTakeFirst()
  return row ? shown(row) : null
}

/** Several offers of the scope, in the order of their ids; those that are not found are left out. */
export async function getOffers(
  store: Reader,
  ids: readonly string[],
  reading: Reading,
): Promise<StoredOffer[]> {
  if (ids.length === 0) return []
  const rows = await select(store, reading).where('id', 'in', ids).orderBy('id').execute()
  return rows.map(shown)
}

export type OfferList = Reading &
  Paging & {
    readonly campaign?: string | undefined
    readonly seller?: string | undefined
    readonly obtain?: Obtained | undefined
    readonly standing?: Standing | undefined
  }

/** Offers of the scope in the order of their ids, those that all the filters let through. */
export async function listOffers(store: Reader, asked: OfferList): Promise<Page<StoredOffer>> {
  const { after, limit = PAGE_ROWS, campaign, seller, obtain, standing, at } = asked
  let query = select(store, asked)
    .orderBy('id')
    .limit(limit + 1)
  if (after !== undefined) query = query.where('id', '>', after)
  if (campaign !== undefined) query = query.where('campaign_id', '=', campaign)
  if (seller !== undefined) query = query.where('seller', '=', seller)
  if (obtain !== undefined) query = query.where('obtain', '=', obtain)
  if (standing !== undefined) query = query.where(standingOf('offers', at), '=', standing)
  return pageOf(await query.execute(), limit, shown)
}

/** Every version of an offer of the scope, the newest first; null where there is no such offer. */
export async function offerVersions(
  store: Reader,
  id: string,
  reading: Reading,
): Promise<Version<IssuedOffer>[] | null> {
  return (await getOffer(store, id, reading)) && versionsOfOffer<IssuedOffer>(store, id)
}
