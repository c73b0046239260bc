import { isDeepStrictEqual } from 'node:util'
import { isRefused, type Refused } from '../../../core/base/faults.ts'
import type { Campaign } from '../../../core/offers/campaign.ts'
import type { IssuedOffer } from '../../../core/offers/issued-offer.ts'
import { checkIssued } from '../../../core/offers/issuing.ts'
import { offerChangeFaults } from '../../../core/offers/offer-changes.ts'
import { type Refusal, refusal } from '../../../core/offers/refusals.ts'
import type { CitedFault, Doubt, Resolved } from '../../../core/offers/validity.ts'
import { changeLimits, openPool } from '../claims/pools.ts'
import type { Store } from '../store.ts'
import { type Acting, type Conflict, inScope, type Scope, scopeFaults } from './acting.ts'
import { offerColumns } from './offer-columns.ts'
import { getOffer, type StoredOffer } from './offer-reading.ts'
import { codeFaults, holdCode, releaseCodes } from './shared-codes.ts'
import type { Act } from './versions.ts'
import { type Work, working } from './work.ts'

type Database = Pick<Store, 'db'>

/** An offer as it was written, with what is unusual about it: allowed, and worth a second look. */
export interface WrittenOffer extends StoredOffer {
  readonly doubts: readonly Doubt[]
}

/**
 * Issues an offer in a campaign, with its budgets (tc.1). What it leaves unsaid of its validity is filled
 * in by its kind (fg.valid), at most two months (cp.2).
 */
export async function issueOffer(
  store: Database,
  issued: IssuedOffer,
  acting: Acting,
): Promise<WrittenOffer | Refused | Refusal | Conflict<StoredOffer>> {
  return working(store, acting.at, (work) => addOffer(work, issued, acting))
}

/** The same as a part of an act. Nothing is written unless the offer is issued. */
export async function addOffer(
  work: Work,
  issued: IssuedOffer,
  acting: Acting,
): Promise<WrittenOffer | Refused | Refusal | Conflict<StoredOffer>> {
  const checked = await check(work, issued, acting)
  if (!('validity' in checked)) return checked
  const { validity, doubts } = checked
  const made = await work.trx
    .insertInto('offers')
    .values({ id: issued.id, version: 1, ...offerColumns(issued, validity), changed_at: work.at })
    .onConflict((found) => found.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) return { conflict: 'exists' }
  await holdCode(work, issued, validity)
  const { uses = null, budget = null } = issued.limits ?? {}
  if (uses !== null || budget !== null) await openPool(work.trx, issued.id, uses, budget)
  return { ...(await keep(work, issued.id, { act: 'created', by: acting.by })), doubts }
}

/**
 * Writes a new version of an offer, which counts from now on; null where the scope has none of that id.
 * `expected` is the version that the writer saw: if another one stands, nothing is changed.
 */
export async function changeOffer(
  store: Database,
  issued: IssuedOffer,
  acting: Acting & { readonly expected: number | null },
): Promise<WrittenOffer | Refused | Refusal | Conflict<StoredOffer> | null> {
  return working(store, acting.at, async (work) => {
    // The campaign is locked before its offers, here as where the campaign itself is changed.
    const checked = await check(work, issued, acting)
    const row = await locked(work, issued.id, acting.scope)
    if (!row) return null
    if (row.ended_at) return refusal('ended', { offer: issued.id })
    const read = async () => (await reread(work, issued.id)) as StoredOffer
    if (acting.expected !== null && acting.expected !== row.version) {
      return { conflict: 'version', current: await read() }
    }
    const current = row.document as IssuedOffer
    const kept = offerChangeFaults(current, issued)
    if (kept.length > 0) return { refused: kept }
    if (!('validity' in checked)) return checked
    if (isDeepStrictEqual(current, JSON.parse(JSON.stringify(issued)))) {
      return { ...(await read()), doubts: checked.doubts }
    }
    await limit(work, current, issued)
    await work.trx
      .updateTable('offers')
      .set({
        version: row.version + 1,
        ...offerColumns(issued, checked.validity),
        changed_at: work.at,
      })
      .where('id', '=', issued.id)
      .execute()
    await holdCode(work, issued, checked.validity)
    const written = await keep(work, issued.id, { act: 'changed', by: acting.by })
    return { ...written, doubts: checked.doubts }
  })
}

