import type { Rejected } from '../../core/pricing/document.ts'
import type { Input } from '../../core/pricing/input.ts'
import { withChoice } from './cart.ts'

/** What the reader can try with one press to make a refused offer work. */
export interface Fix {
  readonly label: string
  readonly apply: (input: Input) => Input
}

/** The press that may help against the first reason of a refusal, or null where none would. */
export function fixFor(input: Input, rejected: Rejected): Fix | null {
  const at = (input.offers ?? []).findIndex((offer) => offer.id === rejected.offer)
  const offer = input.offers?.[at]
  if (!offer) return null
  const { blockedBy } = rejected
  if (blockedBy.length > 0) {
    const others = blockedBy.length === 1 ? blockedBy[0] : `the ${blockedBy.length} in its way`
    return { label: `Try without ${others}`, apply: (cart) => withChoice(cart, blockedBy, false) }
  }
  if (rejected.reason === 'not-claimed') {
    const claimed = { ...offer, claimed: true }
    return {
      label: 'Claim it',
      apply: (cart) => ({ ...cart, offers: (cart.offers ?? []).with(at, claimed) }),
    }
  }
  const channel = offer.channels?.[0]
  if (rejected.reason === 'wrong-channel' && channel) {
    return {
      label: channel === 'app' ? 'Shop in the app' : `Shop on the ${channel}`,
      apply: (cart) => ({ ...cart, buyer: { ...cart.buyer, channel } }),
    }
  }
  return null
}
