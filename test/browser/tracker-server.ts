import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { lookAtDue } from '../../src/shell/tracker/look-job.ts'
import { seedTracker } from '../../src/shell/tracker/samples.ts'
import { PricedWeb } from '../http/market/tracker-world.ts'
import { type MarketServer, startMarket } from './market-server.ts'

/** A tracker with its samples, whose clock and whose web of shops a test sets. */
export interface TrackerServer extends MarketServer {
  readonly web: PricedWeb
  readonly time: { now: number }
  /** Lets so many seconds pass, and looks at what is due in each. */
  readonly pass: (seconds: number) => Promise<void>
}

export async function startTracker(): Promise<TrackerServer> {
  const web = new PricedWeb()
  const time = { now: Date.now() }
  const server = await startMarket({
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
