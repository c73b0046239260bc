import { describe, expect, it } from 'vitest'
import { StripeDouble } from './stripe-double.ts'

/** The double is only worth something if it refuses what Stripe refuses: each fault is planted. */
describe('the double of Stripe', async () => {
  const double = await new StripeDouble().start()
  const LINE = 'line_items[0][price_data]'
  const SESSION = {
    mode: 'payment',
    success_url: 'https://market.example/',
    cancel_url: 'https://market.example/',
    'line_items[0][quantity]': '1',
    [`${LINE}[currency]`]: 'usd',
    [`${LINE}[unit_amount]`]: '4250',
    [`${LINE}[product_data][name]`]: 'Two orders',
  }
  let keys = 0

  async function send(
    form: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
    path = '/v1/checkout/sessions',
  ) {
    const usual = {
      authorization: `Bearer ${double.key}`,
      'stripe-version': '2026-10-28.endive',
      'content-type': 'application/x-www-form-urlencoded',
      'idempotency-key': `key ${keys++}`,
    }
    const body = new URLSearchParams(form).toString()
    const sent = { method: 'POST', headers: { ...usual, ...headers }, body }
    const answer = await fetch(`${double.url}${path}`, sent)
    const said = (await answer.json()) as { id?: string; error?: { type: string; code?: string } }
    return { ...said, status: answer.status }
  }

  it('takes a session as it should be', async () => {
    expect(await send(SESSION)).toMatchObject({ status: 200, object: 'checkout.session' })
  })

  it.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, number]>([
    ['no key of the account', {}, { authorization: '' }, 401],
    ['no version', {}, { 'stripe-version': 'new' }, 400],
    ['JSON', {}, { 'content-type': 'application/json' }, 400],
    ['a long key of the request', {}, { 'idempotency-key': 'k'.repeat(256) }, 400],
    ['an unknown field', { amount: '1' }, {}, 400],
    ['an unknown field of a line', { [`${LINE}[amount]`]: '1' }, {}, 400],
    ['another mode', { mode: 'setup' }, {}, 400],
    ['an address that is none', { success_url: '/orders' }, {}, 400],
    ['a fraction', { [`${LINE}[unit_amount]`]: '42.5' }, {}, 400],
    ['an exponent', { [`${LINE}[unit_amount]`]: '1e3' }, {}, 400],
    ['too little', { [`${LINE}[unit_amount]`]: '49' }, {}, 400],
    ['too much', { [`${LINE}[unit_amount]`]: '100000000' }, {}, 400],
    ['a currency in capitals', { [`${LINE}[currency]`]: 'USD' }, {}, 400],
    ['a hundredth of a króna', { [`${LINE}[currency]`]: 'isk' }, {}, 400],
    ['two pieces', { 'line_items[0][quantity]': '2' }, {}, 400],
    ['no name', { [`${LINE}[product_data][name]`]: '' }, {}, 400],
    ['long metadata', { 'metadata[a]': 'x'.repeat(501) }, {}, 400],
  ])('refuses %s', async (_, form, headers, status) => {
    const before = double.sessions.size
    expect(await send({ ...SESSION, ...form }, headers)).toMatchObject({ status })
    expect(double.sessions.size).toBe(before)
  })

  it('answers a key again, and refuses it for something else', async () => {
    const key = { 'idempotency-key': 'same' }
    const first = await send(SESSION, key)
    expect(await send(SESSION, key)).toEqual(first)
    const other = await send({ ...SESSION, mode: 'setup' }, key)
    expect(other).toMatchObject({ status: 400, error: { type: 'idempotency_error' } })
    const elsewhere = await send({ payment_intent: 'pi', amount: '1' }, key, '/v1/refunds')
    expect(elsewhere).toMatchObject({ status: 400, error: { type: 'idempotency_error' } })
  })

  it('knows no other operation', async () => {
    expect(await send({}, {}, '/v1/charges')).toMatchObject({ status: 404 })
    expect(await send({}, {}, '/v1/checkout/sessions/cs_none/expire')).toMatchObject({
      status: 404,
      error: { code: 'resource_missing' },
    })
  })
})
