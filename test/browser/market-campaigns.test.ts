import { expect, test } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import { openBrowser } from './harness.ts'
import { anOffer, issue, runCampaign, visit } from './market-page.ts'
import { startMarket } from './market-server.ts'

const browser = await openBrowser()
const server = await startMarket()

test('a campaign is started for later, by the clock of the marketplace', async () => {
  const page = await visit(browser, server, { path: '/console/campaigns', as: 'ada' })
  await page.getByText('There is no campaign yet.').waitFor()
  await page.getByRole('button', { name: 'Start a campaign' }).click()
  await page.getByLabel('Title').fill('Summer Sale')
  await page.getByLabel('Starts').fill('2031-06-20T00:00')
  await page.getByLabel('Ends').fill('2031-06-01T00:00')
  await page.getByRole('button', { name: 'Start it' }).click()
  await page.locator('.field .fault', { hasText: 'Must be after starts.' }).waitFor()
  await page.getByLabel('Ends').fill('2031-07-01T00:00')
  await page.getByRole('button', { name: 'Start it' }).click()
  const row = page.locator('.rows tbody tr', { hasText: 'Summer Sale' })
  await row.getByText('Scheduled').waitFor()
  expect(await row.innerText()).toContain('20 Jun 2031 to 30 Jun 2031')
  const { campaign } = orThrow(await server.api.getCampaign({ path: { campaign: 'summer-sale' } }))
  expect(campaign).toMatchObject({
    starts: '2031-06-20T00:00:00-07:00',
    ends: '2031-07-01T00:00:00-07:00',
  })
})

test('a campaign is changed, and ended with all its offers (tc.20)', async () => {
  await runCampaign(server, 'brief')
  await issue(server, anOffer('brief', { id: 'b1' }))
  const page = await visit(browser, server, { path: '/console/campaigns', as: 'ada' })
  await page.getByRole('button', { name: 'Change Campaign brief' }).click()
  await page.getByLabel('Title').fill('Briefer')
  await page.getByRole('button', { name: 'Save the change' }).click()
  await page.getByRole('button', { name: 'End Briefer' }).click()
  await page.getByRole('button', { name: 'End the campaign now' }).click()
  await page.getByText('The campaign has ended, with all its offers.').waitFor()
  const row = page.locator('.rows tbody tr', { hasText: 'Briefer' })
  await row.getByText('Ended', { exact: true }).waitFor()
  expect(orThrow(await server.api.getOffer({ path: { offer: 'b1' } })).standing).toBe('ended')
  await row.getByRole('link', { name: 'Briefer' }).click()
  await page.locator('.rows tbody tr', { hasText: 'Offer b1' }).waitFor()
})

test('a seller’s campaign is the seller’s', async () => {
  const page = await visit(browser, server, { path: '/console/campaigns', as: 'lin' })
  await page.getByRole('button', { name: 'Start a campaign' }).click()
  await page.getByLabel('Title').fill('Lumen days')
  expect(await page.getByLabel('Seller, if one runs it').count()).toBe(0)
  await page.getByRole('button', { name: 'Start it' }).click()
  await page.locator('.rows tbody tr', { hasText: 'Lumen days' }).waitFor()
  const { campaign } = orThrow(await server.api.getCampaign({ path: { campaign: 'lumen-days' } }))
  expect(campaign.seller).toBe('lumen')
})
