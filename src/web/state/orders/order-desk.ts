import type { Answer, ProblemDocument } from '../../../client/call.ts'
import type { DocumentOf } from '../../../client/client.ts'
import { actOnce } from '../market/act-once.ts'
import { type Loader, loader } from '../market/load.ts'
import { givenTo, type Market, noticeRefusal } from '../market/market.ts'
import type { ActContents, Order } from './order.ts'
import { orderPath } from './reads.ts'

type OrderEventName = DocumentOf<'OrderAct'>['event']

/** One order in hand: how it stands, and the way to act on it. */
export interface OrderDesk {
  readonly order: Loader<Order>
  /** Sends an act; why it was refused, or null where it was not. */
  act(event: OrderEventName, contents: ActContents, done: string): Promise<ProblemDocument | null>
  /** Begins a payment of all orders of the checkout, and goes where it is paid. */
  pay(order: Order): Promise<ProblemDocument | null>
}

export function createOrderDesk(market: Market, id: string): OrderDesk {
  const { api, notice } = market
  const once = actOnce()
  const path = { order: id }
  const order = loader<Order>(
    (signal) => api.getOrder({ path }, { signal }),
    givenTo(market, orderPath(id)),
  )
  const hear = <A>(answer: Answer<A>): ProblemDocument | null => {
    if (answer.ok) return null
    noticeRefusal(market, answer.problem)
    // Something has changed meanwhile, or else the act would not have been offered.
    order.load()
    return answer.problem
  }
  return {
    order,
    act: async (event, contents, done) => {
      const body = { event, ...contents }
      const answer = await once(body, (options) => api.actOnOrder({ path, body }, options))
      if (answer.ok) {
        order.put(answer.value)
        notice.value = done
      }
      return hear(answer)
    },
    pay: async ({ checkout }) => {
      const answer = await payFor(market, checkout)
      if (answer.ok && answer.value.paid) order.load()
      return hear(answer)
    },
  }
}

/** Begins a payment of a checkout, and leaves for the page where it is paid. */
export async function payFor(
  { api, notice }: Market,
  checkout: string,
): Promise<Answer<DocumentOf<'BegunPayment'>>> {
  const body = { returnUrl: window.location.pathname }
  const answer = await api.payCheckout({ path: { checkout }, body })
  if (!answer.ok) return answer
  const { paid, payAt } = answer.value
  if (payAt !== null) window.location.assign(payAt)
  else {
    notice.value = paid
      ? 'There was nothing to pay: the order goes to the seller.'
      : 'The payment has begun. Its page will be here in a moment: look again.'
  }
  return answer
}
