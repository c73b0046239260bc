import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import { faultsInLooks, LOOKS } from './faults.ts'
import { openBrowser } from './harness.ts'
import { type Visit, visit } from './market-page.ts'
import {
  act,
  drafted,
  IRON,
  onlyOrder,
  paid,
  placed,
  SANDALS,
  startOrders,
  state,
} from './order-server.ts'

const browser = await openBrowser()
const server = await startOrders()
const { api } = server

const draft = await drafted(server, 'ben', [IRON, SANDALS])
const unpaid = await placed(server, 'ben')
const { payAt } = orThrow(
  await api.payCheckout({
    path: { checkout: (await placed(server, 'ben')).checkout },
    body: {},
  }),
)
const asked = onlyOrder(await paid(server, 'ben'))
await act(server, asked, { event: 'request-cancel', as: 'buyer', reason: 'w'.repeat(300) })
const shipped = onlyOrder(await paid(server, 'ben'))
await act(server, shipped, { event: 'ship', as: 'seller', tracking: 'LX123456789CN' })
for (const status of ['accepted', 'departed', 'in-customs'] as const) {
  await act(server, shipped, { event: 'logistics', as: 'carrier', status })
}
await act(server, shipped, { event: 'extend', as: 'seller', days: 10 })
const cancelled = onlyOrder(await paid(server, 'ben'))
await act(server, cancelled, { event: 'request-cancel', as: 'buyer', reason: 'Twice.' })
await act(server, cancelled, { event: 'approve', as: 'seller' })

/** Every page in each state that looks different, by whoever sees it and what brings it there. */
const STATES: Readonly<Record<string, Visit & { readonly act: (page: Page) => Promise<void> }>> = {
  'the sample shop': {
    path: '/shop',
    as: 'ben',
    act: async (page) => {
      await page.getByRole('button', { name: 'Add Curling iron, 32 mm' }).click()
      await page.getByRole('button', { name: 'Check out' }).waitFor()
    },
  },
  'a checkout to accept': {
    path: `/checkout/${draft.checkout}`,
    as: 'ben',
    act: async (page) => {
      await page.getByText('These are 2 orders').waitFor()
      await openAll(page)
    },
  },
  'a checkout to pay': {
    path: `/checkout/${unpaid.checkout}`,
    as: 'ben',
    act: (page) => page.getByRole('button', { name: /^Pay / }).waitFor(),
  },
  'a test payment': {
    path: payAt as string,
    act: (page) => page.getByRole('button', { name: 'Go on' }).waitFor(),
  },
  'the orders of a buyer': {
    path: '/orders',
    as: 'ben',
    act: (page) => page.locator('.order-card').first().waitFor(),
  },
  'no orders': {
    path: '/orders?state=closed',
    as: 'cleo',
    act: (page) => page.locator('.note').waitFor(),
  },
  'an order to pay, and a question': {
    path: `/orders/${onlyOrder(unpaid)}`,
    as: 'ben',
    act: async (page) => {
      await openAll(page)
      await page.getByRole('button', { name: 'Cancel the order…' }).click()
    },
  },
  'an order on its way': {
    path: `/orders/${shipped}`,
    as: 'ben',
    act: async (page) => {
      await state(page, 'Awaiting delivery').waitFor()
      await openAll(page)
    },
  },
  'a cancelled order': {
    path: `/orders/${cancelled}`,
    as: 'ben',
    act: (page) => state(page, 'Cancelled').waitFor(),
  },
  'an order of nobody': {
    path: '/orders/none-1',
    as: 'ben',
    refusals: ['404 /orders/none-1', '404 /v1/orders/none-1'],
    act: (page) => page.locator('.faults').waitFor(),
  },
  'what a seller has to do': {
    path: '/selling',
    as: 'lin',
    act: async (page) => {
      await page.getByRole('region', { name: 'To answer' }).locator('.order-card').waitFor()
      await page.locator('.balances').waitFor()
    },
  },
  'an order to answer': {
    path: `/selling/${asked}`,
    as: 'lin',
    act: (page) => page.getByRole('button', { name: 'Agree to the cancellation…' }).waitFor(),
  },
  'an order to extend, with a fault': {
    path: `/selling/${shipped}`,
    as: 'lin',
    act: async (page) => {
      await page.getByLabel('More days for delivery').fill('none')
      await page.getByRole('button', { name: 'Give more time' }).click()
      await page.locator('.fault').waitFor()
    },
  },
  'all orders, and more time for many': {
    path: '/console/orders',
    as: 'gus',
    act: async (page) => {
      await page.locator('.order-card').first().waitFor()
      await page.getByRole('button', { name: 'Give more time to many…' }).click()
    },
  },
  'an order with its books': {
    path: `/console/orders/${cancelled}`,
    as: 'gus',
    act: async (page) => {
      await page.getByRole('button', { name: 'Derive it again' }).click()
      await page.getByText('The same to the byte.').waitFor()
      await openAll(page)
    },
  },
}

