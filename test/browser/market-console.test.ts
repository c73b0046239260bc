import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import { dialogGone, openBrowser } from './harness.ts'
import { anOffer, hears, issue, runCampaign, visit } from './market-page.ts'
import { startMarket } from './market-server.ts'

const browser = await openBrowser()
const server = await startMarket()
await runCampaign(server, 'sale')

const rows = (page: Page) => page.locator('.rows tbody tr')
const offerPath = (id: string) => `/console/offers/${id}`

describe('the list of offers', () => {
  test('shows what each gives and how much of it is given out, filtered by the address', async () => {
    const { api } = server
    await runCampaign(server, 'list')
    await issue(
      server,
      anOffer('list', { id: 'l1', limits: { uses: 4, budget: 10_000 } }),
      anOffer('list', { id: 'l2', obtain: 'code', offer: { kind: 'code', code: 'L2' } }),
      anOffer('list', { id: 'l3' }),
    )
    orThrow(await api.claim({ body: { buyer: 'ben', offer: 'l1' } }))
    orThrow(await api.endOffer({ path: { offer: 'l3' } }))
    const page = await visit(browser, server, { path: '/console?campaign=list', as: 'ada' })
    await rows(page).nth(2).waitFor()
    expect(await rows(page).count()).toBe(3)
    const first = rows(page).filter({ hasText: 'Offer l1' })
    expect(await first.innerText()).toMatch(
      /5\.00 off[\s\S]*from 50\.00[\s\S]*1 of 4[\s\S]*0\.00 of 100\.00/,
    )
    await page.getByLabel('Standing').selectOption('ended')
    await expect.poll(() => rows(page).count()).toBe(1)
    expect(new URL(page.url()).search).toBe('?campaign=list&standing=ended')
    await page.reload()
    await rows(page).filter({ hasText: 'Offer l3' }).waitFor()
    await page.getByLabel('Standing').selectOption('scheduled')
    await page.getByText('No offer is like that').waitFor()
  })

  test('comes in pages', async () => {
    await runCampaign(server, 'many')
    const ids = Array.from({ length: 53 }, (_, at) => `m${String(at).padStart(2, '0')}`)
    for (const id of ids) await issue(server, anOffer('many', { id }))
    const page = await visit(browser, server, { path: '/console?campaign=many', as: 'ada' })
    await rows(page).nth(49).waitFor()
    expect(await rows(page).count()).toBe(50)
    await page.getByRole('button', { name: 'Show more' }).click()
    await expect.poll(() => rows(page).count()).toBe(53)
    await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' })
  })

  test('follows what others do', async () => {
    await runCampaign(server, 'live')
    await issue(server, anOffer('live', { id: 'v1' }))
    const page = await visit(browser, server, { path: '/console?campaign=live', as: 'ada' })
    const row = rows(page).filter({ hasText: 'Offer v1' })
    await row.getByText('Active').waitFor()
    await hears(page)
    orThrow(await server.api.endOffer({ path: { offer: 'v1' } }))
    await row.getByText('Ended').waitFor()
    await issue(server, anOffer('live', { id: 'v2' }))
    await rows(page).filter({ hasText: 'Offer v2' }).waitFor()
  })

  test('shows a seller only what is the seller’s own', async () => {
    await runCampaign(server, 'own')
    const of = (seller: string) => ({ seller, obtain: 'panel' as const })
    const terms = (seller: string) => ({ kind: 'seller-coupon', funder: `seller:${seller}` })
    await issue(
      server,
      anOffer('own', { id: 'w1', ...of('lumen'), offer: terms('lumen') }),
      anOffer('own', { id: 'w2', ...of('stride'), offer: terms('stride') }),
    )
    const page = await visit(browser, server, { path: '/console?campaign=own', as: 'lin' })
    await rows(page).filter({ hasText: 'Offer w1' }).waitFor()
    expect(await rows(page).count()).toBe(1)
    const foreign = { path: offerPath('w2'), as: 'lin' as const, refusals: ['404 /v1/offers/w2'] }
    const other = await visit(browser, server, foreign)
    await other.getByRole('alert').waitFor()
  })
})

