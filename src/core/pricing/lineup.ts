import type { Offer } from './offer.ts'
import type { Kind, Terms } from './terms.ts'

/** An offer and what the terms make of its kind; null where they know no such kind. */
export interface Attempt {
  readonly offer: Offer
  readonly kind: Kind | null
}

/**
 * The offers in order of attempt: by step, by the kind's place in it, by position (pricing §5.1);
 * those of an unknown kind come last. It depends on no cart, so it can be kept for many.
 */
export function lineUp(offers: readonly Offer[], terms: Terms): readonly Attempt[] {
  const kinds = terms.kindsInOrder.length
  const attempts = new Array<Attempt>(offers.length)
  // A counting sort: kinds are few, and offers of one kind keep their order.
  const next = new Array<number>(kinds + 2).fill(0)
  for (let i = 0; i < offers.length; i++) {
    const offer = offers[i] as Offer
    const kind = terms.kinds.get(offer.kind) ?? null
    attempts[i] = { offer, kind }
    const place = (kind === null ? kinds : kind.place) + 1
    next[place] = (next[place] as number) + 1
  }
  for (let place = 1; place <= kinds; place++) {
    next[place] = (next[place] as number) + (next[place - 1] as number)
  }
  const inOrder = new Array<Attempt>(offers.length)
  for (let i = 0; i < attempts.length; i++) {
    const attempt = attempts[i] as Attempt
    const place = attempt.kind === null ? kinds : attempt.kind.place
    inOrder[next[place] as number] = attempt
    next[place] = (next[place] as number) + 1
  }
  return inOrder
}