const openAll = (page: Page) =>
  page.locator('main details').evaluateAll((all) => {
    for (const details of all) details.setAttribute('open', '')
  })

describe('nothing of orders is in the way of anybody, and nothing sticks out, dark on a phone and light and wide', () => {
  test.each(Object.keys(STATES))('%s', async (name) => {
    const { act: bring, ...seen } = STATES[name] as (typeof STATES)[string]
    const page = await visit(browser, server, { ...seen, look: LOOKS['dark, on a phone'] })
    await bring(page)
    expect(await faultsInLooks(page)).toEqual([])
  })
})

describe('support', () => {
  test('finds an order, reads its books, and sees that they are whole (tc.22)', async () => {
    const page = await visit(browser, server, { path: '/console/orders', as: 'gus' })
    await page.getByLabel('Order', { exact: true }).fill(cancelled)
    await page.getByRole('button', { name: 'Find' }).click()
    await state(page, 'Cancelled').waitFor()
    const sum = page.locator('.ledger-balances .sum')
    expect(await sum.innerText()).toMatch(/^Sum of all\s+0\.00$/)
    const steps = page.getByRole('region', { name: 'Steps, as a table' })
    await expect
      .poll(() => steps.innerText())
      .toMatch(/Ask the seller to cancel[\s\S]*reason: Twice\./)
    await page.getByText(/^Refund 1, (due|paid)$/).waitFor()
  })

  test('finds orders by buyer and seller, also without scripts', async () => {
    const look = { javaScriptEnabled: false }
    const page = await visit(browser, server, { path: '/console/orders', as: 'gus', look })
    await page.getByLabel('Buyer').fill('nobody')
    await page.getByRole('button', { name: 'Find' }).click()
    await page.getByText('No order is like that.').waitFor()
    await page.getByRole('link', { name: 'Show all' }).click()
    await page.waitForURL('**/console/orders')
    await page.getByLabel('Seller').fill('lumen')
    await page.getByRole('button', { name: 'Find' }).click()
    await page.locator('.order-card').first().waitFor()
    expect(await page.locator('.order-card h2').allInnerTexts()).not.toContain(
      'Men’s slide sandals',
    )
  })

  test('gives more time to everyone whom it reaches, in one act (bp.extend)', async () => {
    const page = await visit(browser, server, { path: '/console/orders', as: 'ada' })
    await page.getByRole('button', { name: 'Give more time to many…' }).click()
    await page.getByLabel('More days').fill('0')
    await page.getByRole('dialog').getByRole('button', { name: 'Give more time' }).click()
    await page.locator('dialog .fault').first().waitFor()
    await page.getByLabel('More days').fill('7')
    await page.getByRole('dialog').getByRole('button', { name: 'Give more time' }).click()
    await page.getByText('7 more days are given to every order that this reaches.').waitFor()
    await page.goto(`${server.url}/console/orders/${shipped}`)
    await page.getByText('for everyone whom it reached').waitFor()
  })
})
