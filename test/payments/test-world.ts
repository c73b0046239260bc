import {
  decideTestPayment,
  reimburseTestPayment,
  type TestDecision,
} from '../../src/shell/payments/test-decision.ts'
import { testEventHeaders } from '../../src/shell/payments/test-event.ts'
import { TestProvider } from '../../src/shell/payments/test-provider.ts'
import { postTestEvents } from '../../src/shell/payments/test-provider-job.ts'
import type { Store } from '../../src/shell/store/store.ts'
import { freshStore } from '../store/database.ts'
import { HookReceiver } from './hook-receiver.ts'
import type { Hook, ProviderWorld } from './provider-world.ts'

/** A decision that the page would have taken. */
export async function decide(store: Store, reference: string, decision: TestDecision, at?: Date) {
  const answer = await decideTestPayment(store, reference, decision, at)
  if (!answer || 'refused' in answer) throw new Error(JSON.stringify(answer))
  return answer
}

/** Where the test provider tells it. */
export const eventsUrl = (receiver: HookReceiver) => `${receiver.url}/v1/payments/test/events`

/** A store whose connections are all there, so that what is asked at once is done at once. */
export async function warmStore(): Promise<Store> {
  const connections = 4
  const store = await freshStore({ connections })
  const each = Array.from({ length: connections }, () => store.pool.query('select pg_sleep(0.05)'))
  await Promise.all(each)
  return store
}

/** The test provider on a database of its own, with a server that it tells. */
export async function testWorld(): Promise<ProviderWorld> {
  const store = await warmStore()
  const receiver = await new HookReceiver().start()
  const told = async () => {
    await postTestEvents(store, { url: eventsUrl(receiver) })
    return receiver.hooks.at(-1) as Hook
  }
  return {
    provider: new TestProvider(store),
    pay: async (reference) => {
      await decide(store, reference, { answer: 'pay' })
      return told()
    },
    fail: async (reference, cause) => {
      await decide(store, reference, { answer: cause })
      return told()
    },
    reimburse: async (reference, amountMinor) => {
      await reimburseTestPayment(store, reference, { claim: 'claim-1', amountMinor })
      return told()
    },
    sign: (body, { secret, atMs = Date.now() } = {}) =>
      testEventHeaders(secret ? { secret: Buffer.from(secret) } : store, body, atMs),
  }
}
