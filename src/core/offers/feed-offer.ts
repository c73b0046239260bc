import type { Fault } from '../base/faults.ts'
import { decimalText } from '../base/iso4217.ts'
import { earlier, later } from './bounds.ts'
import type { Campaign } from './campaign.ts'
import { codeOffer, type PublishedCode } from './feed-code.ts'
import type { CsvRow } from './feed-csv.ts'
import { type FeedIssue, type FeedRule, issueOf } from './feed-issue.ts'
import { type IssuedOffer, issuedOffer } from './issued-offer.ts'

/** An offer of a feed, with its row. */
export interface FeedOffer {
  readonly row: number
  readonly offer: IssuedOffer
}

const TITLE_MAX = 200

/** The offer that a sound row of a table makes; null where a cell beside its code's facts is wrong. */
export function issuedCode(
  code: PublishedCode,
  { cells }: CsvRow,
  { campaign, issues }: { readonly campaign: string | undefined; readonly issues: FeedIssue[] },
): FeedOffer | null {
  const say = (rule: FeedRule, fault: string, column: string) => {
    issues.push(issueOf(code.row, rule, fault, { code: code.code, column }))
    return null
  }
  const terms = codeOffer(code)
  if (terms === null) return null
  const { id, ...offer } = terms
  const into = campaign ?? campaignId(code.campaign)
  if (into === '') return say('no-campaign', 'Names no campaign.', 'campaign')
  const uses = limitIn(cells.uses)
  const perBuyer = limitIn(cells.perBuyer)
  if (uses === null) return say('unreadable-limit', WHOLE, 'uses')
  if (perBuyer === null) return say('unreadable-limit', WHOLE, 'perBuyer')
  const limits = { ...(uses && { uses }), ...(perBuyer && { perBuyer }) }
  const { off } = offer.benefit
  const amounts = [off, offer.minimum.spend].map((sum) => decimalText(sum, offer.currency))
  const issued: IssuedOffer = {
    id,
    campaign: into,
    title: `${code.code}: ${amounts.join(' off ')} ${offer.currency}`,
    obtain: 'code',
    offer,
    ...(uses || perBuyer ? { limits } : {}),
  }
  const faults: Fault[] = []
  issuedOffer.find(issued, '', faults)
  for (const { path, fault } of faults) say('not-an-offer', fault, path)
  return faults.length === 0 ? { row: code.row, offer: issued } : null
}

const WHOLE = 'Must be a whole number above 0, or empty for no limit.'

/** A limit in a cell: undefined for an empty one, null for one that cannot be read. */
function limitIn(cell: string | undefined): number | undefined | null {
  if (cell === undefined || cell === '') return undefined
  return /^[1-9]\d{0,12}$/.test(cell) ? Number(cell) : null
}

/** The id of a campaign that a table names in words. */
export function campaignId(name: string): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return words.join('-').slice(0, 100)
}

/** The campaigns that codes name, each with the window that holds its offers. */
export function campaignsOf(
  made: readonly FeedOffer[],
  codes: readonly PublishedCode[],
  terms: string,
): Campaign[] {
  const titles = new Map(codes.map(({ campaign }) => [campaignId(campaign), campaign]))
  const groups = Map.groupBy(made, ({ offer }) => offer.campaign)
  return [...groups].map(([id, rows]) => {
    const starts = rows.map(({ offer }) => offer.offer.from ?? null)
    const ends = rows.map(({ offer }) => offer.offer.until ?? null)
    return {
      id,
      title: (titles.get(id) ?? id).slice(0, TITLE_MAX),
      terms,
      starts: starts.includes(null) ? null : starts.reduce((one, other) => earlier(one, other)),
      ends: ends.includes(null) ? null : ends.reduce((one, other) => later(one, other)),
    }
  })
}
