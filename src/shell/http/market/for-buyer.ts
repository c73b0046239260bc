import type { Endpoint } from '../../../contract/market/endpoint.ts'
import { buyerOf } from './access.ts'
import type { Call } from './call.ts'
import { missing, type Outcome } from './outcome.ts'

/** An act for the buyer that the path names, if the actor may act for that one. */
export function forBuyer<B, A, Q extends Endpoint['query']>(
  act: (buyer: string, call: Call<B, Q>) => Promise<Outcome<A>>,
): (call: Call<B, Q>) => Promise<Outcome<A>> {
  return async (call) => {
    const buyer = buyerOf(call.actor, call.params.buyer as string)
    return buyer === null ? missing('There is no such buyer for you.') : act(buyer, call)
  }
}
