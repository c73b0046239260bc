import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import type { DocumentOf } from '../../src/client/client.ts'
import { type MarketServer, type PersonId, signedIn } from './market-server.ts'

/** What is opened, by whom, and how. */
export interface Visit {
  readonly path: string
  /** Who is signed in; nobody where it is left out. */
  readonly as?: PersonId
  readonly look?: BrowserContextOptions
  /**
   * Answers that refuse something and are meant to, as "409 /v1/claims". Browsers write a line for each
   * on the console, which is no fault of the page.
   */
  readonly refusals?: readonly string[]
}

/**
 * A page of the marketplace with a profile of its own, closed after the test. What goes wrong in it
 * unseen fails that test, and so does a refusal that nobody expected.
 */
export async function visit(
  browser: Browser,
  server: MarketServer,
  { path, as, look = {}, refusals = [] }: Visit,
): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...look })
  if (as) await context.addCookies([await signedIn(server, as)])
  const page = await context.newPage()
  // Less than a test has: what was waited for in vain is then named.
  page.setDefaultTimeout(10_000)
  const wrongs: string[] = []
  const refused: string[] = []
  page.on('pageerror', (error) => wrongs.push(`uncaught: ${error.message}`))
  page.on('console', (line) => {
    const isRefusal = line.text().startsWith('Failed to load resource')
    if (line.type() === 'error' && !isRefusal) wrongs.push(`console: ${line.text()}`)
  })
  const { promise: isOpen, resolve: opened } = Promise.withResolvers<void>()
  STREAMS.set(page, isOpen)
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname === '/v1/events' && response.ok()) opened()
    if (response.status() >= 400) refused.push(`${response.status()} ${pathname}`)
  })
  onTestFinished(async () => {
    await context.close()
    expect(wrongs, 'in the page').toEqual([])
    expect([...new Set(refused)], 'refusals').toEqual([...refusals])
  })
  await page.goto(server.url + path)
  if (look.javaScriptEnabled !== false) await stands(page)
  return page
}

/** Of each page, whether its stream of changes is open. */
const STREAMS = new WeakMap<Page, Promise<void>>()

/** Waits until a page hears of what changes: what changed before it has read, and what changes then it is told. */
export async function hears(page: Page): Promise<void> {
  await STREAMS.get(page)
}

/** Waits until a page that the server drew answers its reader; the lab does from the beginning. */
async function stands(page: Page): Promise<void> {
  if ((await page.locator('#market').count()) === 0) return
  await page.locator('html[data-here]').waitFor({ state: 'attached' })
}

type IssuedOffer = DocumentOf<'IssuedOffer'>

const DAY_MS = 86_400_000

/** A campaign that has begun and goes on for a month. */
export async function runCampaign({ api }: MarketServer, id: string): Promise<void> {
  const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
  const body = {
    id,
    title: `Campaign ${id}`,
    terms: 'aliexpress-2026',
    starts: at(-1),
    ends: at(30),
  }
  orThrow(await api.createCampaign({ body }))
}

/** An offer of a campaign: 5 off 50 in the coupon centre, but for what is said otherwise. */
export function anOffer(
  campaign: string,
  { id, offer, ...more }: Partial<Omit<IssuedOffer, 'offer'>> & { id: string; offer?: object },
): IssuedOffer {
  return {
    id,
    campaign,
    title: `Offer ${id}`,
    obtain: 'centre',
    limits: { uses: 100 },
    ...more,
    offer: {
      kind: 'platform-select',
      funder: 'platform',
      currency: 'USD',
      benefit: { off: 500 },
      minimum: { spend: 5000 },
      ...offer,
    },
  }
}

export async function issue(
  server: MarketServer,
  ...offers: readonly IssuedOffer[]
): Promise<void> {
  for (const body of offers) orThrow(await server.api.createOffer({ body }))
}
