import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { dialogGone, openBrowser } from './harness.ts'
import { visit } from './market-page.ts'
import { onlyOrder, paid, placed, startOrders, state } from './order-server.ts'

const browser = await openBrowser()
const server = await startOrders()
const { time } = server

const ask = async (page: Page, reason: string) => {
  await page.getByLabel('Why do you want to cancel?').fill(reason)
  await page.getByRole('button', { name: 'Ask the seller to cancel' }).click()
  await state(page, 'Cancellation requested').waitFor()
}

describe('an order is cancelled', () => {
  test('by its buyer alone while it is not paid, and only when that is sure (bp.cancel.unpaid)', async () => {
    const order = onlyOrder(await placed(server, 'ben'))
    const page = await visit(browser, server, { path: `/orders/${order}`, as: 'ben' })
    await page.getByRole('button', { name: 'Cancel the order…' }).click()
    await page.getByRole('button', { name: 'Keep the order' }).click()
    await dialogGone(page)
    await state(page, 'Awaiting payment').waitFor()
    await page.getByRole('button', { name: 'Cancel the order…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the order' }).click()
    await state(page, 'Cancelled').waitFor()
    await page.getByText('Nothing is left to do: this order is over.').waitFor()
  })

  test('when it is paid, with its seller, who reads why; the refund is told by its days (bp.cancel.paid)', async () => {
    const order = onlyOrder(await paid(server, 'ben'))
    const page = await visit(browser, server, { path: `/orders/${order}`, as: 'ben' })
    await ask(page, 'Ordered twice by mistake.')
    const seller = await visit(browser, server, { path: '/selling', as: 'lin' })
    const toAnswer = seller.getByRole('region', { name: 'To answer' })
    await toAnswer.locator(`a[href$="${order}"]`).click()
    await seller.getByText('Ordered twice by mistake.').first().waitFor()
    await seller.getByRole('button', { name: 'Agree to the cancellation…' }).click()
    const dialog = seller.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Agree to the cancellation' }).click()
    await state(page, 'Cancelled').waitFor()
    await page.getByText('(3 to 20 business days)').waitFor()
  })

  test('or not: the seller refuses, and ships (bp.cancel.shipped)', async () => {
    const order = onlyOrder(await paid(server, 'ben'))
    const page = await visit(browser, server, { path: `/orders/${order}`, as: 'ben' })
    await ask(page, 'Found it cheaper.')
    const seller = await visit(browser, server, { path: `/selling/${order}`, as: 'lin' })
    await seller.getByText('What is not possible now, and why').click()
    await seller.getByText('Answer first: after a refusal the order can be shipped.').waitFor()
    await seller.getByRole('button', { name: 'Refuse, and ship it' }).click()
    await state(page, 'Awaiting shipment').waitFor()
    await page.getByText('The seller refused.').waitFor()
  })

  test('by the silence of its seller, after 48 hours (bp.cancel.paid)', async () => {
    const order = onlyOrder(await paid(server, 'ben'))
    const page = await visit(browser, server, { path: `/orders/${order}`, as: 'ben' })
    await ask(page, 'Changed my mind.')
    const deadline = page.getByRole('region', { name: 'Answer the cancellation by' })
    const countdown = deadline.locator('.countdown')
    await expect.poll(() => countdown.innerText()).toMatch(/^(47 h|2 days)/)
    await deadline.getByText('At the seller’s expense.').waitFor()
    time.pass(48.1)
    // Nobody asked: the sweep applied it, and the page heard of it.
    await state(page, 'Cancelled').waitFor()
    await page.getByText('No answer came in time, which counts as agreed.').waitFor()
  })
})

describe('without a mouse', () => {
  test('an order is cancelled by keyboard; the dialog gives the focus back', async () => {
    const order = onlyOrder(await placed(server, 'cleo'))
    const page = await visit(browser, server, { path: `/orders/${order}`, as: 'cleo' })
    const cancel = page.getByRole('button', { name: 'Cancel the order…' })
    await cancel.waitFor()
    for (let step = 0; step < 60; step++) {
      if (await cancel.evaluate((one) => one === document.activeElement)) break
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await dialogGone(page)
    await expect.poll(() => cancel.evaluate((one) => one === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    const sure = page.getByRole('dialog').getByRole('button', { name: 'Cancel the order' })
    for (let step = 0; step < 6; step++) {
      if (await sure.evaluate((one) => one === document.activeElement)) break
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await state(page, 'Cancelled').waitFor()
  })
})

describe('without scripts', () => {
  const look = { javaScriptEnabled: false }

  test('orders are read as the server draws them, with every deadline', async () => {
    const order = onlyOrder(await placed(server, 'cleo'))
    const list = await visit(browser, server, { path: '/orders?state=unpaid', as: 'cleo', look })
    await list.locator(`a[href$="${order}"]`).click()
    await state(list, 'Awaiting payment').waitFor()
    const deadline = list.getByRole('region', { name: 'Pay by' })
    expect(await deadline.innerText()).toMatch(/\d+ days \d+ h[\s\S]*Pacific time/)
    expect(await list.locator('.no-script').innerText()).toContain('allow scripts')
  })

  test('the test provider takes its form', async () => {
    const { checkout } = await placed(server, 'cleo')
    const { api } = server
    const begun = await api.payCheckout({ path: { checkout }, body: {} })
    const path = begun.ok ? (begun.value.payAt as string) : ''
    const page = await visit(browser, server, { path, look })
    await page.getByLabel('It is paid.').check()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('Paid', { exact: true }).waitFor()
  })

  test('nobody else reads an order: to them there is none', async () => {
    const order = onlyOrder(await placed(server, 'cleo'))
    const path = `/orders/${order}`
    const page = await visit(browser, server, { path, as: 'ben', look, refusals: [`404 ${path}`] })
    expect(await page.locator('main').innerText()).not.toContain('Curling iron')
    await page.locator('.faults').waitFor()
  })
})
