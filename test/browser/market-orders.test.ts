import { describe, expect, test } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import { openBrowser } from './harness.ts'
import { visit } from './market-page.ts'
import { act, IRON, onlyOrder, paid, placed, startOrders, state } from './order-server.ts'

const browser = await openBrowser()
const server = await startOrders()
const { time } = server

describe('an order, from the basket to its end', () => {
  test('fails to be paid, is paid after the hold, shipped, extended, confirmed (faq.payfail, cp.9)', async () => {
    const page = await visit(browser, server, { path: '/shop', as: 'ben' })
    await page.getByRole('button', { name: 'Add Curling iron, 32 mm' }).click()
    await page.getByRole('button', { name: 'Check out' }).click()
    await page.getByRole('button', { name: 'Place the order' }).click()
    await page.getByRole('button', { name: /^Pay 32\.49 USD/ }).click()

    await page.getByLabel('It fails: There is not enough money').check()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('It failed', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Back to the order' }).click()
    await page.getByText('The last payment failed. There is not enough money').waitFor()
    expect(await page.getByText('Pay again in').innerText()).toMatch(/(29|30) min \d\d s/)

    const left = page.locator('.act-later .countdown')
    const before = await left.innerText()
    await expect.poll(() => left.innerText()).not.toBe(before)

    time.pass(0.52)
    await page.locator('.order-card a').click()
    await state(page, 'Awaiting payment').waitFor()
    await page.getByText('Your last payment failed.').waitFor()
    await page.getByRole('button', { name: 'Pay now' }).click()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('Paid', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Back to the order' }).click()
    await state(page, 'Awaiting shipment').waitFor()
    const order = new URL(page.url()).pathname.split('/')[2] as string

    const seller = await visit(browser, server, { path: `/selling/${order}`, as: 'lin' })
    await seller.getByRole('button', { name: 'Ship it' }).click()
    await seller.getByText('Please fill it in.').waitFor()
    await seller.getByLabel('Tracking number').fill('LX123456789CN')
    await seller.getByRole('button', { name: 'Ship it' }).click()
    await state(seller, 'Awaiting delivery').waitFor()
    // The buyer's page stands open, and hears of it.
    await state(page, 'Awaiting delivery').waitFor()
    await page.getByText('LX123456789CN').waitFor()

    await seller.getByLabel('More days for delivery').fill('10')
    await seller.getByRole('button', { name: 'Give more time' }).click()
    await page.getByText('10 more days by the seller').waitFor()

    await page.getByRole('button', { name: 'Confirm receipt' }).click()
    await state(page, 'Completed').waitFor()
    await state(seller, 'Completed').waitFor()
    const { order: seen } = orThrow(await server.api.getOrderLedger({ path: { order } }))
    expect(seen.state).toBe('completed')
  }, 120_000)

  test('says which station of its life it is at, and what silence brings (bp.status)', async () => {
    const order = onlyOrder(await placed(server, 'ben'))
    const page = await visit(browser, server, { path: `/orders/${order}`, as: 'ben' })
    const current = page.locator('.life-line [aria-current=step]')
    expect(await current.innerText()).toMatch(/^Paid\s+waiting for payment$/)
    const deadline = page.getByRole('region', { name: 'Pay by' })
    // The reader's own time comes with the scripts: the server knows no zone of theirs.
    await expect
      .poll(() => deadline.innerText())
      .toMatch(/\d+ days \d+ h[\s\S]*Pacific time[\s\S]*your time/)
    await deadline.getByText('The order is cancelled, its offers are free again').waitFor()
    await deadline.getByText('At your expense.').waitFor()
  })

  test('counts down by the clock of the server; the time of its reader moves nothing', async () => {
    const { checkout } = await placed(server, 'ben')
    await server.api.payCheckout({ path: { checkout }, body: {} })
    const page = await visit(browser, server, { path: `/orders/${checkout}-1`, as: 'ben' })
    const countdown = page.locator('.deadline .countdown')
    const box = await page.locator('.what-now').boundingBox()
    expect(await countdown.innerText()).toMatch(/^2[34] h \d\d min$/)
    const own = page.locator('.deadline .own-time')
    await expect.poll(() => own.innerText()).toContain('your time')
    expect(await page.locator('.what-now').boundingBox()).toEqual(box)
  })

  test('is confirmed line by line; the rest stays open (bp.confirm)', async () => {
    const brush = '3256806710311788'
    const order = onlyOrder(await paid(server, 'ben', [IRON, brush]))
    await act(server, order, { event: 'ship', as: 'seller', tracking: 'LX1' })
    const page = await visit(browser, server, { path: `/orders/${order}`, as: 'ben' })
    await page.getByLabel('Thermal curling brush').uncheck()
    await page.getByRole('button', { name: 'Confirm 1 of these' }).click()
    await page.getByText('Receipt of these is confirmed.').waitFor()
    await state(page, 'Awaiting delivery').waitFor()
    await expect
      .poll(() => page.locator('.line-money').allInnerTexts())
      .toEqual([expect.stringContaining('pending, received'), 'in escrow'])
    // What had not come stays unticked, so that nobody confirms it by pressing twice.
    await page.getByText('Tick what has come').waitFor()
    await page.getByLabel('Thermal curling brush').check()
    await page.getByRole('button', { name: 'Confirm receipt' }).click()
    await state(page, 'Completed').waitFor()
  })
})

test('an order is followed also where streams are held back on their way', async () => {
  const order = onlyOrder(await placed(server, 'cleo'))
  const page = await visit(browser, server, { path: `/orders/${order}`, as: 'cleo' })
  await page.route('**/v1/events', (route) => route.abort())
  await page.clock.install()
  // With its first question the page begins to count until the next one.
  const asked = page.waitForResponse(`**/v1/orders/${order}`)
  await page.reload()
  const cancel = page.getByRole('button', { name: 'Cancel the order…' })
  await expect.poll(() => cancel.isEnabled()).toBe(true)
  await asked
  await state(page, 'Awaiting payment').waitFor()
  await act(server, order, { event: 'cancel', as: 'buyer' })
  await page.clock.fastForward(31_000)
  await state(page, 'Cancelled').waitFor()
})
