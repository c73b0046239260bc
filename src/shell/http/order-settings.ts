import { baseUrlOf, type MailSettings, mailSettings } from '../mail/mail-settings.ts'
import type { PaymentProvider } from '../payments/port.ts'
import { providerOf, stripeOptions } from '../payments/provider-of.ts'
import type { Store } from '../store/store.ts'
import { returnOrigins } from './orders/return-urls.ts'

/** What the surroundings say of orders: who takes payments, who sends mails, where the pages are. */
export interface OrderSettings {
  readonly providers: (store: Store) => readonly PaymentProvider[]
  readonly mail: MailSettings | null
  /** Where people reach the pages; null: where the server listens. */
  readonly ownUrl: string | null
  readonly returnOrigins: readonly string[]
}

/** A process on a machine of its own: nothing leaves it. */
export const NO_SETTINGS: OrderSettings = orderSettings({})

/**
 * What the environment says: STRIPE_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_API, TESSERA_SMTP,
 * TESSERA_MAIL_FROM, TESSERA_URL, TESSERA_RETURN_ORIGINS, NODE_ENV. Throws with a sentence where it is
 * wrong: a server that takes no payments, or sends no mails, should not look like one that does.
 */
export function orderSettings(
  environment: Readonly<Record<string, string | undefined>>,
): OrderSettings {
  const stripe = stripeOptions(environment)
  // Whoever could choose the test provider beside a real one would get goods for nothing.
  const isTestAllowed = environment.NODE_ENV !== 'production'
  return {
    providers: (store) => (stripe || isTestAllowed ? [providerOf(environment, store)] : []),
    mail: right(mailSettings(environment)),
    ownUrl: right(baseUrlOf(environment, '')) || null,
    returnOrigins: right(returnOrigins(environment.TESSERA_RETURN_ORIGINS)),
  }
}

function right<T>(setting: T | { readonly wrong: string }): T {
  const isWrong = typeof setting === 'object' && setting !== null && 'wrong' in setting
  if (isWrong) throw new Error((setting as { readonly wrong: string }).wrong)
  return setting as T
}
