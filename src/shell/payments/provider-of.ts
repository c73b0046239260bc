import type { Store } from '../store/store.ts'
import type { PaymentProvider } from './port.ts'
import { type StripeOptions, StripeProvider } from './stripe-provider.ts'
import { TestProvider } from './test-provider.ts'

/** The environment of a process, as far as it says who takes payments. */
export interface PaymentEnvironment {
  readonly STRIPE_KEY?: string | undefined
  readonly STRIPE_WEBHOOK_SECRET?: string | undefined
  readonly STRIPE_API?: string | undefined
}

/**
 * Who takes payments: Stripe where its key is set, and the test provider otherwise (faq.pay). What is set
 * half is an error at the start: else goods would go out against payments that nobody made.
 */
export function providerOf(environment: PaymentEnvironment, store: Store): PaymentProvider {
  const options = stripeOptions(environment)
  return options ? new StripeProvider(options) : new TestProvider(store)
}

/** The settings of Stripe, or null where nothing is set. */
export function stripeOptions(environment: PaymentEnvironment): StripeOptions | null {
  const key = environment.STRIPE_KEY?.trim()
  const webhookSecret = environment.STRIPE_WEBHOOK_SECRET?.trim()
  const api = environment.STRIPE_API?.trim()
  if (!key && !webhookSecret && !api) return null
  if (!key) {
    throw new Error(
      'STRIPE_KEY is missing, but other settings of Stripe are there. Set it to the secret key ' +
        '(sk_… or rk_…), or remove the others to use the test provider.',
    )
  }
  if (!/^(sk|rk)_\S+$/.test(key)) {
    throw new Error('STRIPE_KEY must be a secret key (sk_…) or a restricted one (rk_…).')
  }
  if (!webhookSecret || !/^whsec_\S+$/.test(webhookSecret)) {
    throw new Error(
      'STRIPE_WEBHOOK_SECRET must be the signing secret of the endpoint at Stripe (whsec_…): without ' +
        'it nobody can tell which payments are real.',
    )
  }
  return { key, webhookSecret, ...(api && { api: apiOf(api) }) }
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

function apiOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  // The secret key goes with every request: over plain text only to this very machine.
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname))
  if (!url || !isSafe || url.pathname !== '/') {
    throw new Error(
      'STRIPE_API must be an https address without a path, or http on this machine. Leave it away for ' +
        'Stripe itself.',
    )
  }
  return url
}
