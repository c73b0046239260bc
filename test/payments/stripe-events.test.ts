import { describe, expect, it } from 'vitest'
import type { PaymentEvent } from '../../src/shell/payments/port.ts'
import { StripeProvider } from '../../src/shell/payments/stripe-provider.ts'
import { fault, type Hook, paymentRequest } from './provider-world.ts'
import { HOOK_SECRET, StripeDouble } from './stripe-double.ts'

describe('events of Stripe', async () => {
  const double = await new StripeDouble().start()
  const { key, url } = double
  const provider = new StripeProvider({ key, webhookSecret: HOOK_SECRET, api: new URL(url) })

  async function begun() {
    const request = paymentRequest()
    const { reference } = await provider.begin(request)
    return { reference, key: { attempt: request.attempt, reference } }
  }

  const read = ({ headers, body }: Hook) => provider.readEvents(headers, body, Date.now())
  const last = () => double.hooks.at(-1) as Hook

  it('a declined card closes the page, so that the failure is final (faq.payfail, cp.9)', async () => {
    const { reference, key } = await begun()
    double.decline(reference, { code: 'incorrect_cvc' })
    const failed = last()
    expect(await read(failed)).toMatchObject([{ kind: 'failed', cause: 'wrong-security-code' }])
    expect(double.sessions.get(reference)?.status).toBe('expired')
    // The session that is closed by that tells the same fact, and so does the failure told again.
    const [again] = (await read(last())) as readonly PaymentEvent[]
    expect(again?.id).toBe(`${reference}.failed`)
    expect(await read(failed)).toMatchObject([{ id: again?.id, cause: 'wrong-security-code' }])
    expect(await provider.standing(key)).toMatchObject({ id: again?.id })
  })

  it('a failure that was never told is found by asking, and is final too', async () => {
    const { reference, key } = await begun()
    double.decline(reference, { code: 'card_declined', decline_code: 'insufficient_funds' })
    expect(await provider.standing(key)).toMatchObject({ cause: 'insufficient-funds' })
    expect(double.sessions.get(reference)?.status).toBe('expired')
  })

  it('a failure that is told after the buyer paid with another card is none', async () => {
    const { reference } = await begun()
    double.decline(reference, { code: 'incorrect_cvc' })
    const failed = last()
    double.pay(reference)
    const paid = last()
    expect(await read(paid)).toMatchObject([{ kind: 'verified' }])
    expect(await read(failed)).toMatchObject([{ kind: 'verified', id: `${reference}.verified` }])
  })

  it('a card that Stripe cannot close the page of is for later', async () => {
    const { reference } = await begun()
    double.decline(reference, { code: 'incorrect_cvc' })
    const failed = last()
    double.busy.add(reference)
    await expect(read(failed)).rejects.toEqual(fault(true))
    double.busy.delete(reference)
    expect(await read(failed)).toMatchObject([{ cause: 'wrong-security-code' }])
  })

  it('a page that nobody used fails when it lapses', async () => {
    const { reference, key } = await begun()
    await provider.cancel(key)
    const told = { kind: 'failed', cause: 'verification-failed', reference }
    expect(await read(last())).toMatchObject([told])
  })

  it('a transfer is verified when it arrives, and not when it is ordered (faq.escrow)', async () => {
    const { reference, key } = await begun()
    double.payLater(reference)
    expect(await read(last())).toEqual([])
    expect(await provider.standing(key)).toBe('pending')
    const ask = { reference, amountMinor: 100, currency: 'USD', key: 'too early' }
    await expect(provider.refund(ask)).rejects.toThrow('not paid')
    double.arrive(reference, null)
    expect(await read(last())).toMatchObject([{ kind: 'verified', amountMinor: 4_250 }])
  })

  it('a transfer that does not arrive has failed (faq.payfail)', async () => {
    const { reference, key } = await begun()
    double.payLater(reference)
    double.arrive(reference, { code: 'insufficient_funds' })
    const told = { kind: 'failed', cause: 'insufficient-funds' }
    expect(await read(last())).toMatchObject([told])
    expect(await provider.standing(key)).toMatchObject(told)
  })

  it.each(['won', 'warning_closed'])('a dispute that is %s pays nobody back', async (status) => {
    const { reference } = await begun()
    double.pay(reference)
    double.closeDispute(reference, status, 4_250)
    expect(await read(last())).toEqual([])
  })

  it('a part of a payment can be lost, once however often it is told (bp.d.paypal)', async () => {
    const { reference } = await begun()
    double.pay(reference)
    const claim = double.closeDispute(reference, 'lost', 1_000)
    const told = { id: `${claim}.lost`, kind: 'reimbursed', claim, amountMinor: 1_000, reference }
    expect(await read(last())).toMatchObject([told])
    expect(await read(last())).toMatchObject([told])
  })

  it('what other products sell by the same account is not ours', async () => {
    const { reference, key } = await begun()
    const session = double.sessions.get(reference)
    Object.assign(session ?? {}, { metadata: { shop: 'another' } })
    double.decline(reference, { code: 'incorrect_cvc' })
    expect(await read(last())).toEqual([])
    double.pay(reference)
    expect(await read(last())).toEqual([])
    double.closeDispute(reference, 'lost', 1_000)
    expect(await read(last())).toEqual([])
    double.emit('customer.created', { id: 'cus_1' })
    expect(await read(last())).toEqual([])
    double.emit('payment_intent.payment_failed', { id: 'pi_of_somebody' })
    expect(await read(last())).toEqual([])
    expect(await provider.standing(key)).toBe('unknown')
  })

  it('the payment of another attempt does not stand for this one', async () => {
    const { reference } = await begun()
    double.pay(reference)
    expect(await provider.standing({ attempt: 'other', reference })).toBe('unknown')
  })
})
