import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import { openBrowser } from './harness.ts'
import { visit } from './market-page.ts'
import { ENGLISH, stands, startTracker } from './tracker-server.ts'

const browser = await openBrowser()
const server = await startTracker()
const { token } = orThrow(await server.api.createWatchList({ body: {} }))

/** The page of a list, and every question for its alerts, each answered when the test lets it. */
async function openList() {
  const page = await visit(browser, server, { path: `/watch/${token}`, look: ENGLISH })
  await stands(page)
  const asked: (() => void)[] = []
  let isHeld = false
  await page.route('**/alerts?*', async (route) => {
    const answer = isHeld
      ? new Promise<void>((resolve) => asked.push(resolve))
      : asked.push(() => {})
    await answer
    await route.continue().catch(() => {})
  })
  const hold = () => {
    isHeld = true
    asked.length = 0
  }
  return { page, asked, hold }
}

/** A page that counts its questions for alerts itself: what is on its way to a server is counted too. */
type Counting = typeof globalThis & { asks: number }

const countAsks = (page: Page) =>
  page.addInitScript(() => {
    const scope = globalThis as Counting
    const ask = scope.fetch
    scope.asks = 0
    scope.fetch = (asked, ...more) => {
      const url = asked instanceof Request ? asked.url : String(asked)
      if (url.includes('/alerts?')) scope.asks++
      return ask(asked, ...more)
    }
  })

const asks = (page: Page) => page.evaluate(() => (globalThis as Counting).asks)

/**
 * Tells a page that it is out of sight, or back, and answers how often it has asked by then. Timers go on, as
 * they do in a window that is covered; none of them comes between.
 */
const setHidden = (page: Page, isHidden: boolean) =>
  page.evaluate(async (hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
    document.dispatchEvent(new Event('visibilitychange'))
    for (let turn = 0; turn < 50; turn++) await null
    return (globalThis as Counting).asks
  }, isHidden)

/** Lets the timers of a page go on by so many seconds, one by one. */
async function seconds(page: Page, count: number): Promise<void> {
  for (let second = 0; second < count; second++) await page.clock.runFor(1_000)
}

test('a page asks for alerts again and again while it is looked at, and not in the background', async () => {
  const { page } = await openList()
  await countAsks(page)
  await page.clock.install()
  await page.reload()
  await stands(page)
  const first = await asks(page)
  await seconds(page, 10)
  await expect.poll(() => asks(page)).toBeGreaterThanOrEqual(first + 3)
  const before = await setHidden(page, true)
  await seconds(page, 60)
  expect(await asks(page)).toBe(before)
  // The last one was answered long ago: the page asks at once, and not with its next turn.
  expect(await setHidden(page, false)).toBe(before + 1)
})

test('a slow server is not asked again before it has answered', async () => {
  const { page, asked, hold } = await openList()
  await page.clock.install()
  await page.reload()
  await stands(page)
  await seconds(page, 4)
  hold()
  await seconds(page, 3)
  await expect.poll(() => asked.length).toBe(1)
  // Longer than it takes until the next question, shorter than until a client gives one up.
  await seconds(page, 20)
  expect(asked.length).toBe(1)
  for (const answer of asked) answer()
  await expect
    .poll(async () => {
      await seconds(page, 1)
      return asked.length
    })
    .toBe(2)
  for (const answer of asked) answer()
})
