import { describe, expect, it } from 'vitest'
import { PAYMENT_CAUSES } from '../../src/core/orders/payment-causes.ts'
import { fromStripe, toStripe } from '../../src/shell/payments/stripe-amounts.ts'
import { causeOf, STRIPE_CAUSES } from '../../src/shell/payments/stripe-causes.ts'
import { StripeProvider } from '../../src/shell/payments/stripe-provider.ts'
import { fault, paymentRequest, readOne } from './provider-world.ts'
import { HOOK_SECRET } from './stripe-double.ts'
import { stripeWorld } from './stripe-world.ts'

describe('what Stripe is sent', async () => {
  const { provider, double } = await stripeWorld()

  it('is one line with the total, under the key of the attempt', async () => {
    const request = paymentRequest({ currency: 'JPY', amountMinor: 500 })
    const { reference, payAt } = await provider.begin(request)
    expect(payAt).toBe(`https://checkout.stripe.com/c/pay/${reference}`)
    const { attempt, checkout, returnUrl, description } = request
    const { key, form } = double.asked.at(-1) ?? {}
    expect(key).toBe(attempt)
    expect(Object.fromEntries(form ?? [])).toEqual({
      mode: 'payment',
      client_reference_id: attempt,
      'metadata[tessera_attempt]': attempt,
      'metadata[tessera_checkout]': checkout,
      'payment_intent_data[metadata][tessera_attempt]': attempt,
      'payment_intent_data[metadata][tessera_checkout]': checkout,
      'payment_intent_data[description]': description,
      'line_items[0][quantity]': '1',
      'line_items[0][price_data][currency]': 'jpy',
      'line_items[0][price_data][unit_amount]': '500',
      'line_items[0][price_data][product_data][name]': description,
      'adaptive_pricing[enabled]': 'false',
      success_url: returnUrl,
      cancel_url: returnUrl,
    })
  })

  it('is an attempt in any script, as a key that a header carries', async () => {
    const request = paymentRequest({ attempt: 'заказ 一 🛒' })
    const { reference } = await provider.begin(request)
    expect(double.asked.at(-1)?.key).toMatch(/^sha256:[0-9a-f]{64}$/)
    double.pay(reference)
    const standing = await provider.standing({ attempt: request.attempt, reference })
    expect(standing).toMatchObject({ attempt: 'заказ 一 🛒', kind: 'verified' })
  })

  it('is refunded once, even when Stripe has forgotten the key of the request', async () => {
    const { reference } = await provider.begin(paymentRequest())
    double.pay(reference)
    const ask = { reference, currency: 'USD', amountMinor: 100, key: 'order/refund 1' }
    const first = await provider.refund(ask)
    double.forgetKeys()
    expect(await provider.refund(ask)).toEqual(first)
    expect(double.refunds).toHaveLength(1)
  })

  it('is refused where Stripe cannot carry an amount to the unit', async () => {
    const fils = paymentRequest({ currency: 'KWD', amountMinor: 12_345 })
    await expect(provider.begin(fils)).rejects.toEqual(fault(false))
    const small = paymentRequest({ amountMinor: 49 })
    await expect(provider.begin(small)).rejects.toEqual(fault(false))
  })
})

describe('amounts at Stripe', () => {
  it.each([
    ['USD', 1_999, 1_999],
    ['JPY', 500, 500],
    ['KRW', 15_000, 15_000],
    ['CLP', 990, 990],
    ['XOF', 655, 655],
    ['HUF', 1_045, 1_045],
    ['ISK', 5, 500],
    ['UGX', 7, 700],
    ['MGA', 70_000, 700],
    ['KWD', 5_120, 5_120],
  ])('%s %d is %d there, and back', (currency, own, there) => {
    expect(toStripe(own, currency)).toBe(there)
    expect(fromStripe(there, currency)).toBe(own)
  })

  it.each([
    ['MGA', 70_001],
    ['KWD', 5_124],
    ['LYD', 1_000],
    ['CLF', 10_000],
    ['XXX', 100],
    ['ISK', Number.MAX_SAFE_INTEGER],
  ])('%s %d is not rounded but refused', (currency, own) => {
    expect(() => toStripe(own, currency)).toThrow(fault(false) as never)
  })

  it('never tells half a unit', () => {
    expect(() => fromStripe(550, 'ISK')).toThrow('no whole number')
  })
})

describe('causes of Stripe', () => {
  it('reaches all five (faq.payfail)', () => {
    const reached = new Set<string>(Object.values(STRIPE_CAUSES))
    expect([...reached].sort()).toEqual(PAYMENT_CAUSES.map(({ cause }) => cause).sort())
  })

  it.each([
    [{ code: 'card_declined', decline_code: 'card_velocity_exceeded' }, 'limit-exceeded'],
    [{ code: 'incorrect_cvc', decline_code: 'generic_decline' }, 'wrong-security-code'],
    [{ code: 'card_declined', decline_code: 'do_not_honor' }, 'verification-failed'],
    [{ code: 'constructor', decline_code: '__proto__' }, 'verification-failed'],
    [null, 'verification-failed'],
  ])('%j is %s (faq.payfail)', (error, cause) => expect(causeOf(error)).toBe(cause))
})

describe('trouble with Stripe', async () => {
  const world = await stripeWorld({ retries: 1 })
  const { provider, double } = world
  const api = new URL(double.url)
  const given = { key: double.key, webhookSecret: HOOK_SECRET, api, retries: 1 }
  // Only who asks what is never answered is impatient: a busy machine answers all else in time.
  const impatient = new StripeProvider({ ...given, timeoutMs: 400 })

  it('a lost answer is asked for again, and nothing begins twice', async () => {
    const before = double.sessions.size
    double.troubles.push('lost-answer')
    const request = paymentRequest()
    const { reference } = await provider.begin(request)
    expect(double.sessions.size).toBe(before + 1)
    expect(await provider.begin(request)).toMatchObject({ reference })
  })

  it.each([
    ['lost-request', true],
    ['hangs', true],
    [500, true],
    [429, true],
    [409, true],
    [401, false],
  ] as const)('%s: may be tried again: %s', async (trouble, canRetry) => {
    const request = paymentRequest()
    double.troubles.push(trouble, trouble)
    const asked = trouble === 'hangs' ? impatient : provider
    await expect(asked.begin(request)).rejects.toEqual(fault(canRetry))
    double.troubles.length = 0
    expect(await provider.begin(request)).toHaveProperty('reference')
  })

  it('a wrong key is told, and not tried again', async () => {
    const other = new StripeProvider({ key: 'sk_test_no', webhookSecret: HOOK_SECRET, api })
    await expect(other.begin(paymentRequest())).rejects.toThrow('Stripe refused')
  })

  it('a hook that needs Stripe, which is away, is for later', async () => {
    const { reference } = await provider.begin(paymentRequest())
    const hook = await world.fail(reference, 'insufficient-funds')
    double.troubles.push(500, 500)
    await expect(readOne(world, hook)).rejects.toEqual(fault(true))
    double.troubles.length = 0
    expect(await readOne(world, hook)).toMatchObject({ cause: 'insufficient-funds' })
  })
})
