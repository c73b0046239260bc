import { type ReadonlySignal, signal } from '@preact/signals'
import type { ProblemDocument } from '../../../client/call.ts'
import type { DocumentOf } from '../../../client/client.ts'
import { type Loader, loader } from '../market/load.ts'
import { givenTo, type Market, noticeRefusal } from '../market/market.ts'
import { payFor } from './order-desk.ts'
import { checkoutPath } from './reads.ts'

export type Checkout = DocumentOf<'Checkout'>

/** A checkout in hand: its price, the way to accept it, and the way to pay. */
export interface CheckoutDesk {
  readonly checkout: Loader<Checkout>
  /** The price that was shown before the one that is shown now, where it has changed. */
  readonly before: ReadonlySignal<Checkout | null>
  /** Places the orders at the price that is shown; why not, or null. */
  accept(shown: Checkout): Promise<ProblemDocument | null>
  pay(): Promise<ProblemDocument | null>
}

const PRICE_CHANGED = '/problems/price-changed'

export function createCheckoutDesk(market: Market, id: string): CheckoutDesk {
  const { api, notice } = market
  const before = signal<Checkout | null>(null)
  const checkout = loader<Checkout>(
    (ends) => api.getCheckout({ path: { checkout: id } }, { signal: ends }),
    givenTo(market, checkoutPath(id)),
  )
  const refused = (problem: ProblemDocument): ProblemDocument => {
    noticeRefusal(market, problem)
    return problem
  }
  return {
    checkout,
    before,
    accept: async (shown) => {
      const { hash } = shown
      const answer = await api.acceptCheckout({ path: { checkout: id }, body: { hash } })
      if (answer.ok) {
        before.value = null
        checkout.put(answer.value)
        notice.value = 'Your order is placed.'
        return null
      }
      if (answer.problem.type !== PRICE_CHANGED) return refused(answer.problem)
      // The draft holds the new price from now on: it is shown beside the one that was accepted.
      before.value = shown
      await checkout.load()
      return null
    },
    pay: async () => {
      const answer = await payFor(market, id)
      if (!answer.ok) {
        checkout.load()
        return refused(answer.problem)
      }
      if (answer.value.payAt === null) checkout.load()
      return null
    },
  }
}
