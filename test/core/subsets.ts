import { accept } from '../../src/core/pricing/accept.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import { price } from '../../src/core/pricing/price.ts'
import { totalOf } from '../../src/core/pricing/quote.ts'
import { isRefused, shippedTerms } from '../../src/tessera.ts'

/** Every subset of the offers attempted: what it comes to, and which of it apply. */
export function allSubsets(input: Input): { total: number; applied: string[] }[] {
  const accepted = accept(input, shippedTerms)
  if (isRefused(accepted)) throw new Error(JSON.stringify(accepted))
  const { cart, offers } = accepted
  return Array.from({ length: 1 << offers.length }, (_, subset) => {
    const some = offers.filter((_, at) => (subset >> at) & 1)
    const { applied, running, feesLeft } = price(cart, some, 'decide')
    return {
      total: totalOf(cart, running, feesLeft),
      applied: applied.map(({ offer }) => offer.id),
    }
  })
}
