import { describe, expect, it } from 'vitest'
import { providerOf, stripeOptions } from '../../src/shell/payments/provider-of.ts'
import { freshStore } from '../store/database.ts'

const KEY = 'sk_test_1'
const SECRET = 'whsec_1'

describe('who takes payments', async () => {
  const store = await freshStore({ connections: 1 })

  it.each([
    ['nothing is set', {}, 'test'],
    ['what is set is empty', { STRIPE_KEY: '', STRIPE_WEBHOOK_SECRET: ' ' }, 'test'],
    ['Stripe is set', { STRIPE_KEY: KEY, STRIPE_WEBHOOK_SECRET: SECRET }, 'stripe'],
  ])('where %s (faq.pay)', (_, environment, name) => {
    expect(providerOf(environment, store).name).toBe(name)
  })

  it.each([
    ['the secret alone', { STRIPE_WEBHOOK_SECRET: SECRET }, 'STRIPE_KEY is missing'],
    ['the key alone', { STRIPE_KEY: KEY }, 'STRIPE_WEBHOOK_SECRET must be'],
    ['a publishable key', { STRIPE_KEY: 'pk_1', STRIPE_WEBHOOK_SECRET: SECRET }, 'secret key'],
    ['another secret', { STRIPE_KEY: KEY, STRIPE_WEBHOOK_SECRET: 'abc' }, 'whsec_'],
    ['plain text', { STRIPE_API: 'http://stripe.example' }, 'STRIPE_API must be'],
    ['a path', { STRIPE_API: 'https://stripe.example/v1' }, 'STRIPE_API must be'],
    ['no address', { STRIPE_API: 'stripe' }, 'STRIPE_API must be'],
  ])('%s is an error at the start', (_, environment, says) => {
    const stripe = { STRIPE_KEY: KEY, STRIPE_WEBHOOK_SECRET: SECRET }
    const whole = 'STRIPE_API' in environment ? { ...stripe, ...environment } : environment
    expect(() => providerOf(whole, store)).toThrow(says)
  })

  it.each(['http://127.0.0.2:12111', 'http://[::1]:12111', 'https://double.example'])(
    'another host may be %s',
    (text) => {
      const stripe = { STRIPE_KEY: KEY, STRIPE_WEBHOOK_SECRET: SECRET, STRIPE_API: text }
      expect(stripeOptions(stripe)?.api?.origin).toBe(text)
    },
  )
})
