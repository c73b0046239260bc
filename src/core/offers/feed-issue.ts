/** What can be wrong with a row of a feed, or doubtful: refused rows make no offer, flagged ones do. */
export const FEED_RULES = {
  'unreadable-code': 'refused',
  'unreadable-amount': 'refused',
  'unreadable-minimum': 'refused',
  'unknown-currency': 'refused',
  'amount-not-below-minimum': 'refused',
  'no-region': 'refused',
  'unknown-region': 'refused',
  'unreadable-date': 'refused',
  'no-window': 'refused',
  'no-end': 'refused',
  'window-reversed': 'refused',
  'unreadable-limit': 'refused',
  'low-confidence': 'refused',
  'product-bound': 'refused',
  'of-a-seller': 'refused',
  'stands-twice': 'refused',
  'no-campaign': 'refused',
  'not-an-offer': 'refused',
  'not-issued': 'refused',
  'other-countries': 'flagged',
  'region-respelt': 'flagged',
  'no-zone': 'flagged',
  'no-start': 'flagged',
  'month-only': 'flagged',
  'same-code': 'flagged',
  'off-rate': 'flagged',
  'name-differs': 'flagged',
  unusual: 'flagged',
  noted: 'flagged',
} as const satisfies Readonly<Record<string, 'refused' | 'flagged'>>

export type FeedRule = keyof typeof FEED_RULES

/** One thing that is wrong or doubtful about a row of a feed. */
export interface FeedIssue {
  /** The line of a table, or the place in a list of JSON, from 1. */
  readonly row: number
  readonly severity: 'refused' | 'flagged'
  readonly rule: FeedRule
  readonly fault: string
  readonly code?: string
  /** The column of a table, or the JSON Pointer inside the row. */
  readonly column?: string
  readonly clause?: string
}

/** An issue of a row. */
export function issueOf(
  row: number,
  rule: FeedRule,
  fault: string,
  more: Pick<FeedIssue, 'code' | 'column' | 'clause'> = {},
): FeedIssue {
  return { row, severity: FEED_RULES[rule], rule, fault, ...more }
}

/** Whether any of them keeps the row from making an offer. */
export function isRefusedRow(issues: readonly FeedIssue[]): boolean {
  return issues.some(({ severity }) => severity === 'refused')
}
