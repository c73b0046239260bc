import { describe, expect, test } from 'vitest'
import { answerFaults } from './answer-faults.ts'
import {
  begun,
  bought,
  type CheckoutView,
  DAY,
  decide,
  HOUR,
  MINUTE,
  orderOf,
  orderWorld,
  paid,
  until,
  type View,
} from './order-world.ts'

const world = await orderWorld()
const { ana, ben, lumen, stride, agent, shop, time } = world
const asAna = { id: 'ana', as: ana }

const act = (as: typeof ana, id: string, body: object) => as('POST', `/v1/orders/${id}/acts`, body)

describe('an order over HTTP', () => {
  test('is paid, fails, is paid again after the hold, shipped, extended, confirmed and closed (faq.pay, faq.payfail, cp.9, faq.escrow, bp.confirm)', async () => {
    const placed = await bought(world, asAna)
    expect(placed).toMatchObject({ state: 'placed', toPayMinor: placed.totalMinor })
    expect(placed.orders.map(({ seller }) => seller)).toEqual(['lumen', 'stride'])

    const first = await begun(ana, placed.checkout)
    expect(first).toMatchObject({ amountMinor: placed.totalMinor, paid: false })
    expect(first.payAt).toMatch(/^\/pay\//)
    const meanwhile = await ana('POST', `/v1/checkouts/${placed.checkout}/pay`, {})
    expect(meanwhile).toMatchObject({ status: 409, body: { reason: 'payment-in-process' } })
    const looked = await ana('GET', `/v1/checkouts/${placed.checkout}`)
    expect(looked.body).toMatchObject({ payments: [{ payAt: first.payAt, state: 'pending' }] })

    const [own, other] = placed.orders.map(({ id }) => id) as [string, string]
    await decide(world, first.attempt, 'insufficient-funds')
    const failed = await until(
      () => orderOf(ana, own),
      ({ state }) => state === 'unpaid',
    )
    expect(failed.payments).toMatchObject([{ result: 'failed', cause: 'insufficient-funds' }])

    time.pass(31 * MINUTE)
    const second = await begun(ana, placed.checkout)
    expect(second.attempt).not.toBe(first.attempt)
    await decide(world, second.attempt, 'pay')
    await until(
      () => Promise.all([own, other].map((id) => orderOf(ana, id))),
      (orders) => orders.every(({ state }) => state === 'awaiting-shipment'),
    )

    await delivered(own)
    await booked(own)
    // The other seller did not ship in time: everything goes back by itself.
    const lapsed = await agent('GET', `/v1/orders/${other}/ledger`)
    expect(lapsed.body).toMatchObject({ marks: [{ mark: 'late-shipment' }] })
  }, 60_000)

  test('is cancelled while nobody has paid (bp.cancel.unpaid)', async () => {
    const placed = await bought(world, asAna)
    const { id } = placed.orders[0] as View
    expect(await act(ana, id, { event: 'cancel' })).toMatchObject({
      status: 200,
      body: { state: 'cancelled', refundDates: null },
    })
    expect(await act(ana, id, { event: 'cancel' })).toMatchObject({
      status: 409,
      body: { reason: 'order-cancelled', state: 'cancelled', clause: expect.any(String) },
    })
  })

  test('is cancelled when its seller agrees: the provider pays the refund out (bp.cancel.paid)', async () => {
    const { checkout, orders } = await paid(world, asAna)
    const [own, kept] = orders.map(({ id }) => id) as [string, string]
    const asked = await act(ana, own, { event: 'request-cancel', reason: 'Bought by mistake' })
    expect(asked).toMatchObject({ status: 200, body: { state: 'cancel-requested' } })
    expect(await act(lumen, own, { event: 'approve' })).toMatchObject({
      body: { state: 'cancelled', refundDates: { from: expect.any(String) }, payments: null },
    })
    const ledger = await until(
      () => agent('GET', `/v1/orders/${own}/ledger`),
      ({ body }) => (body as Ledger).refunds[0]?.state === 'paid',
    )
    expect(ledger.body).toMatchObject({
      sumMinor: 0,
      refunds: [{ cause: 'cancellation', reference: expect.stringContaining('refund') }],
    })
    const view = (await ana('GET', `/v1/checkouts/${checkout}`)).body as CheckoutView
    expect(view.orders.map(({ state }) => state)).toEqual(['cancelled', 'awaiting-shipment'])

    // The other one is refused, shipped later, and cannot be cancelled any more (bp.cancel.shipped).
    await act(ana, kept, { event: 'request-cancel', reason: 'Too slow' })
    expect(await act(stride, kept, { event: 'ship', tracking: 'S1' })).toMatchObject({
      status: 409,
      body: { reason: 'answer-the-cancellation-first' },
    })
    await act(stride, kept, { event: 'refuse' })
    await act(stride, kept, { event: 'ship', tracking: 'S1' })
    const late = await act(ana, kept, { event: 'request-cancel', reason: 'Still too slow' })
    expect(late).toMatchObject({ status: 409, body: { reason: 'already-shipped' } })
  }, 30_000)

  test('is cancelled by the silence of its seller (bp.cancel.paid)', async () => {
    const { orders } = await paid(world, asAna)
    const { id } = orders[0] as View
    await act(ana, id, { event: 'request-cancel', reason: 'Bought by mistake' })
    time.pass(48 * HOUR - MINUTE)
    expect((await orderOf(ana, id)).state).toBe('cancel-requested')
    time.pass(2 * MINUTE)
    expect(await orderOf(ana, id)).toMatchObject({ state: 'cancelled' })
  }, 30_000)

  test('of 40 acts at once exactly one is carried out', async () => {
    const { orders } = await paid(world, asAna)
    const { id } = orders[0] as View
    const cancels = { event: 'request-cancel', reason: 'Bought by mistake' }
    const ships = { event: 'ship', tracking: 'LX2CN' }
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        at % 2 === 0 ? act(ana, id, cancels) : act(lumen, id, ships),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array.from({ length: 39 }, () => 409),
    ])
  }, 30_000)

  test('an act with the same key is carried out once', async () => {
    const { orders } = await paid(world, asAna)
    const { id } = orders[0] as View
    const again = { 'idempotency-key': 'ship once'.replace(' ', '-') }
    const body = { event: 'ship', tracking: 'LX3CN' }
    const first = await lumen('POST', `/v1/orders/${id}/acts`, body, again)
    const second = await lumen('POST', `/v1/orders/${id}/acts`, body, again)
    expect([first.status, second.status]).toEqual([200, 200])
    expect((second.body as View).version).toBe((first.body as View).version)
  }, 30_000)

  test('nothing failed in the background', () => {
    expect(world.faults).toEqual([])
  })

  test('another buyer pays for nobody (A11)', async () => {
    const placed = await bought(world, asAna)
    const { checkout } = placed
    expect((await ben('GET', `/v1/checkouts/${checkout}`)).status).toBe(404)
    expect((await ben('POST', `/v1/checkouts/${checkout}/pay`, {})).status).toBe(404)
    const { hash } = placed
    expect((await ben('POST', `/v1/checkouts/${checkout}/accept`, { hash })).status).toBe(404)
  })
})

