import type { PaymentCause } from '../../src/core/orders/payment-causes.ts'
import { StripeProvider } from '../../src/shell/payments/stripe-provider.ts'
import type { Hook } from './provider-world.ts'
import { HOOK_SECRET, StripeDouble } from './stripe-double.ts'

/** A card error as each cause has one. */
const ERRORS: Readonly<Record<PaymentCause, object>> = {
  'invalid-card-number': { code: 'incorrect_number' },
  'insufficient-funds': { code: 'card_declined', decline_code: 'insufficient_funds' },
  'limit-exceeded': { code: 'card_declined', decline_code: 'withdrawal_count_limit_exceeded' },
  'wrong-security-code': { code: 'incorrect_cvc', decline_code: 'incorrect_cvc' },
  'verification-failed': { code: 'card_declined', decline_code: 'authentication_required' },
}

/** Stripe's API in miniature, and the adapter to it. */
export async function stripeWorld(
  options: { timeoutMs?: number; retries?: number; key?: string } = {},
) {
  const double = await new StripeDouble().start()
  const { key } = double
  const api = new URL(double.url)
  const provider = new StripeProvider({ key, webhookSecret: HOOK_SECRET, api, ...options })
  const lastHook = () => double.hooks.at(-1) as Hook
  return {
    double,
    provider,
    lastHook,
    pay: async (id: string) => {
      double.pay(id)
      return lastHook()
    },
    fail: async (id: string, cause: PaymentCause) => {
      double.decline(id, { ...ERRORS[cause] })
      return lastHook()
    },
    reimburse: async (id: string, amount: number) => {
      double.closeDispute(id, 'lost', amount)
      return lastHook()
    },
    sign: (
      body: string,
      { secret, atMs = Date.now() }: { secret?: 'another'; atMs?: number } = {},
    ) => double.sign(body, secret ?? HOOK_SECRET, Math.floor(atMs / 1_000)),
  }
}
