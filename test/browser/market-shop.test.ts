import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import { openBrowser } from './harness.ts'
import { anOffer, issue, runCampaign, visit } from './market-page.ts'
import { startMarket } from './market-server.ts'

const browser = await openBrowser()
const server = await startMarket()
await runCampaign(server, 'shop')
await issue(
  server,
  anOffer('shop', { id: 'five' }),
  anOffer('shop', { id: 'last', limits: { uses: 1 } }),
  anOffer('shop', { id: 'twelve', offer: { minimum: { spend: 20_000 } } }),
  anOffer('shop', {
    id: 'beauty',
    offer: {
      kind: 'category-coupon',
      benefit: { percent: 10, cap: 1000 },
      scope: { categories: [['beauty']] },
    },
  }),
  anOffer('shop', { id: 'coined', obtain: 'exchange', exchange: { coins: 3 } }),
  anOffer('shop', {
    id: 'lumen-3',
    obtain: 'panel',
    seller: 'lumen',
    offer: { kind: 'seller-coupon', funder: 'seller:lumen', benefit: { off: 300 } },
  }),
)

const coupon = (page: Page, title: string) => page.locator('.coupon', { hasText: title })

describe('the coupon centre (fg.center)', () => {
  test('shows everybody what each coupon really saves on the cart of the lab', async () => {
    // 5.00 less is 5.43 with the tax on it (fg.banner).
    const page = await visit(browser, server, { path: '/coupons' })
    await coupon(page, 'Offer five').getByText('Saves 5.43 on your cart').waitFor()
    await coupon(page, 'Offer twelve').getByText('5.00 off is within reach.').waitFor()
    expect(await coupon(page, 'Offer lumen-3').count()).toBe(0)
    const way = coupon(page, 'Offer five').getByRole('link', { name: /Sign in to claim/ })
    expect(await way.getAttribute('href')).toBe('/sign-in?next=%2Fcoupons')
  })

  test('lets a buyer claim, and says so where it was pressed', async () => {
    const page = await visit(browser, server, { path: '/coupons', as: 'ben' })
    await page.getByRole('button', { name: 'Claim: Offer five' }).click()
    await coupon(page, 'Offer five').getByText('Claimed').waitFor()
    await page.getByText('“Offer five” is in your wallet.').waitFor()
    const { claims } = orThrow(await server.api.listClaims({ path: { buyer: await idOf('ben') } }))
    expect(claims.map(({ offer }) => offer)).toEqual(['five'])
  })

  test('tells who comes too late that all are taken', async () => {
    const refusals = ['409 /v1/claims']
    const page = await visit(browser, server, { path: '/coupons', as: 'cleo', refusals })
    const last = page.getByRole('button', { name: 'Claim: Offer last' })
    await last.waitFor()
    orThrow(await server.api.claim({ body: { buyer: await idOf('ben'), offer: 'last' } }))
    await last.click()
    await coupon(page, 'Offer last').getByText('All of them are taken by now.').waitFor()
    await last.waitFor({ state: 'detached' })
    expect(await coupon(page, 'Offer last').locator('.clause').innerText()).toBe('fg.reject')
  })

  test('is filtered by category, also by its address', async () => {
    const page = await visit(browser, server, { path: '/coupons', as: 'ben' })
    await coupon(page, 'Offer beauty').waitFor()
    await page.getByRole('radio', { name: /beauty/ }).check({ force: true })
    await expect.poll(() => new URL(page.url()).search).toBe('?category=beauty')
    await coupon(page, 'Offer beauty').waitFor()
    const other = await visit(browser, server, { path: '/coupons?category=shoes', as: 'ben' })
    await coupon(other, 'Offer five').waitFor()
    expect(await coupon(other, 'Offer beauty').count()).toBe(0)
  })

  test('gives coupons for coins, and not for too few (tc.18.a.i.2)', async () => {
    const buyer = await idOf('cleo')
    const visitCleo = { path: '/coupons', as: 'cleo' as const }
    const page = await visit(browser, server, visitCleo)
    await coupon(page, 'Offer coined').getByText('You have too few coins for it.').waitFor()
    const body = { rule: 'check-in', reference: '2026-05-07' }
    orThrow(await server.api.earnCoins({ path: { buyer }, body }))
    await page.reload()
    await page.getByRole('button', { name: 'Get it for 3 coins: Offer coined' }).click()
    await page.getByText('“Offer coined” is in your wallet.').waitFor()
    const { held } = orThrow(await server.api.getCoins({ path: { buyer } }))
    expect(held).toBe(2)
  })

  test('is looked at by sellers, who claim nothing', async () => {
    const page = await visit(browser, server, { path: '/coupons', as: 'lin' })
    await coupon(page, 'Offer five').getByText('Buyers can claim it.').waitFor()
    expect(await page.getByRole('button', { name: /^Claim/ }).count()).toBe(0)
  })
})

describe('the panel of a listing (fg.center)', () => {
  test('is reached from the cart, and its coupon is claimed there', async () => {
    const page = await visit(browser, server, { path: '/coupons', as: 'ben' })
    await page.getByRole('link', { name: 'Curling iron, 32 mm' }).click()
    await page.getByRole('heading', { name: 'Curling iron, 32 mm' }).waitFor()
    await coupon(page, 'Offer lumen-3').getByText('From lumen').waitFor()
    await page.getByRole('button', { name: 'Claim: Offer lumen-3' }).click()
    await coupon(page, 'Offer lumen-3').getByText('Claimed').waitFor()
  })

  test('asks whose a listing is that is not in the cart', async () => {
    const page = await visit(browser, server, { path: '/coupons/listing/123', as: 'ben' })
    await page.getByLabel('Store').fill('hair-lab')
    await page.getByLabel('Seller').fill('lumen')
    await page.getByRole('button', { name: 'Show its coupons' }).click()
    await coupon(page, 'Offer lumen-3').waitFor()
    await page.goto(`${server.url}/coupons/listing/123?store=pens&seller=nova`)
    await page.getByText('have no coupon for it now.').waitFor()
  })
})

/** The id that a person's account was given. */
async function idOf(person: 'ben' | 'cleo'): Promise<string> {
  return person
}
