import { sql } from 'kysely'
import type { Store } from '../store.ts'
import type { StandingRow } from './standing-offer.ts'

type Database = Pick<Store, 'db'>

/** Read at once: more would keep a request waiting while they are compiled. */
export const PAGE_ROWS = 500

/** A page of the offers that are neither ended nor void for long, by id. */
export async function standingPage(
  store: Database,
  { after, keptMs }: { readonly after: string; readonly keptMs: number },
): Promise<StandingRow[]> {
  const since = sql<Date>`clock_timestamp() - make_interval(secs => ${keptMs / 1_000})`
  const rows = await selected(store)
    .where('offers.id', '>', after)
    .where('offers.ended_at', 'is', null)
    .where('campaigns.ended_at', 'is', null)
    .where((eb) =>
      eb.or([eb('offers.usable_until', 'is', null), eb('offers.usable_until', '>', since)]),
    )
    .orderBy('offers.id')
    .limit(PAGE_ROWS)
    .execute()
  return rows.map(shown)
}

/** These offers, ended ones too; what is not there is left out. */
export async function standingByIds(
  store: Database,
  ids: readonly string[],
): Promise<StandingRow[]> {
  if (ids.length === 0) return []
  return (await selected(store).where('offers.id', 'in', ids).execute()).map(shown)
}

/** The ids of the offers of campaigns. */
export async function offersOfCampaigns(
  { db }: Database,
  campaigns: readonly string[],
): Promise<string[]> {
  if (campaigns.length === 0) return []
  const rows = await db
    .selectFrom('offers')
    .select('id')
    .where('campaign_id', 'in', campaigns)
    .execute()
  return rows.map(({ id }) => id)
}

function selected({ db }: Database) {
  return db
    .selectFrom('offers')
    .innerJoin('campaigns', 'campaigns.id', 'offers.campaign_id')
    .select((eb) => [
      'offers.document as issued',
      'campaigns.document as campaign',
      'campaigns.version as campaign_version',
      'offers.version as version',
      eb
        .or([eb('offers.ended_at', 'is not', null), eb('campaigns.ended_at', 'is not', null)])
        .as('ended'),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selected>['execute']>>[number]

const shown = ({ ended, campaign_version, ...row }: Row): StandingRow => ({
  ...row,
  campaignVersion: campaign_version,
  ended: Boolean(ended),
})
