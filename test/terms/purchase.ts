import { expect } from 'vitest'
import {
  type Explanation,
  explain,
  type Input,
  isRefused,
  type OfferDocument,
  type Quote,
  type Refused,
  type TermsLibrary,
} from '../../src/tessera.ts'
import { brokenLaws } from '../core/laws.ts'

type Line = Input['lines'][number]

/** A line of one piece in store s1; whatever a test is about stands in `more`. */
export function line(id: string, unitPrice: number, more: Partial<Line> = {}): Line {
  return { id, listing: id, sku: id, store: 's1', unitPrice, ...more }
}

/** A claimed offer of the platform. */
export function offer(
  row: Partial<OfferDocument> & Pick<OfferDocument, 'id' | 'kind' | 'benefit'>,
): OfferDocument {
  return { funder: 'platform', claimed: true, ...row }
}

/** A purchase of these lines; each store belongs to a seller of its own, `m-` and the store's id. */
export function purchase(rows: Partial<Input> & Pick<Input, 'terms' | 'lines'>): Input {
  const names = new Set(rows.lines.map((row) => row.store))
  const stores = Object.fromEntries([...names].map((name) => [name, { seller: `m-${name}` }]))
  return {
    at: '2026-06-24T12:00:00Z',
    currency: 'USD',
    buyer: { id: 'b1' },
    stores,
    ...rows,
  }
}

/** What an answer is, or a failed test where the input was refused. */
export function accepted<T extends object>(answer: T | Refused): T {
  if (isRefused(answer)) throw new Error(JSON.stringify(answer.refused))
  return answer
}

/** The explanation of a purchase, which keeps the laws of every quote. */
export function explained(input: Input, terms?: TermsLibrary): Explanation {
  const answer = accepted(explain(input, terms ? { terms } : {}))
  // The laws price the bare cart once more, under rules that they know; without offers all are equal.
  expect(brokenLaws({ ...input, terms: 'aliexpress-2026' }, answer.quote)).toEqual([])
  return answer
}

/** The quote of a purchase, which keeps the laws of every quote. */
export function priced(input: Input, terms?: TermsLibrary): Quote {
  return explained(input, terms).quote
}

/** What became of each offer: what it took off, or why it was refused. */
export function outcomes({ applied, rejected }: Quote): Record<string, number | string> {
  return Object.fromEntries([
    ...applied.map((one) => [one.offer, one.off] as const),
    ...rejected.map((one) => [one.offer, one.reason] as const),
  ])
}

/** What is left to pay of each line. */
export function nets({ lines }: Quote): number[] {
  return lines.map((row) => row.net)
}
