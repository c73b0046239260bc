import type { PaymentCause } from '../../core/orders/payment-causes.ts'

/**
 * Which of the five causes a decline code of Stripe is (faq.payfail). Codes come by the dozen and new ones
 * without notice: what is not here is a payment that the bank did not confirm.
 */
export const STRIPE_CAUSES = {
  incorrect_number: 'invalid-card-number',
  invalid_number: 'invalid-card-number',
  insufficient_funds: 'insufficient-funds',
  card_velocity_exceeded: 'limit-exceeded',
  withdrawal_count_limit_exceeded: 'limit-exceeded',
  charge_exceeds_source_limit: 'limit-exceeded',
  charge_exceeds_transaction_limit: 'limit-exceeded',
  card_decline_rate_limit_exceeded: 'limit-exceeded',
  incorrect_cvc: 'wrong-security-code',
  invalid_cvc: 'wrong-security-code',
  authentication_required: 'verification-failed',
} as const satisfies Readonly<Record<string, PaymentCause>>

/** The error of a payment, as far as it tells its cause. */
export interface StripeDecline {
  readonly code?: string | undefined
  readonly decline_code?: string | undefined
}

/** The cause of a payment that failed, by the bank's reason first (faq.payfail). */
export function causeOf(decline: StripeDecline | null): PaymentCause {
  return known(decline?.decline_code) ?? known(decline?.code) ?? 'verification-failed'
}

function known(code: string | undefined): PaymentCause | undefined {
  if (code === undefined || !Object.hasOwn(STRIPE_CAUSES, code)) return undefined
  return STRIPE_CAUSES[code as keyof typeof STRIPE_CAUSES]
}
