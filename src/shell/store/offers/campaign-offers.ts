import { sql } from 'kysely'
import { isRefused } from '../../../core/base/faults.ts'
import type { Campaign } from '../../../core/offers/campaign.ts'
import type { IssuedOffer } from '../../../core/offers/issued-offer.ts'
import { checkIssued } from '../../../core/offers/issuing.ts'
import type { CitedFault } from '../../../core/offers/validity.ts'
import type { TermsLibrary } from '../../../core/pricing/library.ts'
import { validityColumns } from './offer-columns.ts'
import { getOffers } from './offer-reading.ts'
import { codeFaults, holdCode, releaseCodes } from './shared-codes.ts'
import type { Work } from './work.ts'

/**
 * Fits the offers of a campaign to a window that is to become the campaign's; what is wrong with them then.
 * Nothing is written where one cannot be fitted: all of them are asked first.
 */
export async function refitOffersOf(
  work: Work,
  campaign: Campaign,
  library: TermsLibrary,
): Promise<CitedFault[]> {
  const terms = library.get(campaign.terms)
  const rows = await openOffersOf(work, campaign.id)
  const faults: CitedFault[] = []
  const fits = []
  for (const { document } of rows) {
    const issued = document as IssuedOffer
    const resolved = checkIssued(issued, campaign, terms)
    if (isRefused(resolved))
      faults.push(...resolved.refused.map((one) => ofOffer(issued, one as CitedFault)))
    else {
      faults.push(
        ...(await codeFaults(work, issued, resolved.validity)).map((one) => ofOffer(issued, one)),
      )
      fits.push({ issued, validity: resolved.validity })
    }
  }
  if (faults.length > 0) return faults
  for (const { issued, validity } of fits) {
    await work.trx
      .updateTable('offers')
      .set(validityColumns(validity))
      .where('id', '=', issued.id)
      .execute()
    await holdCode(work, issued, validity)
  }
  await tell(
    work,
    'changed',
    fits.map(({ issued }) => issued.id),
  )
  return []
}

/** A fault of an offer, said of the change of its campaign's window. */
function ofOffer({ id }: IssuedOffer, { path, fault, clause }: CitedFault): CitedFault {
  return { path: '', fault: `The offer ${id} would not fit (${path}): ${fault}`, clause }
}

/** Ends every open offer of a campaign (tc.20). */
export async function endOffersOf(work: Work, campaign: string, by: string): Promise<void> {
  const { trx, at } = work
  const ended = await trx
    .updateTable('offers')
    .set({ version: sql`version + 1`, ended_at: at, changed_at: at })
    .where('campaign_id', '=', campaign)
    .where('ended_at', 'is', null)
    .returning(['id'])
    .execute()
  const ids = ended.map(({ id }) => id)
  if (ids.length === 0) return
  await sql`
    insert into offer_versions (offer_id, version, document, act, changed_at, changed_by)
    select id, version, document, 'ended', changed_at, ${by}
    from offers where id = any(${ids})`.execute(trx)
  await releaseCodes(work, ids)
  await tell(work, 'ended', ids)
}

function openOffersOf({ trx }: Work, campaign: string) {
  return trx
    .selectFrom('offers')
    .select('document')
    .where('campaign_id', '=', campaign)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
}

async function tell(work: Work, act: 'changed' | 'ended', ids: readonly string[]): Promise<void> {
  const stored = await getOffers({ db: work.trx }, ids, { scope: 'all', at: work.at })
  for (const one of stored) {
    work.told.push({ topic: `offer.${act}`, subject: one.offer.id, document: one })
  }
}