/** Ends an offer at once (tc.20). Ending it again changes nothing. */
export async function endOffer(
  store: Database,
  id: string,
  acting: Omit<Acting, 'terms'>,
): Promise<StoredOffer | null> {
  return working(store, acting.at, async (work) => {
    const row = await locked(work, id, acting.scope)
    if (!row) return null
    if (row.ended_at) return reread(work, id)
    await work.trx
      .updateTable('offers')
      .set({ version: row.version + 1, ended_at: work.at, changed_at: work.at })
      .where('id', '=', id)
      .execute()
    await releaseCodes(work, [id])
    return keep(work, id, { act: 'ended', by: acting.by })
  })
}

/** Whether it may be written as it is, in its campaign, which is locked so that it cannot end meanwhile. */
async function check(
  work: Work,
  issued: IssuedOffer,
  { scope, terms }: Acting,
): Promise<Resolved | Refused | Refusal> {
  const foreign = scopeFaults(issued.seller, scope)
  if (foreign.length > 0) return { refused: foreign }
  const row = await work.trx
    .selectFrom('campaigns')
    .select(['document', 'ended_at'])
    .where('id', '=', issued.campaign)
    // A seller's offers stand in the seller's campaigns, or take part in the platform's.
    .where((eb) => eb.or([eb('seller', 'is', null), inScope(scope)(eb)]))
    .forShare()
    .executeTakeFirst()
  if (!row) return { refused: [noCampaign(issued)] }
  if (row.ended_at) return refusal('ended')
  const campaign = row.document as Campaign
  const resolved = checkIssued(issued, campaign, terms.get(campaign.terms))
  if (isRefused(resolved)) return resolved
  const refused = await codeFaults(work, issued, resolved.validity)
  return refused.length > 0 ? { refused } : resolved
}

/** Brings the pool to limits that changed: what was given beyond a lower one stays given. */
async function limit({ trx }: Work, current: IssuedOffer, next: IssuedOffer): Promise<void> {
  const { uses = null, budget = null } = next.limits ?? {}
  const isSame =
    uses === (current.limits?.uses ?? null) && budget === (current.limits?.budget ?? null)
  if (!isSame) await changeLimits(trx, next.id, { uses, budget })
}

function noCampaign({ campaign }: IssuedOffer): CitedFault {
  const fault = `There is no campaign "${campaign}" that you may issue offers in.`
  return { path: '/campaign', fault, clause: 'cp.1' }
}

function locked({ trx }: Work, id: string, scope: Scope) {
  const query = trx.selectFrom('offers').selectAll().where('id', '=', id).where(inScope(scope))
  return query.forUpdate().executeTakeFirst()
}

function reread({ trx, at }: Work, id: string): Promise<StoredOffer | null> {
  return getOffer({ db: trx }, id, { scope: 'all', at })
}

/** Keeps the row as a version, and tells of it. */
async function keep(
  work: Work,
  id: string,
  { act, by }: { readonly act: Act; readonly by: string },
): Promise<StoredOffer> {
  const stored = (await reread(work, id)) as StoredOffer
  const document = JSON.stringify(stored.offer)
  await work.trx
    .insertInto('offer_versions')
    .values({
      offer_id: id,
      version: stored.version,
      document,
      act,
      changed_at: work.at,
      changed_by: by,
    })
    .execute()
  const topic = act === 'ended' ? 'offer.ended' : 'offer.changed'
  work.told.push({ topic, subject: id, document: stored })
  return stored
}
