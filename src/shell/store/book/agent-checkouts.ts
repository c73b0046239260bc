import { isRefused, type Refused } from '../../../core/base/faults.ts'
import { isRecord } from '../../../core/base/schema.ts'
import type { AgentCheckout } from '../../../core/offers/agent-checkout.ts'
import { submittedCodes } from '../../../core/offers/agent-codes.ts'
import type { LineDocument } from '../../../core/pricing/input.ts'
import { price } from '../../../core/pricing/price.ts'
import { quoteDocument } from '../../../core/pricing/quote.ts'
import { type Asked, attemptsOf } from './attempts.ts'
import type { Desk } from './shopper.ts'
import { chosenWithin, compiled } from './stored-quotes.ts'

/** What an agent asks of a checkout: the cart, and the `discounts` of its request. */
export interface AgentAsked extends Asked {
  /** The request of the agent, of which `discounts.codes` (or ACP's older `coupons`) is read. */
  readonly request: unknown
  /** The name of what a line sells, where the server knows it; the listing's id otherwise. */
  readonly titleOf?: ((line: LineDocument) => string) | undefined
}

/**
 * A quote of stored offers as agents are told of it, for `ucpDocument` and `acpDocument`. The codes of the
 * request replace those before; what applies by itself or is held applies anyway.
 */
export async function agentCheckoutOf(
  desk: Desk,
  asked: AgentAsked,
): Promise<AgentCheckout | Refused> {
  const codes = submittedCodes(asked.request)
  if (codes !== null && isRefused(codes)) return codes
  const cart = isRecord(asked.cart) ? { ...asked.cart, codes: codes ?? [] } : asked.cart
  const attempts = await attemptsOf(desk, { ...asked, cart })
  if (isRefused(attempts)) return attempts
  const { attempted } = chosenWithin(desk, attempts)
  return {
    cart: attempts.document,
    quote: quoteDocument(price(attempts.cart, compiled(attempted), 'explain')),
    codes: attempts.codes,
    offers: new Map(
      attempted.map(({ standing: { issued }, document }) => [
        issued.id,
        { title: issued.title, document },
      ]),
    ),
    titleOf: asked.titleOf ?? (({ listing }) => listing),
    signedIn: asked.buyer !== null,
  }
}
