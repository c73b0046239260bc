import type { Campaign } from '../../../core/offers/campaign.ts'
import type { Store } from '../store.ts'
import { inScope, type Scope } from './acting.ts'
import { PAGE_ROWS, type Page, type Paging, pageOf } from './paging.ts'
import { type Standing, standingOf } from './standing.ts'
import { type Version, versionsOfCampaign } from './versions.ts'

/** A campaign as it stands. */
export interface StoredCampaign {
  readonly campaign: Campaign
  readonly version: number
  readonly standing: Standing
  readonly changedAt: string
  readonly endedAt: string | null
}

/** Whose rows are read, and as they stand when: by the clock of the database unless it is said. */
export interface Reading {
  readonly scope: Scope
  readonly at?: Date | undefined
}

type Reader = Pick<Store, 'db'>

function select({ db }: Reader, { scope, at }: Reading) {
  return db
    .selectFrom('campaigns')
    .selectAll()
    .select(standingOf('campaigns', at).as('standing'))
    .where(inScope(scope))
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

const shown = (row: Row): StoredCampaign => ({
  campaign: row.document as Campaign,
  version: row.version,
  standing: row.standing,
  changedAt: row.changed_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
})

/** A campaign of the scope, or null: one of somebody else is not found. */
export async function getCampaign(
  store: Reader,
  id: string,
  reading: Reading,
): Promise<StoredCampaign | null> {
  const row = await select(store, reading).where('id', '=', id).executeTakeFirst()
  return row ? shown(row) : null
}

export type CampaignList = Reading & Paging & { readonly standing?: Standing | undefined }

/** Campaigns of the scope in the order of their ids. */
export async function listCampaigns(
  store: Reader,
  asked: CampaignList,
): Promise<Page<StoredCampaign>> {
  const { after, limit = PAGE_ROWS, standing, at } = asked
  let query = select(store, asked)
    .orderBy('id')
    .limit(limit + 1)
  if (after !== undefined) query = query.where('id', '>', after)
  if (standing !== undefined) query = query.where(standingOf('campaigns', at), '=', standing)
  return pageOf(await query.execute(), limit, shown)
}

/** Every version of a campaign of the scope, the newest first; null where there is no such campaign. */
export async function campaignVersions(
  store: Reader,
  id: string,
  reading: Reading,
): Promise<Version<Campaign>[] | null> {
  return (await getCampaign(store, id, reading)) && versionsOfCampaign<Campaign>(store, id)
}
