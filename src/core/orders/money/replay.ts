import { isRefused } from '../../base/faults.ts'
import { accept } from '../../pricing/accept.ts'
import { type PricingOptions, quote } from '../../pricing/quote.ts'
import { shippedTerms } from '../../pricing/shipped.ts'
import { paidShares } from './shares.ts'

/** An accepted quote as texts: to the byte what was priced, and what came of it. */
export interface AcceptedTexts {
  readonly input: string
  readonly quote: string
  readonly shares: string
}

/** What an accepted quote comes to, priced again from its stored input. */
export interface Replay {
  /** Whether the quote and its shares are the same, to the byte. */
  readonly same: boolean
  readonly quote: string
  readonly shares: string
}

/**
 * Derives an accepted quote and its shares again from the stored input, under the terms that it names
 * (tc.22). Null where these terms are not at hand any more, or the input is none.
 */
export function replayAccepted(stored: AcceptedTexts, options: PricingOptions = {}): Replay | null {
  const derived = acceptedTexts(JSON.parse(stored.input), options)
  if (derived === null) return null
  const same = derived.quote === stored.quote && derived.shares === stored.shares
  return { same, quote: derived.quote, shares: derived.shares }
}

/** An input with the quote that it comes to and its shares, as the texts that are stored. */
export function acceptedTexts(input: unknown, options: PricingOptions = {}): AcceptedTexts | null {
  const accepted = accept(input, options.terms ?? shippedTerms)
  const priced = quote(input, options)
  if (isRefused(accepted) || isRefused(priced)) return null
  return {
    input: JSON.stringify(input),
    quote: JSON.stringify(priced),
    shares: JSON.stringify(paidShares(accepted, priced)),
  }
}
