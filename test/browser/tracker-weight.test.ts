import type { Request } from 'playwright-core'
import { expect, test } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import { openBrowser } from './harness.ts'
import { ENGLISH, startTracker } from './tracker-server.ts'

const browser = await openBrowser()
const server = await startTracker()
const { token } = orThrow(await server.api.createWatchList({ body: {} }))

/** Kilobytes of 1,000 bytes, as networks count them. */
const MOST_BYTES = 100_000

const PAGES = [
  '/track',
  '/track/listings/sample-potatoes',
  '/track/deals',
  '/track/search',
  '/track/promotions',
  '/track/queue',
  `/watch/${token}`,
]

test.each(PAGES)(
  '%s comes with 100 KB of script at most, all that it asks for by itself',
  async (path) => {
    const context = await browser.newContext(ENGLISH)
    const page = await context.newPage()
    const sizes: Promise<number>[] = []
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script') sizes.push(bytesOf(request))
    })
    await page.goto(server.url + path)
    await page.locator('html[data-here]').waitFor({ state: 'attached' })
    if (path.includes('listings')) await page.locator('.past-plot canvas').waitFor()
    await page.waitForLoadState('networkidle')
    const all = await Promise.all(sizes)
    await context.close()
    expect(all.length).toBeGreaterThan(2)
    expect(all.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES)
  },
)

async function bytesOf(request: Request): Promise<number> {
  const { responseBodySize } = await request.sizes()
  return responseBodySize
}
