import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import { openBrowser } from './harness.ts'
import { anOffer, hears, issue, runCampaign, visit } from './market-page.ts'
import { startMarket } from './market-server.ts'

const browser = await openBrowser()
const server = await startMarket()
await runCampaign(server, 'wallet')
await issue(
  server,
  anOffer('wallet', { id: 'soon', validDays: 3 }),
  anOffer('wallet', { id: 'later', validDays: 20, offer: { kind: 'category-coupon' } }),
  anOffer('wallet', { id: 'ordered' }),
  anOffer('wallet', { id: 'fresh' }),
  anOffer('wallet', { id: 'early' }),
  anOffer('wallet', { id: 'welcome', obtain: 'invitation', offer: { kind: 'welcome-coupon' } }),
)
const claim = async (buyer: string, offer: string) =>
  orThrow(await server.api.claim({ body: { buyer, offer } }))

const section = (page: Page, name: string) => page.getByRole('region', { name })

describe('the drawer (fg.drawer)', () => {
  test('shows what lapses soon first, what each does to the cart, and what is over apart', async () => {
    for (const offer of ['later', 'soon', 'ordered']) await claim('ben', offer)
    const path = { buyer: 'ben', order: 'o1' }
    const body = { offers: [{ offer: 'ordered', amountMinor: 500 }] }
    orThrow(await server.api.reserve({ path, body }))
    const page = await visit(browser, server, { path: '/wallet', as: 'ben' })
    await section(page, 'Lapsing within 7 days').getByText('Offer soon').waitFor()
    await section(page, 'Ready to use').getByText('Offer later').waitFor()
    await section(page, 'In an order that is not paid yet').getByText('order o1').waitFor()
    const titles = await page.locator('.coupon h3').allInnerTexts()
    expect(titles).toEqual(['Offer soon', 'Offer later', 'Offer ordered'])
    await section(page, 'Lapsing within 7 days').getByText('Saves').waitFor()
    await hears(page)
    orThrow(await server.api.useOrder({ path }))
    const used = page.locator('details', { has: page.locator('summary', { hasText: /^Used/ }) })
    await used.locator('summary').click()
    await used.getByText('Offer ordered').waitFor()
  })

  test('tries them on the cart that is in the lab', async () => {
    const page = await visit(browser, server, { path: '/', as: 'ben' })
    await page.locator('#sample').selectOption('carts/us-split.json')
    await page.locator('.notice', { hasText: 'Loaded' }).waitFor()
    await page
      .getByLabel(/^Pieces of/)
      .first()
      .fill('9')
    // Kept after a pause: before it the sample stands there, as it was loaded.
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('cart')))
      .toContain('"quantity":9')
    await page.goto(`${server.url}/wallet`)
    const cart = page.locator('.cart-in-hand b')
    await expect.poll(() => cart.innerText()).toMatch(/^1\d things/)
  })

  test('hears of a coupon as it comes', async () => {
    const page = await visit(browser, server, { path: '/wallet', as: 'cleo' })
    await page.getByText('You hold no coupon that can be used.').waitFor()
    await hears(page)
    await claim('cleo', 'fresh')
    await page.getByRole('heading', { name: 'Offer fresh' }).waitFor()
  })

  test('shows a coupon that came before its stream was open', async () => {
    const page = await visit(browser, server, { path: '/terms', as: 'cleo' })
    const { promise: isAsked, resolve: asks } = Promise.withResolvers<void>()
    const { promise: isClaimed, resolve: claimed } = Promise.withResolvers<void>()
    await page.route('**/v1/events', async (route) => {
      asks()
      await isClaimed
      await route.continue()
    })
    await page.goto(`${server.url}/wallet`)
    await page.getByRole('heading', { name: 'Offer fresh' }).waitFor()
    await isAsked
    await claim('cleo', 'early')
    claimed()
    await page.getByRole('heading', { name: 'Offer early' }).waitFor()
  })
})

describe('beside the drawer', () => {
  test('a code is claimed; whatever is wrong with one is answered alike', async () => {
    const { api } = server
    const terms = { kind: 'code' }
    await issue(server, anOffer('wallet', { id: 'letter', obtain: 'unique-code', offer: terms }))
    const path = { offer: 'letter' }
    const csv = orThrow(await api.generateCodes({ path, body: { count: 1 } }))
    const code = (await csv.text()).trim().split(/\r?\n/)[1] as string
    const refusals = ['409 /v1/claims']
    const page = await visit(browser, server, { path: '/wallet', as: 'cleo', refusals })
    await page.getByLabel('Code', { exact: true }).fill('NO-SUCH-CODE')
    await page.getByRole('button', { name: 'Claim it' }).click()
    await page.getByText('This code cannot be used.').waitFor()
    await page.getByLabel('Code', { exact: true }).fill(code)
    await page.getByRole('button', { name: 'Claim it' }).click()
    await page.getByText('The coupon of this code is yours.').waitFor()
    await page.getByRole('heading', { name: 'Offer letter' }).waitFor()
  })

  test('coins have a balance and a history (tc.18)', async () => {
    const path = { buyer: 'ben' }
    for (let at = 1; at <= 24; at++) {
      const body = { rule: 'goodwill', reference: `case-${at}`, coins: 5 }
      orThrow(await server.api.earnCoins({ path, body }))
    }
    const page = await visit(browser, server, { path: '/wallet', as: 'ben' })
    await expect.poll(() => page.locator('.balance b').innerText()).toBe('120')
    await page.getByText('History').click()
    await expect.poll(() => page.locator('.ledger > li').count()).toBe(20)
    await page.getByRole('button', { name: 'Show older' }).click()
    await expect.poll(() => page.locator('.ledger > li').count()).toBe(24)
    expect(await page.locator('.ledger > li').first().innerText()).toContain('Earned')
  })

  test('an invitation is for who has placed an order, and redeemed by who has not (tc.15.a)', async () => {
    const invitation = '409 /v1/buyers/me/invitation'
    const refusals = [invitation, `${invitation}/redeem`]
    const page = await visit(browser, server, { path: '/wallet', as: 'ben', refusals })
    await page.getByRole('button', { name: 'Show my code' }).click()
    await page.locator('.finding', { hasText: 'has not placed an order' }).waitFor()
    const facts = { path: { buyer: 'ben' }, body: { ordersPlaced: 1 } }
    orThrow(await server.api.putBuyer(facts))
    await page.reload()
    await page.getByRole('button', { name: 'Show my code' }).click()
    const code = await page.locator('.own-code code').innerText()
    const redeem = async (from: Page) => {
      await from.getByLabel('Invited by a friend? Their code').fill(code)
      await from.getByRole('button', { name: 'Redeem' }).click()
    }
    await redeem(page)
    await page.locator('.fault .clause').waitFor()
    const isNew = { ordersPlaced: 0, registeredAt: new Date().toISOString() }
    orThrow(await server.api.putBuyer({ path: { buyer: 'cleo' }, body: isNew }))
    const friend = await visit(browser, server, { path: '/wallet', as: 'cleo' })
    await redeem(friend)
    await friend.getByText('Welcome: a coupon is yours.').waitFor()
    await friend.getByRole('heading', { name: 'Offer welcome' }).waitFor()
  })
})
