import { minorDigits } from '../base/iso4217.ts'
import { isEmpty } from './bounds.ts'
import { canonicalCode } from './code-text.ts'
import { minorUnits } from './feed-amount.ts'
import type { CsvRow } from './feed-csv.ts'
import { type FeedIssue, type FeedRule, issueOf } from './feed-issue.ts'
import { type CodeRegion, countriesOf, type ReadRegion, readRegion } from './feed-region.ts'
import { readWindow } from './feed-window.ts'

/** The columns that a table of codes must have. */
export const CODE_COLUMNS = ['code', 'amount', 'min', 'currency', 'region', 'start', 'end'] as const

/** A published code as a fact; what could not be read is null. */
export interface CodeFacts {
  readonly code: string
  readonly amount: number | null
  readonly minimum: number | null
  readonly currency: string
  readonly region: CodeRegion | null
  readonly newBuyersOnly: boolean
  readonly from: string | null
  /** Where no start was published, the one that such sales have. */
  readonly assumedFrom: string | null
  readonly until: string | null
  readonly campaign: string
  readonly confidence: string
  readonly kind: 'platform-code' | 'product-code' | 'seller-code'
}

/** The same with its row, and what is wrong or doubtful about it. */
export interface PublishedCode extends CodeFacts {
  readonly row: number
  readonly issues: readonly FeedIssue[]
}

/** Reads a row of a table of codes. Nothing is guessed in silence: what was assumed is an issue. */
export function readCode({ line, cells }: CsvRow): PublishedCode {
  const cell = (name: string) => cells[name] ?? ''
  const window = readWindow({
    start: cell('start'),
    end: cell('end'),
    region: cell('region'),
    campaign: cell('campaign'),
  })
  const region = readRegion(cell('region'))
  const currency = cell('currency')
  const facts: CodeFacts = {
    code: cell('code'),
    amount: minorUnits(cell('amount'), currency),
    minimum: minorUnits(cell('min'), currency),
    currency,
    region: region.region,
    newBuyersOnly: cell('region').endsWith('new users'),
    from: window.from,
    assumedFrom: window.assumedFrom,
    until: window.until,
    campaign: cell('campaign'),
    confidence: cell('confidence'),
    kind: kindOf(cell('region')),
  }
  const issues: FeedIssue[] = []
  const say = (rule: FeedRule, fault: string, column?: string) => {
    issues.push(issueOf(line, rule, fault, { code: facts.code, ...(column ? { column } : {}) }))
  }
  amountIssues(facts, say)
  regionIssues(region, cell('region'), say)
  for (const { rule, says, column } of window.doubts) say(rule, says, column)
  standingIssues(facts, say)
  if (cell('note') !== '') say('noted', `Its publisher notes: ${cell('note')}`, 'note')
  return { row: line, ...facts, issues }
}

type Say = (rule: FeedRule, fault: string, column?: string) => void

function amountIssues({ code, currency, amount, minimum }: CodeFacts, say: Say): void {
  if (canonicalCode(code) === null) {
    say('unreadable-code', 'Must be 1 to 64 letters A to Z, digits and hyphens.', 'code')
  }
  if (minorDigits(currency) === undefined) {
    say('unknown-currency', `"${currency}" is no ISO 4217 currency.`, 'currency')
  }
  if (amount === null) say('unreadable-amount', 'The amount cannot be read.', 'amount')
  if (amount === 0) say('unreadable-amount', 'The amount is nothing.', 'amount')
  if (minimum === null) say('unreadable-minimum', 'The minimum cannot be read.', 'min')
  if (amount !== null && minimum !== null && amount >= minimum) {
    const fault = 'The amount is not below the minimum: one of the two is wrong.'
    say('amount-not-below-minimum', fault, 'amount')
  }
}

function regionIssues({ region, unknown, respelt }: ReadRegion, printed: string, say: Say): void {
  if (unknown.length > 0) {
    say('unknown-region', `No country is called ${unknown.join(', ')} (ISO 3166-1).`, 'region')
  } else if (!region) say('no-region', 'No region was published.', 'region')
  for (const [name, code] of respelt) {
    say('region-respelt', `The country ${name} is taken for ${code}.`, 'region')
  }
  if (/\/other countries$/.test(printed)) {
    say('other-countries', 'It also works in other countries, which were not named.', 'region')
  }
}

function standingIssues(facts: CodeFacts, say: Say): void {
  const { kind, confidence, until } = facts
  if (until === null && facts.from !== null) {
    say('no-end', 'No end was published: a code without one would never lapse.', 'end')
  }
  if (until !== null && isEmpty(startOf(facts), until)) {
    say('window-reversed', 'It ends before it starts: one of the two is wrong.', 'end')
  }
  if (kind === 'product-code') {
    say('product-bound', 'It works on one product only, which the table does not name.', 'region')
  }
  if (kind === 'seller-code') {
    say('of-a-seller', "It is a seller's code, and the table does not name the seller.", 'region')
  }
  if (confidence === 'low') {
    say('low-confidence', 'The table itself calls it of low confidence.', 'confidence')
  }
}

function kindOf(region: string): CodeFacts['kind'] {
  if (region.endsWith('of a seller code')) return 'seller-code'
  return region.endsWith('(product-bound)') ? 'product-code' : 'platform-code'
}

const startOf = ({ from, assumedFrom }: CodeFacts): string | null => from ?? assumedFrom

/** An offer of kind `code` under a quote's terms (pricing §3). */
export interface CodeOffer {
  readonly id: string
  readonly kind: 'code'
  readonly funder: 'platform'
  readonly currency: string
  readonly benefit: { readonly off: number }
  readonly minimum: { readonly spend: number }
  readonly countries?: readonly string[]
  readonly newBuyersOnly?: true
  readonly from?: string
  readonly until: string
  readonly code: string
}

/**
 * The offer that a published code makes, or null where the facts do not make one: it belongs to the
 * platform, pays less than its minimum, has a region and an end after its start, and is not of low
 * confidence.
 */
export function codeOffer(facts: CodeFacts): CodeOffer | null {
  const { amount, minimum, region, until } = facts
  if (facts.kind !== 'platform-code' || facts.confidence === 'low') return null
  if (amount === null || minimum === null || amount <= 0 || amount >= minimum) return null
  if (region === null || until === null || isEmpty(startOf(facts), until)) return null
  const from = startOf(facts)
  const places = countriesOf(region)
  return {
    id: offerId(facts, until),
    kind: 'code',
    funder: 'platform',
    currency: facts.currency,
    benefit: { off: amount },
    minimum: { spend: minimum },
    ...(places ? { countries: places } : {}),
    ...(facts.newBuyersOnly ? { newBuyersOnly: true as const } : {}),
    ...(from ? { from } : {}),
    until,
    code: facts.code,
  }
}

/**
 * Names a published code. The string alone is no key, for it returns in later sales with another
 * minimum; the first day, else the end, tells them apart.
 */
function offerId(facts: CodeFacts, until: string): string {
  const from = startOf(facts)
  return from ? `${facts.code}-${from.slice(0, 10)}` : `${facts.code}-until-${until.slice(0, 10)}`
}