/** Has an order shipped, given more time, confirmed, and closed by the end of its protection. */
async function delivered(own: string): Promise<void> {
  const shipped = await act(lumen, own, { event: 'ship', tracking: 'LX1CN' })
  expect(shipped).toMatchObject({ status: 200, body: { state: 'awaiting-delivery' } })
  time.pass(2 * DAY)
  expect(await act(lumen, own, { event: 'extend', days: 7 })).toMatchObject({ status: 200 })
  const where = { event: 'logistics', as: 'carrier', status: 'delivered' }
  expect(await act(shop, own, where)).toMatchObject({ status: 200 })

  const line = (await orderOf(ana, own)).lines[0]?.id as string
  const confirmed = await act(ana, own, { event: 'confirm', lines: [line] })
  expect(confirmed).toMatchObject({ status: 200, body: { state: 'completed' } })
  time.pass(60 * DAY)
  const closed = await until(
    () => orderOf(ana, own),
    ({ state }) => state === 'closed',
  )
  expect(closed.history?.map(({ event }) => event)).toContain('extend')
}

/** The books of an order that is closed: its seller's, and its own. */
async function booked(own: string): Promise<void> {
  const balance = await until(
    () => lumen('GET', '/v1/sellers/me/balance'),
    ({ body }) => (body as Balances).balances[0]?.availableMinor !== 0,
  )
  expect(balance.body).toMatchObject({ seller: 'lumen', balances: [{ currency: 'USD' }] })
  const statement = await lumen('GET', '/v1/sellers/me/statement?currency=USD')
  expect(statement.body).toMatchObject({ entries: [{ posting: 'credit', order: own }] })

  const ledger = await agent('GET', `/v1/orders/${own}/ledger`)
  expect(ledger).toMatchObject({ status: 200, body: { sumMinor: 0 } })
  expect(answerFaults('getOrderLedger', ledger.body)).toEqual([])
  const replayed = await agent('GET', `/v1/orders/${own}/replay`)
  expect(replayed.body).toMatchObject({ same: true })
}

interface Balances {
  readonly balances: readonly { readonly availableMinor: number }[]
}

interface Ledger {
  readonly refunds: readonly { readonly state: string }[]
}
