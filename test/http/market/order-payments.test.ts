import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { orderSettings } from '../../../src/shell/http/order-settings.ts'
import { returnOrigins, returnUrlOf } from '../../../src/shell/http/orders/return-urls.ts'
import {
  type PaymentProvider,
  type PaymentRequest,
  ProviderFault,
} from '../../../src/shell/payments/port.ts'
import { testEventHeaders } from '../../../src/shell/payments/test-event.ts'
import { TestProvider } from '../../../src/shell/payments/test-provider.ts'
import { readPayment } from '../../../src/shell/store/orders/reading.ts'
import { begun, bought, decide, orderOf, orderWorld, until, type View } from './order-world.ts'

const world = await orderWorld({ returnOrigins: ['https://shop.example'] })
const { ana, store, url } = world
const asAna = { id: 'ana', as: ana }

describe('where a buyer comes back to', () => {
  const own = 'http://market.example:8080'
  const rules = { own, origins: ['https://shop.example'] }

  test.each([
    ['/orders', `${own}/orders`],
    ['/checkout/c1?paid=1#top', `${own}/checkout/c1?paid=1#top`],
    [`${own}/orders`, `${own}/orders`],
    ['https://shop.example/thanks', 'https://shop.example/thanks'],
    ['HTTPS://SHOP.example/thanks', 'https://shop.example/thanks'],
  ])('%s', (text, found) => {
    expect(returnUrlOf(text, rules)).toBe(found)
  })

  test.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    ' //evil.example',
    '/%0d%0aevil: x\r\n',
    'https://evil.example',
    'https://shop.example.evil.example/',
    'https://shop.example@evil.example/',
    'https://user:word@shop.example/',
    'http://shop.example/',
    'https://shop.example:444/',
    'https:evil.example',
    'https:/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'orders',
    '',
  ])('%j is nowhere of ours (W13)', (text) => {
    expect(returnUrlOf(text, rules)).toBeNull()
  })

  test('is told as an origin, and as nothing else', () => {
    expect(returnOrigins(' https://a.example, http://b.example:81/ ')).toEqual([
      'https://a.example',
      'http://b.example:81',
    ])
    for (const wrong of ['a.example', 'https://a.example/path', 'ftp://a.example', 'null', '*']) {
      expect(returnOrigins(wrong)).toHaveProperty('wrong')
    }
  })

  test('is refused over HTTP before anything begins', async () => {
    const { checkout } = await bought(world, asAna)
    const pay = `/v1/checkouts/${checkout}/pay`
    for (const returnUrl of ['//evil.example', 'https://evil.example/x', 'javascript:alert(1)']) {
      const answer = await ana('POST', pay, { returnUrl })
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/returnUrl' }] } })
    }
    expect((await ana('GET', `/v1/checkouts/${checkout}`)).body).toMatchObject({ payments: [] })
    expect(await ana('POST', pay, { provider: 'another' })).toMatchObject({ status: 400 })
    const returnUrl = 'https://shop.example/thanks'
    const { body } = await ana('POST', pay, { returnUrl })
    const { attempt } = body as { attempt: string }
    expect(await readPayment(store, attempt)).toMatchObject({ returnUrl })
  })
})

