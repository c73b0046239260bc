import { type Kysely, sql, type Transaction } from 'kysely'
import type { Campaign } from '../../core/offers/campaign.ts'
import type { IssuedOffer } from '../../core/offers/issued-offer.ts'
import { pricedOffer } from '../../core/offers/priced-offer.ts'
import type { OfferDocument } from '../../core/pricing/offer-document.ts'
import type { Job } from '../jobs/jobs.ts'
import { offersOfCampaigns, standingByIds } from '../store/book/standing-rows.ts'
import { type Change, type Follower, followFeed } from '../store/feed.ts'
import type { StoredOffer } from '../store/offers/offer-reading.ts'
import type { Store } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { touch } from '../store/tracker/touching.ts'

const FOLLOWER: Follower = { name: 'tracker', begins: 'from now', most: 500 }
const EVERY_MS = 500

/** More offers than these are one change of everything: one question to the database instead of many. */
const OFFERS_MAX = 20

/** Follows what changes of offers, and has what they touch priced again (fg.t.history). */
export function followOffersJob(store: Store, now: () => number): Job {
  return {
    name: 'prices that offers touch',
    everyMs: EVERY_MS,
    run: () => followOffers(store, now()),
  }
}

/** Marks what changed offers touch; whether there may be more. */
export function followOffers(store: Store, now: number): Promise<boolean> {
  const at = new Date(now)
  return followFeed(store, FOLLOWER, async (changes, trx) => {
    // Beside the transaction, which keeps other processes from the same change: what it marks is free at once.
    for (const offer of await changedOffers(trx, changes)) await touch(store, offer, at)
  })
}

/** What changed, as it is and as it was before: both could touch a price. */
async function changedOffers(
  trx: Transaction<Tables>,
  changes: readonly Change[],
): Promise<readonly OfferDocument[]> {
  const about = (what: string) =>
    changes.flatMap(({ topic, subject }) => (topic.startsWith(`${what}.`) ? [subject] : []))
  const ofCampaigns = await offersOfCampaigns({ db: trx }, about('campaign'))
  const ids = [...new Set([...about('offer'), ...ofCampaigns])]
  if (ids.length > OFFERS_MAX) return [EVERYTHING]
  const rows = await standingByIds({ db: trx }, ids)
  const now = rows.map(({ issued, campaign }) =>
    pricedOffer(issued as IssuedOffer, campaign as Campaign),
  )
  const campaigns = new Map(
    rows.map(({ issued, campaign }) => [(issued as IssuedOffer).id, campaign]),
  )
  const before = await formerOffers(trx, changes)
  return [
    ...now,
    ...before.map((issued) => pricedOffer(issued, campaigns.get(issued.id) as Campaign)),
  ]
}

/** What offers said in versions that nobody has followed yet, and in the last one before these. */
async function formerOffers(
  db: Kysely<Tables>,
  changes: readonly Change[],
): Promise<IssuedOffer[]> {
  const since = new Map<string, number>()
  for (const { topic, subject, document } of changes) {
    if (!topic.startsWith('offer.')) continue
    const { version } = document as Pick<StoredOffer, 'version'>
    since.set(subject, Math.min(version - 1, since.get(subject) ?? version))
  }
  const { rows } = await sql<{ document: object }>`
    select v.document from unnest(${[...since.keys()]}::text[], ${[...since.values()]}::integer[])
      as changed (id, version)
    join offers o on o.id = changed.id
    join offer_versions v on v.offer_id = o.id
      and v.version >= changed.version and v.version < o.version`.execute(db)
  return rows.map(({ document }) => document as IssuedOffer)
}

/** An offer of which nothing is asked touches every price of the marketplace. */
const EVERYTHING: OfferDocument = {
  id: 'everything',
  kind: 'platform-select',
  funder: 'platform',
  benefit: { percent: 1 },
}
