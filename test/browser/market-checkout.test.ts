import { describe, expect, test } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import { openBrowser } from './harness.ts'
import { visit } from './market-page.ts'
import { PASSWORD } from './market-server.ts'
import { bookedAll, drafted, IRON, SANDALS, shippingOffer, startOrders } from './order-server.ts'

const browser = await openBrowser()
// Offers change in the present, and so must orders be priced in it.
const server = await startOrders({ daysAgo: 0 })

describe('a price that has changed (tc.22)', () => {
  test('is shown beside the one that was seen, and bought only when it is accepted', async () => {
    const { checkout } = await drafted(server, 'cleo', [IRON])
    const refusals = [`409 /v1/checkouts/${checkout}/accept`]
    const page = await visit(browser, server, {
      path: `/checkout/${checkout}`,
      as: 'cleo',
      refusals,
    })
    await page.getByRole('button', { name: 'Place the order' }).waitFor()
    const path = { offer: 'shipping' }
    orThrow(await server.api.changeOffer({ path, body: shippingOffer(100), ifMatch: '"1"' }))
    await bookedAll(server)
    await page.getByRole('button', { name: 'Place the order' }).click()
    const changed = page.getByRole('alert', { name: 'The price has changed' })
    await changed.waitFor()
    const total = changed.locator('tfoot tr')
    expect(await total.innerText()).toMatch(/32\.49\s+34\.49/)
    expect(await changed.locator('tbody').innerText()).toMatch(
      /Shipping from twenty\s+−3\.00\s+−1\.00/,
    )
    await page.getByRole('button', { name: 'Place the order at the new price' }).click()
    await page.getByText('Your order is placed.').waitFor()
    await page.getByRole('button', { name: 'Pay 34.49 USD' }).waitFor()
  })

  test('a checkout of two sellers says that it is two orders, and pays them together (faq.combine)', async () => {
    const { checkout } = await drafted(server, 'cleo', [IRON, SANDALS])
    const page = await visit(browser, server, { path: `/checkout/${checkout}`, as: 'cleo' })
    await page.getByText('These are 2 orders').waitFor()
    await page.getByRole('button', { name: 'Place the order' }).click()
    await expect.poll(() => page.locator('.order-card').count()).toBe(2)
    await page.getByText('2 orders, paid together').waitFor()
  })
})

describe('a page that is drawn for its reader', () => {
  test('is kept by nobody, and says nothing to others', async () => {
    const { checkout } = await drafted(server, 'ben')
    const visitor = await fetch(`${server.url}/checkout/${checkout}`)
    expect(visitor.headers.get('cache-control')).toBe('private, no-store')
    expect(await visitor.text()).not.toContain('31.50')
    const page = await visit(browser, server, { path: '/orders', as: 'ben' })
    const own = await page.request.get(`${server.url}/checkout/${checkout}`)
    const text = await own.text()
    expect(text).toContain('Curling iron')
    expect(text).not.toContain('<script>')
  })

  test('keeps what was typed before its scripts came', async () => {
    const page = await visit(browser, server, { path: '/coupons' })
    const { promise: isTyped, resolve: typed } = Promise.withResolvers<void>()
    await page.route('**/assets/*-page-*.js', async (route) => {
      await isTyped
      await route.continue()
    })
    await page.goto(`${server.url}/sign-in`, { waitUntil: 'commit' })
    const send = page.getByRole('button', { name: 'Sign in' })
    await page.getByLabel('E-mail address').fill('ben@example.com')
    expect(await send.isDisabled()).toBe(true)
    typed()
    await expect.poll(() => send.isEnabled()).toBe(true)
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('ben@example.com')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Coupon centre' }).waitFor()
  })

  test('takes no words of an address for markup', async () => {
    const path = `/orders/${encodeURIComponent('"><script>alert(1)</script>')}`
    const look = { javaScriptEnabled: false }
    const refusals = [`404 ${path}`]
    const page = await visit(browser, server, { path, as: 'ben', look, refusals })
    await page.locator('.faults').waitFor()
    expect(await page.locator('main script').count()).toBe(0)
  })

  test('a test payment is decided from its own page alone', async () => {
    const { checkout, hash, totalMinor } = await drafted(server, 'ben')
    const { api, url } = server
    orThrow(await api.acceptCheckout({ path: { checkout }, body: { hash } }))
    const { payAt } = orThrow(await api.payCheckout({ path: { checkout }, body: {} }))
    const send = (headers: Record<string, string>, form: Record<string, string>) =>
      fetch(`${url}${payAt}`, {
        method: 'POST',
        headers,
        body: new URLSearchParams(form),
        redirect: 'manual',
      })
    const foreign = { 'sec-fetch-site': 'cross-site' }
    expect((await send(foreign, { answer: 'pay' })).status).toBe(403)
    expect((await send({}, { answer: 'much' })).status).toBe(400)
    expect((await send({}, { answer: 'pay', delaySeconds: '-1' })).status).toBe(400)
    const state = async () => (await fetch(`${url}${payAt}/payment`)).json()
    expect(await state()).toMatchObject({ state: 'open', amountMinor: totalMinor })
    expect(await state()).not.toHaveProperty('buyer')
    expect((await send({}, { answer: 'silent' })).status).toBe(303)
    expect(await state()).toMatchObject({ state: 'checking' })
    expect((await fetch(`${url}/pay/tp_none/payment`)).status).toBe(404)
  })
})
