import { isDeepStrictEqual } from 'node:util'
import { type Fault, isRefused } from '../../../core/base/faults.ts'
import type { Feed } from '../../../core/offers/feed.ts'
import { type FeedIssue, isRefusedRow, issueOf } from '../../../core/offers/feed-issue.ts'
import type { FeedOffer } from '../../../core/offers/feed-offer.ts'
import { isRefusal } from '../../../core/offers/refusals.ts'
import type { Store } from '../store.ts'
import { type Acting, isConflict } from './acting.ts'
import { getCampaign } from './campaign-reading.ts'
import { addCampaign } from './campaigns.ts'
import { getOffer } from './offer-reading.ts'
import { addOffer } from './offers.ts'
import { type Work, working } from './work.ts'

/** What came of a feed. */
export interface ImportReport {
  /** Whether anything was kept: not so in a trial, or where all or nothing was asked for. */
  readonly kept: boolean
  readonly rows: number
  /** Campaigns that the feed brought along and that are new. */
  readonly campaigns: readonly string[]
  readonly imported: readonly string[]
  /** Offers that were here already, word for word: importing a feed again changes nothing. */
  readonly unchanged: readonly string[]
  /** By row. */
  readonly issues: readonly FeedIssue[]
}

export interface ImportOptions extends Acting {
  /** Report only: nothing is kept. */
  readonly dryRun?: boolean | undefined
  /** All rows or none: with a refused row nothing is kept. */
  readonly whole?: boolean | undefined
}

/** Imports the sound rows of a feed, in one transaction, and reports every other one. */
export async function importFeed(
  store: Pick<Store, 'db'>,
  feed: Feed,
  options: ImportOptions,
): Promise<ImportReport> {
  try {
    return await working(store, options.at, async (work) => {
      const report = await importRows(work, feed, options)
      const isRejected = options.whole === true && isRefusedRow(report.issues)
      if (options.dryRun || isRejected) throw new Abandoned({ ...report, kept: false })
      return report
    })
  } catch (error) {
    if (error instanceof Abandoned) return error.report
    throw error
  }
}

/** Leaves a transaction so that nothing of it is kept. */
class Abandoned extends Error {
  readonly report: ImportReport
  constructor(report: ImportReport) {
    super('Nothing is kept.')
    this.report = report
  }
}

async function importRows(work: Work, feed: Feed, options: ImportOptions): Promise<ImportReport> {
  const campaigns: string[] = []
  for (const campaign of feed.campaigns) {
    // A campaign that is here stays as it is; what does not fit into it is told of each offer.
    const known = await getCampaign({ db: work.trx }, campaign.id, { scope: options.scope })
    if (known) continue
    const answer = await addCampaign(work, campaign, options)
    if ('campaign' in answer) campaigns.push(campaign.id)
  }
  const issues = [...feed.issues]
  const imported: string[] = []
  const unchanged: string[] = []
  for (const row of feed.offers) {
    const came = await importOffer(work, row, options)
    issues.push(...came.issues)
    if (isRefusedRow(came.issues)) continue
    if (came.isNew) imported.push(row.offer.id)
    else unchanged.push(row.offer.id)
  }
  issues.sort((one, other) => one.row - other.row)
  return { kept: true, rows: feed.rows, campaigns, imported, unchanged, issues }
}

interface Came {
  readonly isNew: boolean
  readonly issues: readonly FeedIssue[]
}

async function importOffer(work: Work, given: FeedOffer, options: ImportOptions): Promise<Came> {
  const { row, offer } = given
  const known = await getOffer({ db: work.trx }, offer.id, { scope: options.scope })
  if (known) {
    const isSame = isDeepStrictEqual(known.offer, JSON.parse(JSON.stringify(offer)))
    const fault = `An offer ${offer.id} is here already, and says something else: change that one.`
    return { isNew: false, issues: isSame ? [] : [refusedRow(given, { path: '/id', fault })] }
  }
  const answer = await addOffer(work, offer, options)
  if (isRefused(answer)) {
    return { isNew: false, issues: answer.refused.map((one) => refusedRow(given, one)) }
  }
  if (isRefusal(answer)) {
    const fault = 'Its campaign has ended.'
    return { isNew: false, issues: [refusedRow(given, { path: '/campaign', fault })] }
  }
  if (isConflict(answer)) {
    const fault = `The id ${offer.id} is taken: choose another.`
    return { isNew: false, issues: [refusedRow(given, { path: '/id', fault })] }
  }
  const issues = answer.doubts.map(({ path, doubt, clause }) =>
    issueOf(row, 'unusual', doubt, { code: offer.id, column: path, clause }),
  )
  return { isNew: true, issues }
}

function refusedRow({ row, offer }: FeedOffer, fault: Fault & { readonly clause?: string }) {
  const { path, clause } = fault
  const more = { code: offer.id, column: path, ...(clause ? { clause } : {}) }
  return issueOf(row, 'not-issued', fault.fault, more)
}
