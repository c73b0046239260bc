/** Payments whose answers get lost, come too late, or cannot be given back: nothing of it is forgotten. */
import { describe, expect, test } from 'vitest'
import { paymentConsumers } from '../../../src/shell/http/orders/payment-consumers.ts'
import { RefundPayOuts } from '../../../src/shell/http/orders/refund-pay-outs.ts'
import type { Consumers } from '../../../src/shell/jobs/message.ts'
import { takeMessages } from '../../../src/shell/jobs/outbox.ts'
import { readPayment } from '../../../src/shell/store/orders/reading.ts'
import { begun, bought, DAY, decide, EarlierTime, HOUR, orderOf, type View } from './order-world.ts'
import { key, person, serveMarket } from './served.ts'

const time = new EarlierTime(200)
const served = await serveMarket({ orders: { time, trustsClock: true } })
const { market, store } = served
const ana = served.as(await person(served, { id: 'ana', role: 'buyer' }))
const agent = served.as(await person(served, { id: 'agent', role: 'agent' }))
const shop = served.as(await key(served, ['orders:read', 'orders:write']))
const faults: string[] = []
const onFault = (error: unknown) => void faults.push(String(error))
const consumers = paymentConsumers(market, onFault)

/** Acts on the messages that are due, in all shards, until there is none. */
async function deliver(which: Consumers = consumers, at?: Date): Promise<string[]> {
  const failed: string[] = []
  for (let shard = 0; shard < store.shards; shard++) {
    for (;;) {
      const taken = await takeMessages(store, shard, which, at)
      failed.push(...taken.failed.map(({ fault }) => fault))
      if (taken.found === taken.failed.length) break
    }
  }
  return failed
}

async function paying() {
  const placed = await bought({ shop }, { id: 'ana', as: ana })
  const { attempt } = await begun(ana, placed.checkout)
  return { attempt, checkout: placed.checkout, id: (placed.orders[0] as View).id }
}

const soon = () => new Date(Date.now() + 15 * 60_000)

describe('the answer of a provider that is lost', () => {
  test('is asked for: nobody pays twice, and nobody waits in vain (E20)', async () => {
    const { attempt, id } = await paying()
    await deliver()
    await decide({ store }, attempt, 'pay')
    expect((await orderOf(ana, id)).state).toBe('verifying')
    expect(await deliver(consumers, soon())).toEqual([])
    expect((await orderOf(ana, id)).state).toBe('awaiting-shipment')
  })

  test('is asked for again while there is none, and no longer when it came', async () => {
    const { attempt, id } = await paying()
    await deliver()
    await deliver(consumers, soon())
    expect((await orderOf(ana, id)).state).toBe('verifying')
    const waiting = () =>
      store.db.selectFrom('outbox').select('document').where('topic', '=', 'payment.ask').execute()
    const asks = async () =>
      (await waiting()).filter((row) => (row.document as { attempt: string }).attempt === attempt)
    expect(await asks()).toMatchObject([{ document: { afterMs: 1_200_000 } }])
    await decide({ store }, attempt, 'insufficient-funds')
    await deliver(consumers, new Date(Date.now() + HOUR))
    expect((await orderOf(ana, id)).state).toBe('unpaid')
    await deliver(consumers, new Date(Date.now() + 4 * HOUR))
    expect(await asks()).toEqual([])
  })

  test('of the beginning is lost: the name of the payment comes with its first event', async () => {
    const { attempt, id } = await paying()
    const payment = await readPayment(store, attempt)
    await store.db
      .updateTable('payments')
      .set({ reference: null, pay_at: null })
      .where('shard', '=', payment?.shard as number)
      .where('attempt', '=', attempt)
      .execute()
    // The provider began it, and begins it once: the message finds the same payment.
    await deliver(consumers, new Date(Date.now() + 10_000))
    expect(await readPayment(store, attempt)).toMatchObject({ reference: payment?.reference })
    expect((await orderOf(ana, id)).state).toBe('verifying')
  })
})

test('a payment that came when nobody waited for it any more goes back in full (faq.payfail)', async () => {
  const { attempt, id } = await paying()
  await decide({ store }, attempt, 'pay')
  time.pass(DAY + HOUR)
  await market.orders.sweep()
  expect((await orderOf(ana, id)).state).toBe('unpaid')
  expect(await deliver()).toEqual([])
  const payment = await readPayment(store, attempt)
  expect(payment).toMatchObject({ state: 'returned' })
  const returned = await store.db
    .selectFrom('test_payments')
    .select(['amount_minor', 'returned_minor'])
    .where('attempt', '=', attempt)
    .executeTakeFirstOrThrow()
  expect(returned.returned_minor).toBe(returned.amount_minor)
})

test('a refund whose provider is gone is told, and kept until it can be paid (bp.cancel.paid)', async () => {
  const { attempt, id } = await paying()
  await decide({ store }, attempt, 'pay')
  await deliver(consumers, soon())
  await ana('POST', `/v1/orders/${id}/acts`, { event: 'request-cancel', reason: 'By mistake' })
  const approve = { event: 'approve', as: 'seller' }
  await shop('POST', `/v1/orders/${id}/acts`, approve)
  const gone = new RefundPayOuts({ ...market, payments: new Map() }, onFault)
  await gone.job().run()
  await gone.job().run()
  expect(faults.filter((said) => said.includes(id))).toEqual([
    expect.stringContaining('test is not set up'),
  ])
  const refund = async () =>
    ((await agent('GET', `/v1/orders/${id}/ledger`)).body as { refunds: { state: string }[] })
      .refunds
  expect(await refund()).toMatchObject([{ state: 'due' }])
  const [one, two] = [new RefundPayOuts(market, onFault), new RefundPayOuts(market, onFault)]
  await Promise.all([one.job().run(), two.job().run()])
  expect(await refund()).toMatchObject([{ state: 'paid' }])
  expect(faults).toHaveLength(1)
})
