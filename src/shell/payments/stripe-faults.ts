import Stripe from 'stripe'
import { ProviderFault } from './port.ts'

const CONFLICT = 409
const NOT_FOUND = 404

/** Does something at Stripe; what it could not do is thrown as the port has it. */
export async function atStripe<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw error instanceof Stripe.errors.StripeError ? faultOf(error) : error
  }
}

/** The same of something that Stripe may not have, which is null. */
export async function foundAtStripe<T>(act: () => Promise<T>): Promise<T | null> {
  return atStripe(() =>
    act().catch((error: unknown) => {
      if (error instanceof Stripe.errors.StripeError && error.statusCode === NOT_FOUND) return null
      throw error
    }),
  )
}

/** Only what a later call can change is worth one: the line, Stripe itself, or somebody who is first. */
function faultOf(error: Stripe.errors.StripeError): ProviderFault {
  const { statusCode: status, message, requestId, type } = error
  const canRetry =
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeRateLimitError ||
    (error instanceof Stripe.errors.StripeAPIError && (status === undefined || status >= 500)) ||
    status === CONFLICT
  const asked = requestId ? ` (request ${requestId})` : ''
  const verb = canRetry ? 'could not be reached, or failed' : 'refused'
  return new ProviderFault(`Stripe ${verb}: ${type}: ${message}${asked}`, {
    canRetry,
    cause: error,
  })
}