describe('issuing an offer', () => {
  test('shows what it does to sample carts with every key', async () => {
    const page = await visit(browser, server, { path: '/console/new?campaign=sale', as: 'ada' })
    const cart = page.locator('.trial', { hasText: 'two codes instead of one' })
    await cart.getByText('−5.00').waitFor()
    await page.getByLabel('Amount').fill('7')
    await cart.getByText('−7.00').waitFor()
    await page.getByLabel('Minimum spend').fill('500')
    await cart.getByText('Below the minimum').waitFor()
    await cart.locator('summary').click()
    await cart.getByText(/Spend .* more to use it/).waitFor()
    const link = cart.getByRole('link', { name: 'Open this cart in the Stack lab' })
    await expect.poll(() => link.getAttribute('href')).toMatch(/^\/#c=./)
  })

  test('tells when it can be used, with what was left out filled in (fg.valid, cp.2)', async () => {
    const page = await visit(browser, server, { path: '/console/new?campaign=sale', as: 'ada' })
    await page.getByLabel('Title, as buyers read it').fill('Told')
    const told = page.locator('.told')
    await told.getByText('Each one lasts 7 days from its claim.').waitFor()
    await page.getByLabel('Days from the claim').fill('40')
    await told.getByText(/such offers usually last 7 to 30/).waitFor()
    await page.getByLabel('How buyers come to it').selectOption('automatic')
    expect(await page.getByLabel('Days from the claim').count()).toBe(0)
    await told.getByText(/It can be used from/).waitFor()
  })

  test('takes the id from the title, names every fault at its field, and issues it', async () => {
    await issue(server, anOffer('sale', { id: 'six-off' }))
    const refusals = ['400 /v1/offers']
    const path = '/console/new?campaign=sale'
    const page = await visit(browser, server, { path, as: 'ada', refusals })
    const save = page.getByRole('button', { name: 'Issue the offer' })
    await save.click()
    await page.locator('.field .fault').first().waitFor()
    expect(await page.locator('.fault-list li').count()).toBe(2)
    await page.getByLabel('Title, as buyers read it').fill('Six off!')
    expect(await page.getByLabel('Id', { exact: true }).inputValue()).toBe('six-off')
    await page.getByLabel('Amount').fill('6')
    await save.click()
    const id = page.locator('.field', { has: page.getByLabel('Id', { exact: true }) })
    await id.locator('.fault', { hasText: 'taken' }).waitFor()
    await page.getByLabel('Id', { exact: true }).fill('six-off-2')
    await save.click()
    await page.getByText('The offer is issued.').waitFor()
    expect(new URL(page.url()).pathname).toBe(offerPath('six-off-2'))
    const { offer } = orThrow(await server.api.getOffer({ path: { offer: 'six-off-2' } }))
    expect(offer).toMatchObject({ title: 'Six off!', offer: { benefit: { off: 600 } } })
  })

  test('has a field for every part of an offer', async () => {
    const page = await visit(browser, server, { path: '/console/new?campaign=sale', as: 'ada' })
    await page.getByLabel('Title, as buyers read it').fill('All of it')
    await page.getByLabel('How buyers come to it').selectOption('trigger')
    await page.getByLabel('Occasion').selectOption('anniversary')
    await page.getByLabel('From past spend of').fill('100')
    await page.getByLabel('Paid by').selectOption('partner')
    await page.getByLabel('Which partner').fill('bank')
    await page.getByLabel('Form', { exact: true }).selectOption('percent')
    await page.getByLabel('Percent').fill('12.5')
    await page.getByLabel('At most').fill('30')
    await page.getByLabel('For each buyer').fill('2')
    await page.getByLabel('Budget in money').fill('1000')
    await page.getByLabel('Comes back when every order').check()
    await page.getByText('Where, for whom, and beside what').click()
    await page.getByLabel('Only in categories').fill('beauty › hair, shoes')
    await page.getByLabel('Only to countries').fill('US, CA')
    await page.getByLabel('the app').check()
    await page.getByLabel('New buyers only').check()
    await page.getByLabel('Stacks with', { exact: true }).selectOption('any')
    await page.getByRole('button', { name: 'Issue the offer' }).click()
    await page.getByText('The offer is issued.').waitFor()
    const { offer } = orThrow(await server.api.getOffer({ path: { offer: 'all-of-it' } }))
    expect(offer).toMatchObject({
      obtain: 'trigger',
      trigger: { on: 'anniversary', spentAtLeast: 10_000 },
      limits: { uses: 1000, perBuyer: 2, budget: 100_000 },
      returnsWhenFullyCancelled: true,
      offer: {
        funder: 'partner:bank',
        benefit: { percent: 12.5, cap: 3000 },
        scope: { categories: [['beauty', 'hair'], ['shoes']] },
        countries: ['US', 'CA'],
        channels: ['app'],
        newBuyersOnly: true,
        stacksWith: 'any',
      },
    })
  })
})

describe('an offer', () => {
  test('is changed to a new version, which is told by what it changed', async () => {
    await issue(server, anOffer('sale', { id: 'changed' }))
    const page = await visit(browser, server, { path: offerPath('changed'), as: 'ada' })
    await page.getByText('Nothing is changed yet.').waitFor()
    await page.getByLabel('Amount').fill('8')
    await page.getByRole('button', { name: 'Save as a new version' }).click()
    await page.getByText('Version 2 is saved.').waitFor()
    const version = page.locator('.versions > li').first()
    await version.getByText('8.00 USD').waitFor()
    expect(await version.locator('del').innerText()).toBe('5.00 USD')
    expect(await page.locator('.versions > li').count()).toBe(2)
  })

  test('that a colleague changed meanwhile is not overwritten unseen', async () => {
    const body = anOffer('sale', { id: 'shared' })
    await issue(server, body)
    const path = { offer: 'shared' }
    const refusals = ['412 /v1/offers/shared']
    const page = await visit(browser, server, { path: offerPath('shared'), as: 'ada', refusals })
    await page.getByLabel('Amount').fill('9')
    const theirs = { ...body, title: 'Theirs' }
    orThrow(await server.api.changeOffer({ path, body: theirs, ifMatch: '"1"' }))
    await page.getByRole('button', { name: 'Save as a new version' }).click()
    const told = page.locator('.overtaken')
    await told.getByText('Version 2 was saved by somebody else.').waitFor()
    await expect.poll(() => told.locator('del').allInnerTexts()).toEqual(['5.00 USD', 'Theirs'])
    await told.getByRole('button', { name: 'Go on with mine' }).click()
    await page.getByRole('button', { name: 'Save as a new version' }).click()
    await page.getByText('Version 3 is saved.').waitFor()
    const { offer } = orThrow(await server.api.getOffer({ path }))
    expect(offer).toMatchObject({ title: 'Offer shared', offer: { benefit: { off: 900 } } })
  })

  test('is ended at once, after it was said what that does (tc.20)', async () => {
    await issue(server, anOffer('sale', { id: 'brief' }))
    const page = await visit(browser, server, { path: offerPath('brief'), as: 'ada' })
    await page.getByRole('button', { name: 'End it now…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Orders that are placed keep the price that they were quoted.').waitFor()
    await dialog.getByRole('button', { name: 'Keep it' }).click()
    await dialogGone(page)
    await page.getByRole('button', { name: 'End it now…' }).click()
    await page.getByRole('button', { name: 'End the offer now' }).click()
    await page.getByText('The offer has ended.').waitFor()
    await page.getByRole('button', { name: 'Save as a new version' }).waitFor({ state: 'detached' })
    await expect.poll(() => page.getByLabel('Amount').isDisabled()).toBe(true)
    expect(orThrow(await server.api.getOffer({ path: { offer: 'brief' } })).standing).toBe('ended')
  })

  test('is read by an agent, and not changed', async () => {
    await issue(server, anOffer('sale', { id: 'seen' }))
    const page = await visit(browser, server, { path: offerPath('seen'), as: 'gus' })
    await page.getByText('Version 1', { exact: true }).waitFor()
    expect(await page.getByLabel('Amount').isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: 'End it now…' }).count()).toBe(0)
  })

  test('has its codes made and downloaded, once', async () => {
    const terms = { kind: 'code' }
    await issue(server, anOffer('sale', { id: 'codes', obtain: 'unique-code', offer: terms }))
    const page = await visit(browser, server, { path: offerPath('codes'), as: 'ada' })
    await page.getByLabel('How many', { exact: true }).fill('0')
    await page.getByText('A whole number from 1 to 1,000,000.').waitFor()
    await page.getByLabel('How many', { exact: true }).fill('250')
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Generate and download' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe('codes-codes.csv')
    const [head, ...codes] = readFileSync(await download.path(), 'utf8')
      .trim()
      .split(/\r?\n/)
    expect(head).toBe('code')
    expect(new Set(codes).size).toBe(250)
    await page.getByText('250 codes are in the file').waitFor()
    const claimed = await server.api.claim({ body: { buyer: 'ben', code: codes[7] as string } })
    expect(orThrow(claimed).offer).toBe('codes')
  })
})