describe('a web hook of a payment provider', () => {
  const hook = async (body: string, headers: Record<string, string>, provider = 'test') => {
    const answer = await fetch(`${url}/v1/payments/${provider}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    return { status: answer.status, text: await answer.text() }
  }

  async function waiting() {
    const placed = await bought(world, asAna)
    const { attempt, amountMinor } = await begun(ana, placed.checkout)
    const payment = await readPayment(store, attempt)
    const reference = payment?.reference as string
    const at = new Date().toISOString()
    const event = { id: `${reference}.paid`, attempt, reference, at }
    const body = JSON.stringify({ ...event, kind: 'verified', amountMinor, currency: 'USD' })
    const { id } = placed.orders[0] as View
    return { order: id, body }
  }

  test('is heard where it is genuine, however often it comes', async () => {
    const { order, body } = await waiting()
    const headers = testEventHeaders(store, body, Date.now())
    const answers = await Promise.all(Array.from({ length: 5 }, () => hook(body, headers)))
    expect(answers).toEqual(Array.from({ length: 5 }, () => ({ status: 200, text: '' })))
    const found = await orderOf(ana, order)
    expect(found.state).toBe('awaiting-shipment')
    expect(found.history?.filter(({ event }) => event === 'payment-verified')).toHaveLength(1)
  })

  test('that is forged, changed, old or empty is answered alike, and changes nothing', async () => {
    const { order, body } = await waiting()
    const good = testEventHeaders(store, body, Date.now())
    const [name, signature = ''] = Object.entries(good)[0] as [string, string]
    const forged = createHmac('sha256', 'guessed').update(`1.${body}`).digest('hex')
    const answers = [
      await hook(body, {}),
      await hook(body, { [name]: `t=${Math.floor(Date.now() / 1000)},v1=${forged}` }),
      await hook(`${body} `, good),
      await hook(body.replace('"kind":"verified"', '"kind":"verifies"'), good),
      await hook(body, testEventHeaders(store, body, Date.now() - 3_600_000)),
      await hook(body, testEventHeaders(store, body, Date.now() + 3_600_000)),
      await hook(body, { [name]: signature.slice(0, -2) }),
      await hook('', good),
      await hook('not json', testEventHeaders(store, 'not json', Date.now())),
    ]
    const details = answers.map(({ text }) => (JSON.parse(text) as { detail: string }).detail)
    expect(new Set(details).size).toBe(1)
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400))
    expect((await orderOf(ana, order)).state).toBe('verifying')
  })

  test('of nobody who is known is not found; a large one is not read', async () => {
    expect((await hook('{}', {}, 'nobody')).status).toBe(404)
    expect((await hook('x'.repeat(1024 * 1024 + 1), {})).status).toBe(413)
    const other = await fetch(`${url}/v1/payments/test/events`)
    expect(other.status).toBe(405)
  })

  test('may have any content type, as it is signed; and a page of another site changes nothing', async () => {
    const { order, body } = await waiting()
    const headers = testEventHeaders(store, body, Date.now())
    const answer = await hook(body, {
      ...headers,
      'content-type': 'text/plain',
      origin: 'https://x.example',
    })
    expect(answer.status).toBe(200)
    expect((await orderOf(ana, order)).state).toBe('awaiting-shipment')
  })
})

/** A test provider that can be away, or refuse. */
class Unreliable extends TestProvider {
  mode: 'fine' | 'away' | 'refuses' = 'fine'

  override async begin(request: PaymentRequest) {
    if (this.mode === 'away') throw new ProviderFault('Nobody answers.', { canRetry: true })
    if (this.mode === 'refuses') throw new ProviderFault('Too little.', { canRetry: false })
    return super.begin(request)
  }
}

describe('a payment provider that is away', () => {
  test('is asked again by itself: the checkout says where to pay (E20)', async () => {
    const made: Unreliable[] = []
    const other = await orderWorld({
      payments: (store) => {
        const one = new Unreliable(store)
        made.push(one)
        return [one as PaymentProvider]
      },
    })
    const provider = made[0] as Unreliable
    const buyer = { id: 'ana', as: other.ana }
    provider.mode = 'away'
    const { checkout, orders } = await bought(other, buyer)
    const answer = await other.ana('POST', `/v1/checkouts/${checkout}/pay`, {})
    expect(answer).toMatchObject({
      status: 503,
      body: { type: '/problems/provider-unreachable' },
    })
    expect(answer.headers.get('retry-after')).toBe('10')
    provider.mode = 'fine'
    const found = await until(
      async () => (await other.ana('GET', `/v1/checkouts/${checkout}`)).body as Paying,
      ({ payments }) => payments[0]?.payAt !== null,
    )
    await decide(other, found.payments[0]?.attempt as string, 'pay')
    await until(
      () => orderOf(other.ana, (orders[0] as View).id),
      ({ state }) => state === 'awaiting-shipment',
    )
    provider.mode = 'refuses'
    const next = await bought(other, buyer)
    const refused = await other.ana('POST', `/v1/checkouts/${next.checkout}/pay`, {})
    expect(refused).toMatchObject({
      status: 409,
      body: { type: '/problems/payment-refused', detail: 'Too little.' },
    })
    const failed = await orderOf(other.ana, (next.orders[0] as View).id)
    expect(failed).toMatchObject({ state: 'unpaid', payments: [{ result: 'failed' }] })
  }, 30_000)
})

describe('settings of orders', () => {
  test.each([
    [{ STRIPE_WEBHOOK_SECRET: 'whsec_x' }, /STRIPE_KEY/],
    [{ TESSERA_SMTP: 'nothing' }, /TESSERA_SMTP/],
    [{ TESSERA_URL: 'market' }, /TESSERA_URL/],
    [{ TESSERA_RETURN_ORIGINS: 'shop' }, /TESSERA_RETURN_ORIGINS/],
  ])('%o is wrong, and said', (environment, says) => {
    expect(() => orderSettings(environment)).toThrow(says)
  })

  test('in production there is no test provider, and beside Stripe neither', () => {
    const names = (environment: Record<string, string>) =>
      orderSettings(environment)
        .providers(store)
        .map(({ name }) => name)
    expect(names({})).toEqual(['test'])
    expect(names({ NODE_ENV: 'production' })).toEqual([])
    const stripe = { STRIPE_KEY: 'sk_test_x', STRIPE_WEBHOOK_SECRET: 'whsec_x' }
    expect(names(stripe)).toEqual(['stripe'])
  })
})

interface Paying {
  readonly payments: readonly { readonly attempt: string; readonly payAt: string | null }[]
}
