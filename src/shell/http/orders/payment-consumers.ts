import type { Transaction } from 'kysely'
import type { Consumers, Message } from '../../jobs/message.ts'
import { type PaymentProvider, ProviderFault } from '../../payments/port.ts'
import {
  PAYMENT_BEGIN,
  PAYMENT_CANCEL,
  PAYMENT_RETURN,
} from '../../store/orders/payment-requests.ts'
import { readPayment, type StoredPayment } from '../../store/orders/reading.ts'
import type { Tables } from '../../store/tables.ts'
import { beginPayment, hearEvents, type PaymentWork } from './paying.ts'

/** The provider is asked how a payment stands, for its answer may have been lost (E20). */
export const PAYMENT_ASK = 'payment.ask'

/** Faults that nobody is answered by: told to whoever runs the server. */
export type OnFault = (error: unknown) => void

/** First after ten minutes, for most answers come by themselves; then ever more seldom. */
const ASK_FIRST_MS = 10 * 60_000
const ASK_MOST_MS = 2 * 3_600_000

interface OfAttempt {
  readonly attempt: string
}

type Act = (payment: StoredPayment, message: Message, trx: Transaction<Tables>) => Promise<void>

/** Who acts on what the desk of orders tells of payments. */
export function paymentConsumers(work: PaymentWork, onFault: OnFault): Consumers {
  const consumer = (act: Act) => [
    async (messages: readonly Message[], trx: Transaction<Tables>) => {
      for (const message of messages) {
        const { attempt } = message.document as OfAttempt
        const payment = await readPayment(work.store, attempt)
        if (payment) await act(payment, message, trx)
      }
    },
  ]
  return {
    [PAYMENT_BEGIN]: consumer((payment, _, trx) => begin(work, payment, trx)),
    [PAYMENT_CANCEL]: consumer((payment) => callOff(work, payment, onFault)),
    [PAYMENT_RETURN]: consumer((payment, message) => giveBack(work, payment, message)),
    [PAYMENT_ASK]: consumer((payment, message, trx) => ask(work, { payment, message, trx })),
  }
}

/** What was not begun yet, for the process died or the provider was away. */
async function begin(
  work: PaymentWork,
  payment: StoredPayment,
  trx: Transaction<Tables>,
): Promise<void> {
  if (payment.state !== 'pending') return
  const begun = await beginPayment(work, payment)
  if ('away' in begun) throw new Error(`${payment.attempt} cannot begin: ${begun.away}`)
  if ('payAt' in begun) await askLater(trx, payment, ASK_FIRST_MS)
}

/** A payment that nobody waits for any more; if it was made all the same, that is heard, and given back. */
async function callOff(work: PaymentWork, payment: StoredPayment, onFault: OnFault): Promise<void> {
  const provider = providerOf(work, payment)
  try {
    await provider.cancel(payment)
  } catch (error) {
    if (!(error instanceof ProviderFault) || error.canRetry) throw error
    onFault(new Error(`${payment.attempt} cannot be called off: ${error.message}`))
  }
  await hearStanding(work, { provider, payment })
}

/** Money that nobody waits for goes back: it was paid too late, or was another amount than was asked for. */
async function giveBack(
  work: PaymentWork,
  { attempt, currency, ...payment }: StoredPayment,
  { document }: Message,
): Promise<void> {
  const provider = providerOf(work, payment)
  const { amountMinor } = document as { readonly amountMinor: number }
  const { reference } = payment
  if (reference === null) {
    throw new Error(`${attempt} cannot be given back: the provider's name of it is not known.`)
  }
  await provider.refund({ reference, amountMinor, currency, key: `return ${attempt}` })
}

interface Asking {
  readonly payment: StoredPayment
  readonly message: Message
  readonly trx: Transaction<Tables>
}

async function ask(work: PaymentWork, { payment, message, trx }: Asking): Promise<void> {
  if (payment.state !== 'pending') return
  await hearStanding(work, { provider: providerOf(work, payment), payment })
  const { afterMs = ASK_FIRST_MS } = message.document as { readonly afterMs?: number }
  await askLater(trx, payment, Math.min(ASK_MOST_MS, afterMs * 2))
}

async function hearStanding(
  work: PaymentWork,
  { provider, payment }: { readonly provider: PaymentProvider; readonly payment: StoredPayment },
): Promise<void> {
  const standing = await provider.standing(payment)
  if (typeof standing !== 'string') await hearEvents(work, provider.name, [standing])
}

async function askLater(
  trx: Transaction<Tables>,
  { shard, attempt }: StoredPayment,
  afterMs: number,
): Promise<void> {
  const document = JSON.stringify({ attempt, afterMs })
  const at = new Date()
  const dueAt = new Date(at.getTime() + afterMs)
  await trx
    .insertInto('outbox')
    .values({ shard, topic: PAYMENT_ASK, document, due_at: dueAt, created_at: at })
    .execute()
}

/** The message waits, and is put aside for somebody to look at in the end, where its provider is gone. */
function providerOf(
  { payments }: PaymentWork,
  { provider: name }: Pick<StoredPayment, 'provider'>,
): PaymentProvider {
  const provider = payments.get(name)
  if (!provider) throw new Error(`The payment provider ${name} is not set up (any more).`)
  return provider
}
