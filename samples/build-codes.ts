import { readFileSync, writeFileSync } from 'node:fs'
import { isRefused } from '../src/core/base/faults.ts'
import { codeOffer, type PublishedCode, readCode } from '../src/core/offers/feed-code.ts'
import { readCsv } from '../src/core/offers/feed-csv.ts'
import type { FeedRule } from '../src/core/offers/feed-issue.ts'
import { ladderIssues } from '../src/core/offers/feed-ladders.ts'
import type { CampaignCode } from './campaign-code.ts'
import { KNOWN_FAULTS } from './known-faults.ts'

const COLUMNS = 'code amount min currency region start end source campaign confidence'.split(' ')

/** What the rules of feeds find that `KNOWN_FAULTS` does not tell in better words. */
const TOLD: ReadonlySet<FeedRule> = new Set([
  'unreadable-amount',
  'unreadable-minimum',
  'amount-not-below-minimum',
  'no-region',
  'other-countries',
  'unreadable-date',
  'no-window',
  'no-zone',
  'no-start',
  'month-only',
  'same-code',
])

/** Every row of a table of published codes as facts; a row that cannot be read keeps its place. */
export function codesOf(csv: string): CampaignCode[] {
  const table = readCsv(csv)
  if (isRefused(table)) throw new Error(JSON.stringify(table))
  const missing = COLUMNS.filter((column) => !table.columns.includes(column))
  if (missing.length > 0) throw new Error(`The table lacks the column ${missing.join(', ')}.`)
  const codes = table.rows.map(readCode)
  const between = Map.groupBy(ladderIssues(codes), ({ row }) => row)
  return codes.map((code, at) => {
    const issues = [...code.issues, ...(between.get(code.row) ?? [])]
    return campaignCode({ ...code, issues }, table.rows[at]?.cells.source ?? '')
  })
}

/** The offers that these codes make, in their order (the mapping is in README.md). */
export function offersOf(codes: readonly CampaignCode[]) {
  return codes.flatMap((code) => codeOffer(code) ?? [])
}

function campaignCode(published: PublishedCode, source: string): CampaignCode {
  const { row: _, issues, kind, ...facts } = published
  const known = KNOWN_FAULTS.filter(([codes]) => codes.test(facts.code)).map(([, says]) => says)
  const found = issues.filter(({ rule }) => TOLD.has(rule)).map(({ fault }) => fault)
  const offer = codeOffer(published)?.id ?? null
  return { ...facts, source: hostOf(source), kind, offer, faults: [...known, ...found] }
}

/** The host of a source, and nothing else of its address. */
function hostOf(source: string): string | null {
  if (source.startsWith('github:')) return 'github.com'
  return URL.parse(source.split(' ')[0] ?? '')?.host ?? null
}

function main(file: string | undefined): void {
  if (!file) {
    console.error('Name the table to read: node samples/build-codes.ts FILE.csv')
    process.exitCode = 2
    return
  }
  const codes = codesOf(readFileSync(file, 'utf8'))
  const offers = offersOf(codes)
  const write = (name: string, rows: readonly unknown[]) =>
    writeFileSync(new URL(name, import.meta.url), `${JSON.stringify(rows, null, 2)}\n`)
  write('campaign-codes.json', codes)
  write('campaign-offers.json', offers)
  console.log(`${codes.length} codes, ${offers.length} offers. Now format: npm run format`)
}

if (import.meta.main) main(process.argv[2])
