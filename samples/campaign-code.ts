import type { CodeFacts } from '../src/core/offers/feed-code.ts'

/** One published code as a fact; what could not be read is null, and `faults` says why. */
export interface CampaignCode extends CodeFacts {
  /** The host that published it. */
  readonly source: string | null
  /** The id of the offer in `campaign-offers.json` that it makes; null where it makes none. */
  readonly offer: string | null
  readonly faults: readonly string[]
}
