import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, onTestFinished } from 'vitest'
import { findChromium } from './chromium.ts'

/**
 * Root has no sandbox. Machines of tests have no graphics card either, and to imitate one takes seconds
 * for each profile: the processor draws the page by itself.
 */
const ARGS = ['--no-sandbox', '--disable-gpu']

/**
 * One Chromium for a test file, closed after its last test. Call it at the top of the file:
 * `const browser = await openBrowser()`.
 */
export async function openBrowser(): Promise<Browser> {
  const found = findChromium()
  if ('missing' in found) throw new Error(`No browser to test in: ${found.missing}`)
  const { executable: executablePath, env } = found
  const browser = await chromium.launch({ executablePath, args: ARGS, env })
  afterAll(() => browser.close())
  return browser
}

/**
 * A page with a profile of its own, closed after the test that opened it. What goes wrong in the
 * page unseen (an error that nobody caught, a line on its console) fails that test.
 */
export async function openPage(browser: Browser, options?: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const wrongs: string[] = []
  page.on('pageerror', (error) => wrongs.push(`uncaught: ${error.message}`))
  page.on('console', (line) => {
    if (line.type() === 'error') wrongs.push(`console: ${line.text()}`)
  })
  onTestFinished(async () => {
    await context.close()
    if (wrongs.length > 0) throw new Error(`In the page:\n${wrongs.join('\n')}`)
  })
  return page
}

/**
 * Waits until no dialog is left. One that was closed stands in the page until the page has heard of it:
 * whoever opens it again before that finds it closed.
 */
export function dialogGone(page: Page): Promise<void> {
  return page.locator('dialog').waitFor({ state: 'detached' })
}
