import { isDeepStrictEqual } from 'node:util'
import type { Refused } from '../../../core/base/faults.ts'
import type { Campaign } from '../../../core/offers/campaign.ts'
import { campaignChangeFaults } from '../../../core/offers/offer-changes.ts'
import { type Refusal, refusal } from '../../../core/offers/refusals.ts'
import type { CitedFault } from '../../../core/offers/validity.ts'
import type { Store } from '../store.ts'
import { type Acting, type Conflict, dateOf, inScope, type Scope, scopeFaults } from './acting.ts'
import { endOffersOf, refitOffersOf } from './campaign-offers.ts'
import { getCampaign, type StoredCampaign } from './campaign-reading.ts'
import type { Act } from './versions.ts'
import { type Work, working } from './work.ts'

type Database = Pick<Store, 'db'>

/** Starts a campaign; its window may lie in the future, then it is scheduled. */
export async function createCampaign(
  store: Database,
  campaign: Campaign,
  acting: Acting,
): Promise<StoredCampaign | Refused | Conflict<StoredCampaign>> {
  return working(store, acting.at, (work) => addCampaign(work, campaign, acting))
}

/** The same as a part of an act. */
export async function addCampaign(
  work: Work,
  campaign: Campaign,
  acting: Acting,
): Promise<StoredCampaign | Refused | Conflict<StoredCampaign>> {
  const refused = [...scopeFaults(campaign.seller, acting.scope), ...termsFaults(campaign, acting)]
  if (refused.length > 0) return { refused }
  const made = await work.trx
    .insertInto('campaigns')
    .values({ id: campaign.id, version: 1, ...columnsOf(campaign), changed_at: work.at })
    .onConflict((found) => found.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made ? keep(work, campaign.id, { act: 'created', by: acting.by }) : { conflict: 'exists' }
}

/**
 * Writes a new version of a campaign; null where the scope has none of that id. Its offers take over the
 * new window, and where one cannot, the change is refused. `expected` is the version that the writer saw.
 */
export async function changeCampaign(
  store: Database,
  campaign: Campaign,
  acting: Acting & { readonly expected: number | null },
): Promise<StoredCampaign | Refused | Refusal | Conflict<StoredCampaign> | null> {
  return working(store, acting.at, async (work) => {
    const row = await locked(work, campaign.id, acting.scope)
    if (!row) return null
    const read = async () => (await reread(work, campaign.id)) as StoredCampaign
    if (row.ended_at) return refusal('ended')
    if (acting.expected !== null && acting.expected !== row.version) {
      return { conflict: 'version', current: await read() }
    }
    const current = row.document as Campaign
    if (isDeepStrictEqual(current, JSON.parse(JSON.stringify(campaign)))) return read()
    const faults = [...campaignChangeFaults(current, campaign), ...termsFaults(campaign, acting)]
    const refused = faults.length > 0 ? faults : await refitOffersOf(work, campaign, acting.terms)
    if (refused.length > 0) return { refused }
    await work.trx
      .updateTable('campaigns')
      .set({ version: row.version + 1, ...columnsOf(campaign), changed_at: work.at })
      .where('id', '=', campaign.id)
      .execute()
    return keep(work, campaign.id, { act: 'changed', by: acting.by })
  })
}

/** Ends a campaign at once, with all its offers (tc.20). Ending it again changes nothing. */
export async function endCampaign(
  store: Database,
  id: string,
  acting: Omit<Acting, 'terms'>,
): Promise<StoredCampaign | null> {
  return working(store, acting.at, async (work) => {
    const row = await locked(work, id, acting.scope)
    if (!row) return null
    if (row.ended_at) return reread(work, id)
    await endOffersOf(work, id, acting.by)
    await work.trx
      .updateTable('campaigns')
      .set({ version: row.version + 1, ended_at: work.at, changed_at: work.at })
      .where('id', '=', id)
      .execute()
    return keep(work, id, { act: 'ended', by: acting.by })
  })
}

function locked({ trx }: Work, id: string, scope: Scope) {
  const query = trx.selectFrom('campaigns').selectAll().where('id', '=', id).where(inScope(scope))
  return query.forUpdate().executeTakeFirst()
}

function reread({ trx, at }: Work, id: string): Promise<StoredCampaign | null> {
  return getCampaign({ db: trx }, id, { scope: 'all', at })
}

/** Keeps the row as a version, and tells of it. */
async function keep(
  work: Work,
  id: string,
  { act, by }: { readonly act: Act; readonly by: string },
): Promise<StoredCampaign> {
  const stored = (await reread(work, id)) as StoredCampaign
  const document = JSON.stringify(stored.campaign)
  const version = { campaign_id: id, version: stored.version, document, act }
  await work.trx
    .insertInto('campaign_versions')
    .values({ ...version, changed_at: work.at, changed_by: by })
    .execute()
  work.told.push({
    topic: act === 'ended' ? 'campaign.ended' : 'campaign.changed',
    subject: id,
    document: stored,
  })
  return stored
}

function columnsOf(campaign: Campaign) {
  return {
    seller: campaign.seller ?? null,
    document: JSON.stringify(campaign),
    starts_at: dateOf(campaign.starts),
    ends_at: dateOf(campaign.ends),
  }
}

function termsFaults({ terms }: Campaign, { terms: library }: Acting): CitedFault[] {
  if (library.get(terms)) return []
  const known = library.all.map(({ id }) => id).join(', ')
  const fault = `There is no rule-set "${terms}". Known: ${known}.`
  return [{ path: '/terms', fault, clause: 'tc.22' }]
}
