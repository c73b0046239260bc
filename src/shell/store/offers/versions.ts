import type { Store } from '../store.ts'

/** What a version came of. */
export type Act = 'created' | 'changed' | 'ended'

/** One version of a document: what it said, and who made it so, when. */
export interface Version<T> {
  readonly version: number
  readonly document: T
  readonly act: Act
  readonly changedAt: string
  readonly changedBy: string
}

interface Row {
  readonly version: number
  readonly document: object
  readonly act: Act
  readonly changed_at: Date
  readonly changed_by: string
}

const shown = <T>(row: Row): Version<T> => ({
  version: row.version,
  document: row.document as T,
  act: row.act,
  changedAt: row.changed_at.toISOString(),
  changedBy: row.changed_by,
})

type Reader = Pick<Store, 'db'>

/** Every version of a campaign, the newest first. */
export async function versionsOfCampaign<T>({ db }: Reader, id: string): Promise<Version<T>[]> {
  const query = db.selectFrom('campaign_versions').selectAll().where('campaign_id', '=', id)
  const rows = await query.orderBy('version', 'desc').execute()
  return rows.map((row) => shown<T>(row))
}

/** Every version of an offer, the newest first. */
export async function versionsOfOffer<T>({ db }: Reader, id: string): Promise<Version<T>[]> {
  const query = db.selectFrom('offer_versions').selectAll().where('offer_id', '=', id)
  const rows = await query.orderBy('version', 'desc').execute()
  return rows.map((row) => shown<T>(row))
}
