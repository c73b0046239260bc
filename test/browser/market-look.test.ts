import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import { faultsInLooks, looksOn } from './faults.ts'
import { dialogGone, openBrowser } from './harness.ts'
import { anOffer, issue, runCampaign, type Visit, visit } from './market-page.ts'
import { startMarket } from './market-server.ts'

const browser = await openBrowser()
const server = await startMarket()
await runCampaign(server, 'look')
const long = 'A title as long as a title may be, for it says everything that its issuer thought of'
await issue(
  server,
  anOffer('look', { id: 'five', limits: { uses: 3, budget: 50_000 } }),
  anOffer('look', { id: 'ended', title: `${long} ${long}` }),
  anOffer('look', { id: 'far', offer: { minimum: { spend: 90_000 }, channels: ['app'] } }),
  anOffer('look', { id: 'abroad', offer: { countries: ['FR'] } }),
  anOffer('look', { id: 'coined', obtain: 'exchange', exchange: { coins: 3 } }),
  anOffer('look', { id: 'codes', obtain: 'unique-code', offer: { kind: 'code' } }),
)
const { api } = server
for (const offer of ['five', 'far', 'ended']) {
  orThrow(await api.claim({ body: { buyer: 'ben', offer } }))
}
const changed = { ...anOffer('look', { id: 'codes', obtain: 'unique-code' }), title: 'Codes anew' }
orThrow(
  await api.changeOffer({
    path: { offer: 'codes' },
    body: { ...changed, offer: { ...changed.offer, kind: 'code' } },
    ifMatch: '"1"',
  }),
)
orThrow(await api.endOffer({ path: { offer: 'ended' } }))

/** Every page in each state that looks different, by whoever sees it and what brings it there. */
const STATES: Readonly<Record<string, Visit & { readonly act: (page: Page) => Promise<void> }>> = {
  'signing in': {
    path: '/sign-in',
    act: async (page) => {
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.locator('.fault').first().waitFor()
    },
  },
  'no page of theirs': {
    path: '/console',
    as: 'ben',
    act: (page) => page.getByRole('heading', { name: /^This page is for/ }).waitFor(),
  },
  'the coupon centre': {
    path: '/coupons',
    as: 'ben',
    act: (page) => page.locator('.coupon .finding').first().waitFor(),
  },
  'the coupon centre to a visitor': {
    path: '/coupons',
    act: (page) => page.locator('.coupon').first().waitFor(),
  },
  'a panel without coupons': {
    path: '/coupons/listing/3256808094740013',
    as: 'ben',
    act: (page) => page.locator('.note').waitFor(),
  },
  'a listing that is not known': {
    path: '/coupons/listing/1',
    act: (page) => page.getByLabel('Seller').waitFor(),
  },
  'the wallet': {
    path: '/wallet',
    as: 'ben',
    act: async (page) => {
      await page.locator('.held-list').first().waitFor()
      await page.locator('main details').evaluateAll((all) => {
        for (const details of all) details.setAttribute('open', '')
      })
    },
  },
  'the offers': {
    path: '/console',
    as: 'ada',
    act: (page) => page.locator('.rows tbody tr').first().waitFor(),
  },
  'an offer to issue, with faults': {
    path: '/console/new',
    as: 'ada',
    act: async (page) => {
      await page.getByText('Where, for whom, and beside what').click()
      await page.getByLabel('Stacks with', { exact: true }).selectOption('some')
      await page.getByRole('button', { name: 'Issue the offer' }).click()
      await page.locator('.trial summary').first().click()
    },
  },
  'an offer with codes and versions': {
    path: '/console/offers/codes',
    as: 'ada',
    act: (page) => page.locator('.changes').first().waitFor(),
  },
  'an offer to end': {
    path: '/console/offers/five',
    as: 'ada',
    act: (page) => page.getByRole('button', { name: 'End it now…' }).click(),
  },
  'an offer that ended': {
    path: '/console/offers/ended',
    as: 'ada',
    act: (page) => page.locator('.versions').waitFor(),
  },
  'the campaigns, and one to start': {
    path: '/console/campaigns',
    as: 'ada',
    act: async (page) => {
      await page.locator('.rows tbody tr').first().waitFor()
      await page.getByRole('button', { name: 'Start a campaign' }).click()
    },
  },
}

const LOOKS = looksOn({ width: 360, height: 740 })

describe('nothing is in the way of anybody, and nothing sticks out, dark on a phone and light and wide', () => {
  test.each(Object.keys(STATES))('%s', async (state) => {
    const { act, ...seen } = STATES[state] as (typeof STATES)[string]
    const page = await visit(browser, server, { ...seen, look: LOOKS['dark, on a phone'] })
    await act(page)
    expect(await faultsInLooks(page, LOOKS)).toEqual([])
  })
})

describe('a page', () => {
  test('that waits for a slow network says so, and keeps its place', async () => {
    const page = await visit(browser, server, { path: '/sign-in', as: 'ada' })
    await page.getByRole('heading', { name: 'Offers' }).waitFor()
    const { promise: isSeen, resolve: seen } = Promise.withResolvers<void>()
    await page.route('**/v1/offers?*', async (route) => {
      await isSeen
      await route.continue()
    })
    await page.reload()
    await page.getByText('Loading…').first().waitFor({ state: 'attached' })
    seen()
    await page.locator('.rows tbody tr').first().waitFor()
  })

  test('that finds no server says so, and asks again when it is told to', async () => {
    const page = await visit(browser, server, { path: '/console', as: 'ada' })
    await page.locator('.rows tbody tr').first().waitFor()
    let isAway = true
    await page.route('**/v1/offers?*', (route) => (isAway ? route.abort() : route.continue()))
    await page.getByLabel('Standing').selectOption('active')
    await page.getByText('The server cannot be reached.').waitFor()
    expect(await page.locator('.rows tbody tr').count()).toBeGreaterThan(0)
    isAway = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => page.getByText('The server cannot be reached.').count()).toBe(0)
  })

  test('is walked by keyboard: a dialog keeps the focus, and gives it back', async () => {
    const page = await visit(browser, server, { path: '/console/campaigns', as: 'ada' })
    const start = page.getByRole('button', { name: 'Start a campaign' })
    await start.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    for (let step = 0; step < 12; step++) await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true)
    await page.keyboard.press('Escape')
    await dialogGone(page)
    await expect.poll(() => start.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  test('moves nothing for readers who mind movement', async () => {
    const page = await visit(browser, server, { path: '/coupons', as: 'ben' })
    await page.locator('.coupon').first().waitFor()
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  })
})
