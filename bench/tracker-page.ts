/** The page of a known listing: how fast the server sends it under load, and how fast a browser paints it. */
import type { AddressInfo } from 'node:net'
import { chromium, type Page } from 'playwright-core'
import { buildApp } from '../src/shell/http/app.ts'
import type { Market } from '../src/shell/http/market/market.ts'
import { buildPagesIfStale, loadPages } from '../src/shell/http/page-build.ts'
import { findChromium } from '../test/browser/chromium.ts'

/** A server with its pages on a free port; `close` closes the marketplace, too. */
export interface PageServer {
  readonly url: string
  readonly close: () => Promise<void>
}

export async function servePages(market: Market): Promise<PageServer> {
  await buildPagesIfStale()
  const app = await buildApp({ market, pages: await loadPages() })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const close = async () => {
    app.server.closeAllConnections()
    await app.close()
  }
  return { url: `http://127.0.0.1:${port}`, close }
}

/** Milliseconds from the first byte to the first paint, and what drawing the chart that answers took. */
export interface Painted {
  readonly paint: number
  readonly plot: number
}

/** Opens a page in a real browser so often; its scripts and styles are known from the first time. */
export async function paint(url: string, turns: number): Promise<readonly Painted[]> {
  const found = findChromium()
  if ('missing' in found) throw new Error(found.missing)
  const args = ['--no-sandbox', '--disable-gpu']
  const browser = await chromium.launch({
    executablePath: found.executable,
    args,
    env: found.env,
  })
  try {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: 'en-US',
    })
    const painted: Painted[] = []
    for (let turn = 0; turn <= turns; turn++) {
      const page = await context.newPage()
      await page.addInitScript(watchTasks)
      await page.goto(url)
      await page.locator('.past-plot canvas').waitFor({ state: 'attached' })
      await page.waitForTimeout(300)
      if (turn > 0) painted.push(await paintedIn(page))
      await page.close()
    }
    return painted
  } finally {
    await browser.close()
  }
}

/** Keeps the long tasks of a page: the longest after the first paint is the drawing of the chart. */
function watchTasks(): void {
  const seen = globalThis as unknown as { longest: number }
  seen.longest = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration)
  }).observe({ type: 'longtask', buffered: true })
}

function paintedIn(page: Page): Promise<Painted> {
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as unknown as [
      { readonly responseStart: number },
    ]
    const first = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN
    const { longest } = globalThis as unknown as { longest: number }
    return { paint: first - navigation.responseStart, plot: longest }
  })
}
