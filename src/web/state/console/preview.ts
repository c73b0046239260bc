import { isRefused } from '../../../core/base/faults.ts'
import type { Campaign } from '../../../core/offers/campaign.ts'
import type { IssuedOffer } from '../../../core/offers/issued-offer.ts'
import { draftOf } from '../../../core/offers/rehearsal-drafts.ts'
import { type Explanation, explain } from '../../../core/pricing/explain.ts'
import type { Input } from '../../../core/pricing/input.ts'
import type { Reason } from '../../../core/pricing/reasons.ts'
import { freshName } from '../cart.ts'
import { loadSample, type Sample, samples } from '../samples.ts'

/** A sample cart, and what it costs as it is. */
export interface TrialCart {
  readonly sample: Sample
  readonly input: Input
  readonly before: Explanation
}

/** What a draft does to a cart. */
export interface Trial {
  readonly cart: TrialCart
  /** The cart with the draft in it. */
  readonly input: Input
  readonly currency: string
  readonly without: number
  readonly with: number
  /** What the draft itself takes off; null where it is refused. */
  readonly off: number | null
  /** Why it is refused, in a word, in sentences, and its clause. */
  readonly why: {
    readonly reason: Reason
    readonly message: string
    readonly remedy: string | null
    readonly clause: string
  } | null
  /** What it would take off by itself, where others are in its way; null where they are not, or it is nothing. */
  readonly alone: number | null
  /** Offers that apply without the draft, and not with it. */
  readonly drivenOut: readonly string[]
}

/** The sample carts that are bought under these terms, priced as they are. */
export async function trialCarts(terms: string): Promise<readonly TrialCart[]> {
  const loaded = await Promise.all(
    samples.map(async (sample) => ({ sample, input: (await loadSample(sample.file)) as Input })),
  )
  return loaded.flatMap(({ sample, input }) => {
    if (input.terms !== terms) return []
    const before = explain(input)
    return isRefused(before) ? [] : [{ sample, input, before }]
  })
}

/**
 * Prices a cart with the draft in its buyer's hands, by the evaluator that will price it. Sample carts
 * are of other days, so the draft counts as in force on theirs.
 */
export function tryDraft(cart: TrialCart, draft: IssuedOffer, campaign: Campaign): Trial | null {
  const { before } = cart
  const offers = cart.input.offers ?? []
  const id = freshName(
    draft.id || 'draft',
    offers.map((one) => one.id),
  )
  const { offer } = draftOf({ ...draft, id }, campaign)
  const { choose = 'all' } = cart.input
  const input: Input = {
    ...cart.input,
    offers: [...offers, offer],
    choose: choose === 'all' ? choose : [...choose, id],
  }
  const after = explain(input)
  if (isRefused(after)) return null
  const applied = after.quote.applied.find((one) => one.offer === id)
  const rejected = after.quote.rejected.find((one) => one.offer === id)
  const alone = rejected && rejected.blockedBy.length > 0 ? offAlone(input, id) : null
  const attempt = after.attempts.find((one) => one.offer === id)
  const left = new Set(after.quote.applied.map((one) => one.offer))
  return {
    cart,
    input,
    currency: after.quote.currency,
    without: before.quote.totals.total,
    with: after.quote.totals.total,
    off: applied?.off ?? null,
    why: rejected
      ? {
          reason: rejected.reason,
          message: rejected.message,
          remedy: attempt?.remedy ?? null,
          clause: rejected.clause,
        }
      : null,
    alone,
    drivenOut: before.quote.applied.map((one) => one.offer).filter((one) => !left.has(one)),
  }
}

/** What an offer of a cart takes off when no other is tried. */
function offAlone(input: Input, id: string): number | null {
  const answer = explain({ ...input, choose: [id] })
  if (isRefused(answer)) return null
  return answer.quote.applied.find((one) => one.offer === id)?.off ?? null
}
