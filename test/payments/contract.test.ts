import { describe, expect, it } from 'vitest'
import { PAYMENT_CAUSES } from '../../src/core/orders/payment-causes.ts'
import {
  EVENT_BYTES_MAX,
  type EventHeaders,
  type PaymentEvent,
  type PaymentRequest,
  ProviderFault,
} from '../../src/shell/payments/port.ts'
import { fault, type ProviderWorld, paymentRequest, readOne } from './provider-world.ts'
import { stripeWorld } from './stripe-world.ts'
import { testWorld } from './test-world.ts'

const PROVIDERS: [string, () => Promise<ProviderWorld>][] = [
  ['Stripe', stripeWorld],
  ['The test provider', testWorld],
]

/** What every provider of payments keeps to. */
describe.each(PROVIDERS)('%s as a payment provider', async (_, make) => {
  const world = await make()
  const { provider } = world

  async function begun(changes: Partial<PaymentRequest> = {}) {
    const request = paymentRequest(changes)
    const { reference } = await provider.begin(request)
    return { request, reference, key: { attempt: request.attempt, reference } }
  }

  async function paid(changes: Partial<PaymentRequest> = {}) {
    const payment = await begun(changes)
    return { ...payment, hook: await world.pay(payment.reference) }
  }

  describe('beginning', () => {
    it('begins an attempt once, and says where to pay (faq.pay)', async () => {
      const request = paymentRequest()
      const [first, second] = [await provider.begin(request), await provider.begin(request)]
      expect(second).toEqual(first)
      expect(first.payAt).toMatch(/^(https?:\/)?\/\S+/)
      const others = await provider.begin(paymentRequest())
      expect(others.reference).not.toBe(first.reference)
    })

    it('does not begin an attempt again with another amount', async () => {
      const request = paymentRequest()
      await provider.begin(request)
      await expect(provider.begin({ ...request, amountMinor: 1 + 4_250 })).rejects.toEqual(
        fault(false),
      )
    })

    it.each([0, -1, 0.5, Number.NaN])('takes no amount of %d', async (amountMinor) => {
      await expect(provider.begin(paymentRequest({ amountMinor }))).rejects.toThrow('invariant')
    })
  })

  describe('the outcome', () => {
    it('is told as paid, and asking tells the same fact (faq.escrow)', async () => {
      const { key, request, reference } = await begun()
      expect(await provider.standing(key)).toBe('pending')
      const event = await readOne(world, await world.pay(reference))
      const { attempt, amountMinor, currency } = request
      expect(event).toMatchObject({ kind: 'verified', attempt, reference, amountMinor, currency })
      expect(Math.abs(event.at.getTime() - Date.now())).toBeLessThan(60_000)
      const { id, kind } = event
      const same = { id, kind, attempt, reference, amountMinor, currency }
      expect(await provider.standing(key)).toMatchObject(same)
    })

    it.each([
      ['USD', 4_250],
      ['JPY', 500],
      ['ISK', 500],
      ['UGX', 9_000],
      ['MGA', 700_000],
      ['KWD', 12_340],
    ])('is told in minor units of %s: %d', async (currency, amountMinor) => {
      const { hook } = await paid({ currency, amountMinor })
      expect(await readOne(world, hook)).toMatchObject({ currency, amountMinor })
    })

    it.each(PAYMENT_CAUSES)('fails by $cause, for good (faq.payfail)', async ({ cause }) => {
      const { key, reference } = await begun()
      const event = await readOne(world, await world.fail(reference, cause))
      expect(event).toMatchObject({ kind: 'failed', cause, ...key })
      expect(await provider.standing(key)).toMatchObject({ kind: 'failed', cause, id: event.id })
      await expect(world.pay(reference)).rejects.toThrow()
    })

    it('is not known of a payment that never began', async () => {
      const never = { attempt: 'never', reference: 'never' }
      expect(await provider.standing(never)).toBe('unknown')
      expect(await provider.standing({ ...never, reference: null })).toBe('unknown')
    })
  })

  describe('calling off', () => {
    it('leaves nothing to pay, however often', async () => {
      const { key, reference } = await begun()
      await provider.cancel(key)
      await provider.cancel(key)
      await expect(world.pay(reference)).rejects.toThrow()
      const failed = { kind: 'failed', cause: 'verification-failed' }
      expect(await provider.standing(key)).toMatchObject(failed)
    })

    it('leaves a payment that came first', async () => {
      const { key } = await paid()
      await provider.cancel(key)
      expect(await provider.standing(key)).toMatchObject({ kind: 'verified' })
    })

    it('of nothing is no fault', async () => {
      await provider.cancel({ attempt: 'never', reference: null })
      await provider.cancel({ attempt: 'never', reference: 'never' })
    })
  })

  describe('refunds', () => {
    it('go back once for a key, and never more than was paid (tc.8)', async () => {
      const { reference } = await paid({ amountMinor: 1_000 })
      const ask = { reference, currency: 'USD', amountMinor: 600, key: `${reference} r1` }
      const first = await provider.refund(ask)
      expect(await provider.refund(ask)).toEqual(first)
      const more = { ...ask, key: `${reference} r2` }
      await expect(provider.refund({ ...more, amountMinor: 401 })).rejects.toEqual(fault(false))
      // What Stripe refused under a key stays refused under it.
      const rest = { ...ask, key: `${reference} r3`, amountMinor: 400 }
      const second = await provider.refund(rest)
      expect(second.reference).not.toBe(first.reference)
      const beyond = { ...ask, key: `${reference} r4`, amountMinor: 100 }
      await expect(provider.refund(beyond)).rejects.toEqual(fault(false))
      expect(await provider.refund(rest)).toEqual(second)
    })

    it('asked at once under one key go back once', async () => {
      const { reference } = await paid({ amountMinor: 1_000 })
      const ask = { reference, currency: 'USD', amountMinor: 600, key: `${reference} twice` }
      const answers = await Promise.all([1, 2, 3, 4].map(() => provider.refund(ask)))
      expect(new Set(answers.map((one) => one.reference)).size).toBe(1)
    })

    it('asked at once under several keys never pass what was paid (tc.8)', async () => {
      const { reference } = await paid({ amountMinor: 1_000 })
      const ask = { reference, currency: 'USD', amountMinor: 400 }
      const keys = [1, 2, 3, 4].map((number) => `${reference} at once ${number}`)
      const came = await Promise.allSettled(keys.map((key) => provider.refund({ ...ask, key })))
      expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    })

    it.each<[string, { isPaid?: false; currency?: string; reference?: string }]>([
      ['a payment that is not paid', { isPaid: false }],
      ['another currency', { currency: 'EUR' }],
      ['a payment that is none', { reference: 'never' }],
    ])('are refused of %s', async (_, { isPaid = true, ...changes }) => {
      const { reference } = isPaid ? await paid() : await begun()
      const ask = { reference, currency: 'USD', amountMinor: 100, key: `${reference} no` }
      await expect(provider.refund({ ...ask, ...changes })).rejects.toEqual(fault(false))
    })

    it('are refused of another amount under the same key', async () => {
      const { reference } = await paid()
      const ask = { reference, currency: 'USD', amountMinor: 100, key: `${reference} r` }
      await provider.refund(ask)
      await expect(provider.refund({ ...ask, amountMinor: 200 })).rejects.toBeInstanceOf(
        ProviderFault,
      )
    })
  })

  it('tells what it paid back by a claim (bp.d.paypal)', async () => {
    const { reference, request, hook } = await paid()
    await readOne(world, hook)
    const event = await readOne(world, await world.reimburse(reference, 4_250))
    const { attempt } = request
    const told = { kind: 'reimbursed', attempt, reference, amountMinor: 4_250, currency: 'USD' }
    expect(event).toMatchObject({ ...told, claim: expect.stringMatching(/./) })
  })

  describe('web hooks', async () => {
    const { hook } = await paid()
    const read = (headers: EventHeaders, body: Buffer | string, atMs = Date.now()) =>
      provider.readEvents(headers, body, atMs)
    const refusedAs = (refused: string) => ({ refused, says: expect.stringMatching(/\.$/) })

    it('come twice with the same id, as text or as bytes', async () => {
      const [event] = (await read(hook.headers, hook.body)) as readonly PaymentEvent[]
      expect(await readOne(world, hook)).toEqual(event)
    })

    it('count for five minutes', async () => {
      // Signed now: the hook itself is as old as the tests before this one have taken.
      const now = Date.now()
      const fresh = world.sign(hook.body, { atMs: now })
      expect(await read(fresh, hook.body, now + 290_000)).toHaveLength(1)
      expect(await read(fresh, hook.body, now + 310_000)).toEqual(refusedAs('too-old'))
      const old = world.sign(hook.body, { atMs: now - 400_000 })
      expect(await read(old, hook.body)).toEqual(refusedAs('too-old'))
    })

    it('are refused without their signature, or with two', async () => {
      expect(await read({}, hook.body)).toEqual(refusedAs('signature'))
      for (const [name, value] of Object.entries(hook.headers)) {
        for (const wrong of [
          '',
          'v1',
          't=,v1=',
          String(value).replace('v1=', 'v2='),
          [value, value] as never,
        ]) {
          const headers = { [name]: wrong }
          expect(await read(headers, hook.body), String(wrong)).toEqual(refusedAs('signature'))
        }
      }
    })

    it('are refused with the signature of another secret, body or time', async () => {
      const another = world.sign(hook.body, { secret: 'another' })
      expect(await read(another, hook.body)).toEqual(refusedAs('signature'))
      expect(await read(world.sign('{}'), hook.body)).toEqual(refusedAs('signature'))
      const [name, value] = Object.entries(hook.headers)[0] as [string, string]
      const later = value.replace(/t=(\d+)/, (_, t) => `t=${Number(t) + 1}`)
      expect(await read({ [name]: later }, hook.body)).toEqual(refusedAs('signature'))
    })

    it('are refused with any bit flipped', async () => {
      const bytes = Buffer.from(hook.body)
      for (let bit = 0; bit < bytes.length * 8; bit += 37) {
        const flipped = Buffer.from(bytes)
        flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
        expect(await read(hook.headers, flipped), `bit ${bit}`).toEqual(refusedAs('signature'))
      }
    })

    it.each(['not JSON', 'null', '7', '[]', '{}', '{"type":7}', '{"kind":"verified"}', '{"id":'])(
      'are refused where they are signed and read %s',
      async (body) => {
        expect(await read(world.sign(body), body)).toEqual(refusedAs('malformed'))
      },
    )

    it('are refused where they are empty or huge', async () => {
      expect(await read(world.sign(''), '')).toHaveProperty('refused')
      const huge = JSON.stringify('x'.repeat(EVENT_BYTES_MAX))
      expect(await read(world.sign(huge), huge)).toEqual(refusedAs('malformed'))
    })
  })
})
