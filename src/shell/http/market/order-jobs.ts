import type { Job } from '../../jobs/jobs.ts'
import type { Consumer, Consumers } from '../../jobs/message.ts'
import { takeMessages } from '../../jobs/outbox.ts'
import { mailJob } from '../../mail/mail-job.ts'
import type { Mailer } from '../../mail/mailer.ts'
import { mailConsumers } from '../../mail/mails-of-orders.ts'
import { TEST_PROVIDER } from '../../payments/test-provider.ts'
import { testProviderJob } from '../../payments/test-provider-job.ts'
import { moneyConsumers } from '../../store/money/seller-messages.ts'
import { tidyDrafts } from '../../store/orders/drafts.ts'
import { ORDER_CHANGED } from '../../store/orders/messages.ts'
import { keepOrderChanges, tidyOrderChanges } from '../../store/orders/order-changes.ts'
import { type OnFault, paymentConsumers } from '../orders/payment-consumers.ts'
import { RefundPayOuts } from '../orders/refund-pay-outs.ts'
import type { Market } from './market.ts'

/** What the background of orders needs to know of its surroundings. */
export interface OrderSurroundings {
  /** The server's own address: the test provider posts its web hooks there. */
  readonly address: string
  /** Where people reach the pages: in mails. */
  readonly pages: string
  /** Null where no mail server is set: mails are kept then. */
  readonly mailer: Mailer | null
  readonly onFault: OnFault
}

/** Who acts on what orders tell: sellers' books, coins, mails, web hooks, and those who look on. */
export function orderConsumers(
  market: Market,
  hooks: Consumer,
  { pages }: OrderSurroundings,
): Consumers {
  const { store } = market
  return {
    ...moneyConsumers(store),
    ...mailConsumers(store, { baseUrl: pages }),
    [ORDER_CHANGED]: [hooks, keepOrderChanges],
  }
}

/** Deadlines are applied in each command: a sweep only lets them be seen sooner. */
const SWEEP_MS = 1_000
const HOUR_MS = 3_600_000

/** What is done for orders again and again. */
export function orderJobs(market: Market, { address, mailer, onFault }: OrderSurroundings): Job[] {
  const { store, orders, payments } = market
  return [
    { name: 'deadlines of orders', everyMs: SWEEP_MS, run: async () => (await orders.sweep()) > 0 },
    {
      name: 'drafts of checkouts, changes of orders',
      everyMs: HOUR_MS,
      run: async () => {
        await tidyDrafts(store)
        await tidyOrderChanges(store)
        return false
      },
    },
    ...paymentLanes(market, onFault),
    new RefundPayOuts(market, onFault).job(),
    mailJob(store, mailer),
    ...(payments.has(TEST_PROVIDER) ? [testProviderJob(store, { baseUrl: address })] : []),
  ]
}

const PAYMENTS_MS = 500

/** Messages to payment providers have lanes of their own: a provider that is slow keeps no other waiting. */
function paymentLanes(market: Market, onFault: OnFault): Job[] {
  const consumers = paymentConsumers(market, onFault)
  return Array.from({ length: market.store.shards }, (_, shard) => ({
    name: `payments ${shard}`,
    everyMs: PAYMENTS_MS,
    run: async () => {
      const { found, failed } = await takeMessages(market.store, shard, consumers)
      for (const { topic, attempts, fault } of failed) {
        onFault(new Error(`${topic}, attempt ${attempts + 1}: ${fault}`))
      }
      return found > failed.length
    },
  }))
}
