import type { Fault, Refused } from '../base/faults.ts'
import { isRecord } from '../base/schema.ts'
import { type Campaign, campaign as campaignSchema } from './campaign.ts'
import type { PublishedCode } from './feed-code.ts'
import { type FeedIssue, issueOf } from './feed-issue.ts'
import type { FeedOffer } from './feed-offer.ts'
import { type IssuedOffer, issuedOffer } from './issued-offer.ts'

/** What a list of offers in JSON holds: the sound ones, and each fault of the others. */
export interface JsonFeed {
  readonly rows: number
  readonly campaigns: readonly Campaign[]
  readonly offers: readonly FeedOffer[]
  readonly issues: readonly FeedIssue[]
}

/**
 * Reads a document `{ "campaigns": [], "offers": [] }`, or a list of offers alone. An offer may leave its
 * campaign out where the feed is for one campaign.
 */
export function readJsonFeed(document: unknown, campaign: string | undefined): JsonFeed | Refused {
  const whole = Array.isArray(document) ? { offers: document } : document
  const refused: Fault[] = []
  if (!isRecord(whole)) refused.push({ path: '', fault: 'Must be a list of offers, or an object.' })
  const { campaigns = [], offers, ...others } = isRecord(whole) ? whole : { offers: [] }
  for (const [name, rows] of Object.entries({ campaigns, offers })) {
    if (!Array.isArray(rows)) refused.push({ path: `/${name}`, fault: 'Must be a list.' })
  }
  for (const name of Object.keys(others)) {
    refused.push({ path: `/${name}`, fault: 'Is not a known field: campaigns, offers.' })
  }
  if (refused.length === 0) {
    for (const [at, one] of (campaigns as readonly unknown[]).entries()) {
      campaignSchema.find(one, `/campaigns/${at}`, refused)
    }
  }
  if (refused.length > 0) return { refused }
  const rows = (offers as readonly unknown[]).map((row, at) => readRow(row, at + 1, campaign))
  return {
    rows: rows.length,
    campaigns: campaigns as readonly Campaign[],
    offers: rows.flatMap(({ offer }) => offer ?? []),
    issues: rows.flatMap(({ issues }) => issues),
  }
}

interface ReadRow {
  readonly offer: FeedOffer | null
  readonly issues: readonly FeedIssue[]
}

function readRow(given: unknown, row: number, campaign: string | undefined): ReadRow {
  const value =
    campaign !== undefined && isRecord(given) && given.campaign === undefined
      ? { ...given, campaign }
      : given
  const faults: Fault[] = []
  issuedOffer.find(value, '', faults)
  const code = isRecord(value) && typeof value.id === 'string' ? { code: value.id } : {}
  const issues = faults.map(({ path, fault }) =>
    issueOf(row, 'not-an-offer', fault, { ...code, column: path }),
  )
  if (issues.length > 0) return { offer: null, issues }
  const offer = value as IssuedOffer
  if (campaign === undefined || offer.campaign === campaign)
    return { offer: { row, offer }, issues }
  const fault = `Is of the campaign "${offer.campaign}", and the feed is for "${campaign}".`
  return {
    offer: null,
    issues: [issueOf(row, 'no-campaign', fault, { ...code, column: '/campaign' })],
  }
}

/** The codes among the offers of a feed as facts, for what they say about each other. */
export function codesAmong(offers: readonly FeedOffer[]): PublishedCode[] {
  return offers.flatMap(({ row, offer: { offer, campaign, obtain } }) => {
    const { off, every } = offer.benefit
    if (obtain !== 'code' || !offer.code) return []
    const isTier = off !== undefined && every === undefined
    return {
      row,
      code: offer.code,
      amount: isTier ? off : null,
      minimum: isTier ? (offer.minimum?.spend ?? null) : null,
      currency: offer.currency ?? '',
      region: { include: offer.countries ?? null, exclude: [] },
      newBuyersOnly: offer.newBuyersOnly ?? false,
      from: offer.from ?? null,
      assumedFrom: null,
      until: offer.until ?? null,
      campaign,
      confidence: '',
      kind: 'platform-code' as const,
      issues: [],
    }
  })
}
