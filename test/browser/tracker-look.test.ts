import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { faultsInLooks, LOOKS } from './faults.ts'
import { openBrowser } from './harness.ts'
import { visit } from './market-page.ts'
import { ENGLISH, stands, startTracker } from './tracker-server.ts'

const browser = await openBrowser()
const server = await startTracker()
const ask = async (path: string, body: object) => {
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Record<string, unknown>
}

/** A list whose first target is reached already, and told. */
const { token } = await ask('/v1/watch-lists', { name: 'Kitchen' })
const list = String(token)
const of = {
  listing: 'sample-kettle',
  sku: '12000099000000011',
  shipTo: 'US',
  currency: 'USD',
  surface: 'site',
}
await ask(`/v1/watch-lists/${list}/watches`, { of, kind: 'target', targetMinor: 2_600 })
await ask(`/v1/watch-lists/${list}/watches`, { of, kind: 'new-low' })
await server.pass(120)
const told = await (await fetch(`${server.url}/v1/watch-lists/${list}/alerts`)).json()
const alert = String((told as { alerts: { id: string }[] }).alerts[0]?.id)

const seen = (words: string) => (page: Page) => page.getByText(words).first().waitFor()

const STATES: Readonly<
  Record<string, { readonly path: string; readonly act: (page: Page) => Promise<void> }>
> = {
  home: {
    path: '/track',
    act: async (page) => {
      await page.getByLabel('Link of a product').fill('1005006341680568')
      await page.getByText('A product.').waitFor()
    },
  },
  'a product with a long past': {
    path: '/track/listings/sample-potatoes',
    act: async (page) => {
      await page.locator('.past-plot canvas').waitFor({ state: 'attached' })
      await page.getByText('The same as a table').click()
    },
  },
  'a product with many coupons': {
    path: '/track/listings/sample-lamp',
    act: async (page) => {
      await page.locator('.receipt .layer input').first().uncheck()
      await page.getByText('With this choice').waitFor()
      await page.locator('.left-out summary').click()
    },
  },
  deals: { path: '/track/deals', act: seen('Sent from') },
  search: { path: '/track/search?percent=10', act: seen('Off the list price') },
  'the calendar': { path: '/track/promotions', act: seen('On now') },
  'the queue': { path: '/track/queue', act: seen('Due now') },
  'a watch list': { path: `/watch/${list}`, act: seen('Kitchen') },
  'an alert': { path: `/alerts/${alert}`, act: seen('Both readings') },
  'a mail to confirm': { path: '/watch/confirm?token=abc', act: seen('Confirm your address') },
  'a mail to end': { path: '/watch/leave?token=abc', act: seen('End the mails') },
}

describe('nothing is in the way of anybody, and nothing sticks out', () => {
  test.each(Object.keys(STATES))('%s', async (state) => {
    const { path, act } = STATES[state] as (typeof STATES)[string]
    const look = { ...ENGLISH, ...LOOKS['dark, on a phone'] }
    const page = await visit(browser, server, { path, look })
    await stands(page)
    await act(page)
    expect(await faultsInLooks(page)).toEqual([])
  })
})
