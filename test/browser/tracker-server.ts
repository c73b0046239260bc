import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import type { MarketOptions } from '../../src/shell/http/market/market.ts'
import { startMarketJobs } from '../../src/shell/http/market/market-jobs.ts'
import type { Mailer } from '../../src/shell/mail/mailer.ts'
import { lookAtDue } from '../../src/shell/tracker/look-job.ts'
import { seedTracker } from '../../src/shell/tracker/samples.ts'
import { PricedWeb } from '../http/market/tracker-world.ts'
import { visit } from './market-page.ts'
import { type MarketServer, startMarket } from './market-server.ts'

/** A tracker with its samples, whose clock and whose web of shops a test sets. */
export interface TrackerServer extends MarketServer {
  readonly web: PricedWeb
  readonly time: { now: number }
  /** Lets so many seconds pass, and looks at what is due in each. */
  readonly pass: (seconds: number) => Promise<void>
}

/** Starts it, with what reaches others where a test gives it. */
export async function startTracker(
  others: Pick<MarketOptions, 'client' | 'telegram'> = {},
): Promise<TrackerServer> {
  const web = new PricedWeb()
  const time = { now: Date.now() }
  const server = await startMarket({
    ...others,
    withSamples: true,
    tracker: { fetches: web, now: () => time.now },
  })
  const { store, tracker } = server.market
  await seedTracker(store, tracker)
  const parts = { store, sources: tracker.sources, desk: tracker.desk }
  const faults: unknown[] = []
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      time.now += 1_000
      await lookAtDue(parts, { onFault: (fault) => faults.push(fault) })
    }
    expect(faults).toEqual([])
  }
  return { ...server, web, time, pass }
}

/** Looks, prices again, tells and hands over as a running server does, until the test ends; a fault fails it. */
export function runTracker({ url, market }: TrackerServer, mailer: Mailer | null = null): void {
  const faults: unknown[] = []
  const jobs = startMarketJobs(market, {
    address: url,
    pages: url,
    mailer,
    onFault: (fault) => void faults.push(fault),
  })
  onTestFinished(async () => {
    await jobs.stop()
    expect(faults, 'in the background').toEqual([])
  })
}

/**
 * How long a whole round may take: a channel is added, an alert fires, and it arrives. Pages ask for their list
 * every ten seconds, and machines of tests are shared.
 */
export const ROUND_MS = 120_000

/** Headless browsers name a language that no chart can count in. */
export const ENGLISH = { locale: 'en-US' } as const

/** Waits until the page answers: its server drew it before it could. */
export async function stands(page: Page): Promise<void> {
  await page.locator('html[data-here]').waitFor({ state: 'attached' })
}

/** Pastes a text on the home page, and goes where it leads. */
export async function paste(page: Page, text: string): Promise<void> {
  await stands(page)
  await page.getByLabel('Link of a product').fill(text)
  await page.getByRole('button', { name: 'See its price' }).click()
  await page.waitForURL('**/track/listings/**')
  await stands(page)
}

const LAMP = 'https://shop.example/lamp'

/** Somebody who pastes a lamp of 50 dollars and wants it for 45: their own list, at its link. */
export async function watchLamp(
  browser: Browser,
  server: TrackerServer,
  look: BrowserContextOptions = {},
): Promise<Page> {
  server.web.show(LAMP, '50.00', { title: 'A lamp' })
  const page = await visit(browser, server, { path: '/track', look: { ...ENGLISH, ...look } })
  await paste(page, LAMP)
  await page.getByLabel('Tell me at or below, in USD').fill('45')
  await page.getByRole('button', { name: 'Watch', exact: true }).click()
  await page.getByRole('link', { name: 'at your own link' }).click()
  await page.waitForURL('**/watch/*')
  await stands(page)
  return page
}

/** Whatever its turn, it is looked at by then; and again so soon after a target is reached. */
const TURN_MS = 2 * 86_400_000
const AGAIN_MS = 30_000

/**
 * Lets the lamp fall below its target, and time go by: until it was read, and read again. Answers what the
 * alert on the page of the list says.
 */
export async function lampFalls({ api, web, time }: TrackerServer, page: Page): Promise<string> {
  web.show(LAMP, '44.00', { title: 'A lamp' })
  time.now += TURN_MS
  const path = { list: tokenOf(page) }
  const total = async () => orThrow(await api.getWatchList({ path })).watches[0]?.totalMinor
  await expect.poll(total, { timeout: 30_000, interval: 250 }).toBe(4_400)
  time.now += AGAIN_MS
  const alert = page.locator('.alert-row')
  await alert.waitFor({ timeout: 30_000 })
  return alert.innerText()
}

/** The last part of the link of the list that a page shows. */
const tokenOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? ''

/** A channel of a list, as its page shows it. */
export const channelOn = (page: Page, kind: 'telegram' | 'email' | 'web-push' | 'webhook') =>
  page.locator(`.channel-rows li[data-kind="${kind}"]`)

/** Takes a channel off its list on the page. */
export async function removeChannel(page: Page): Promise<void> {
  await page.locator('.channel-rows').getByRole('button').click()
  await page.locator('.channel-rows li').waitFor({ state: 'detached' })
}
