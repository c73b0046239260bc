import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import { countFigures } from '../../src/shell/store/tracker/figures.ts'
import { openBrowser } from './harness.ts'
import { visit } from './market-page.ts'
import { ENGLISH, stands, startTracker } from './tracker-server.ts'

const browser = await openBrowser()
const server = await startTracker()
const { api } = server

const of = {
  listing: 'sample-kettle',
  sku: '12000099000000011',
  shipTo: 'US',
  currency: 'USD',
  surface: 'site',
} as const
const { token } = orThrow(await api.createWatchList({ body: { name: 'Kitchen' } }))
const path = { list: token }
orThrow(await api.addWatch({ path, body: { of, kind: 'target', targetMinor: 2_600 } }))
await server.pass(120)
// What the page of deals is sorted by is counted in the background.
await countFigures(server.market.store, { now: new Date(server.time.now), most: 100 })
const [alert] = orThrow(await api.listAlerts({ path })).alerts

/** Amounts, percentages, dates and names: what a page tells, without the words of its buttons. */
const FACTS: Readonly<Record<string, readonly [path: string, parts: readonly string[]]>> = {
  home: ['/track', ['.sample-price h3', '.sample-now b']],
  'a product': [
    '/track/listings/sample-potatoes',
    ['h1', '.today-readout', '.verdict', '.point', '.figures', '.price-table', '.receipt .order'],
  ],
  'a product with a coupon': [
    '/track/listings/sample-headphones',
    ['.today-readout', '.receipt .order', '.receipt .totals'],
  ],
  'a product with an offer that is out of reach': [
    '/track/listings/sample-lamp',
    ['.today-readout', '.left-out summary', '.left-out ul'],
  ],
  'another variant': ['/track/listings/sample-kettle', ['.variants ul', '.variants summary']],
  deals: ['/track/deals', ['.found-what', '.found-price .amount', '.found-row .drop']],
  search: ['/track/search?percent=10', ['.found-what', '.found-price .amount']],
  calendar: ['/track/promotions', ['h2', '.promotion-when span', '.promotion-row h3']],
  queue: ['/track/queue', ['.queue-figures dt']],
  'a watch list': [`/watch/${token}`, ['h1', '.watch-what', '.watch-price .amount', '.alert-row']],
  'an alert': [`/alerts/${alert?.id}`, ['h1', '.proof-readout', '.proof-readings .order']],
}

const open = (at: string, javaScriptEnabled: boolean) =>
  visit(browser, server, { path: at, look: { ...ENGLISH, javaScriptEnabled } })

const told = async (page: Page, parts: readonly string[]) =>
  Object.fromEntries(
    await Promise.all(
      parts.map(async (part) => [part, await page.locator(part).allTextContents()] as const),
    ),
  )

describe('who reads without scripts', () => {
  test.each(Object.entries(FACTS))('is told the same: %s', async (_, [at, parts]) => {
    const still = await told(await open(at, false), parts)
    for (const part of parts) expect(still[part], part).not.toEqual([])
    const living = await open(at, true)
    await stands(living)
    expect(await told(living, parts)).toEqual(still)
  })

  test('reads the days of a sale: both ends, or the one day that it has', async () => {
    const page = await open('/track/promotions', false)
    const daysOf = (title: string) =>
      page.locator('.promotion-row', { hasText: title }).locator('.promotion-when span')
    expect(await daysOf('11.11').first().textContent()).toMatch(/^\w{3} 11 Nov \d{4}$/)
    expect(await daysOf('Choice Day').first().textContent()).toMatch(
      /^\w{3} 1 – \w{3} 7 \w{3} \d{4}$/,
    )
  })

  test('sees the chart in the first paint, with a line, its gaps and its title (fg.t.speed)', async () => {
    const page = await open('/track/listings/sample-potatoes', false)
    expect(await page.locator('.past-wide svg path.line-total').count()).toBe(1)
    expect(await page.locator('.past-wide svg .gap').count()).toBeGreaterThan(0)
    expect(await page.locator('.past-wide svg title').first().textContent()).toContain('potatoes')
    expect(await page.locator('.price-table tbody tr').count()).toBeGreaterThan(20)
  })

  test('chooses how much of the past, and another variant, by links', async () => {
    const page = await open('/track/listings/sample-potatoes', false)
    const drawn = () => page.locator('.past-wide svg path.line-total').getAttribute('d')
    const year = await drawn()
    await page.getByRole('link', { name: '30 days' }).click()
    await page.waitForURL((url) => url.searchParams.get('days') === '30')
    expect(await drawn()).not.toBe(year)
    await page.goto(`${server.url}/track/listings/sample-kettle`)
    await page.locator('.variants summary').click()
    const other = page.locator('.variants a:not([aria-current])').first()
    const words = await other.textContent()
    await other.click()
    await expect.poll(() => page.locator('.variants summary').textContent()).toContain(words)
  })

  test('finds and filters by forms whose answers have addresses', async () => {
    const page = await open('/track/deals', false)
    await page.getByLabel('Sent from').selectOption('US')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForURL((url) => url.search === '?warehouse=US')
    await page.goto(`${server.url}/track/search`)
    await page.getByLabel('Words of the title').fill('potatoes')
    await page.getByLabel('Off the list price').selectOption('30')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.waitForURL('**/track/search?*')
    expect(await page.locator('.found-what a').allTextContents()).toEqual([
      'Sample: potatoes, 1 kg',
    ])
    expect(await page.locator('.intro').textContent()).toContain('30% or more')
    expect(await page.locator('.found-price time').count()).toBe(1)
  })
})
