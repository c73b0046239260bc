import { isRefused, type Refused } from '../base/faults.ts'
import type { Campaign } from './campaign.ts'
import { CODE_COLUMNS, readCode } from './feed-code.ts'
import { type CsvRow, readCsv } from './feed-csv.ts'
import { type FeedIssue, isRefusedRow } from './feed-issue.ts'
import { codesAmong, readJsonFeed } from './feed-json.ts'
import { ladderIssues } from './feed-ladders.ts'
import { campaignsOf, type FeedOffer, issuedCode } from './feed-offer.ts'

/** Where the offers of a feed belong. */
export interface FeedOptions {
  /** The campaign of all of them; without it the column, or field, of each says which. */
  readonly campaign?: string | undefined
  /** The rule-set of campaigns that a column names. */
  readonly terms: string
}

/** What a feed holds: the offers of its sound rows, and what is wrong or doubtful about each row. */
export interface Feed {
  readonly rows: number
  /** Campaigns that the feed brings along. */
  readonly campaigns: readonly Campaign[]
  readonly offers: readonly FeedOffer[]
  /** By row: a refused row makes no offer, a flagged one does. */
  readonly issues: readonly FeedIssue[]
}

// More would be kept in one transaction for minutes, and nobody reads such a report.
const ROWS_MAX = 20_000

/**
 * Reads a table of codes with the columns code, amount, min, currency, region, start and end, and where
 * they are given campaign, confidence, uses, perBuyer and note. Amount at or above the minimum is refused,
 * a tier off its ladder's rate is flagged, and the same code in another window is another offer. Refused
 * whole only where it is no such table.
 */
export function readCodeFeed(text: string, options: FeedOptions): Feed | Refused {
  const table = readCsv(text)
  if (isRefused(table)) return table
  const missing = CODE_COLUMNS.filter((column) => !table.columns.includes(column))
  if (missing.length > 0) {
    const fault = `Lacks the column ${missing.join(', ')}; it needs ${CODE_COLUMNS.join(', ')}.`
    return { refused: [{ path: '', fault }] }
  }
  if (table.rows.length > ROWS_MAX) return tooMany(table.rows.length)
  return feedOf(table.rows, options)
}

function feedOf(rows: readonly CsvRow[], { campaign, terms }: FeedOptions): Feed {
  const codes = rows.map(readCode)
  const between = Map.groupBy(ladderIssues(codes), ({ row }) => row)
  const issues: FeedIssue[] = []
  const offers: FeedOffer[] = []
  for (const [at, code] of codes.entries()) {
    const own = [...code.issues, ...(between.get(code.row) ?? [])]
    if (!isRefusedRow(own)) {
      const made = issuedCode(code, rows[at] as CsvRow, { campaign, issues: own })
      if (made) offers.push(made)
    }
    issues.push(...own)
  }
  const campaigns = campaign === undefined ? campaignsOf(offers, codes, terms) : []
  return { rows: codes.length, campaigns, offers, issues }
}

/** Reads offers in JSON: a list of them, or `{ "campaigns": [], "offers": [] }`. */
export function readOfferFeed(document: unknown, { campaign }: FeedOptions): Feed | Refused {
  const feed = readJsonFeed(document, campaign)
  if (isRefused(feed)) return feed
  if (feed.rows > ROWS_MAX) return tooMany(feed.rows)
  const between = ladderIssues(codesAmong(feed.offers))
  const issues = [...feed.issues, ...between].sort((one, other) => one.row - other.row)
  const twice = new Set(between.filter((one) => one.severity === 'refused').map(({ row }) => row))
  return { ...feed, offers: feed.offers.filter(({ row }) => !twice.has(row)), issues }
}

function tooMany(rows: number): Refused {
  return { refused: [{ path: '', fault: `Has ${rows} rows: send at most 20,000 at once.` }] }
}
