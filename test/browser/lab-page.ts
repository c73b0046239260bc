import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { inject } from 'vitest'
import { openPage } from './harness.ts'
import { LAB_URL } from './setup.ts'

/** Where the lab of the run is served, without a slash at its end. */
export const labUrl: string = inject(LAB_URL)

/** What is opened, and how: the page of a path, in a look, with a sample loaded. */
export interface Opening {
  readonly path?: string
  readonly look?: BrowserContextOptions
  readonly sample?: string
}

/** The lab as its reader sees it. Nothing moves, so that nothing has to be waited for. */
export async function openLab(
  browser: Browser,
  { path = '/', look = {}, sample }: Opening = {},
): Promise<Page> {
  const page = await openPage(browser, { reducedMotion: 'reduce', ...look })
  await page.goto(labUrl + path)
  if (sample !== undefined) {
    await page.locator('#sample').selectOption(`carts/${sample}.json`)
    await page.locator('.notice', { hasText: 'Loaded' }).waitFor()
  }
  return page
}

/** The total as it is always in sight. */
export function toPay(page: Page): Promise<string> {
  return page.locator('.readout .reading b').innerText()
}

/** Whether the receipt is of an earlier cart: "true" or "false". */
export function stale(page: Page): Promise<string | null> {
  return page.locator('.receipt').getAttribute('data-stale')
}

/** Writes a document as JSON in one paste; to type as many letters takes the browser seconds. */
export async function pasteJson(page: Page, text: string): Promise<void> {
  if ((await page.locator('#json').count()) === 0) await page.locator('.json > summary').click()
  await page.locator('#json').evaluate(async (field, pasted) => {
    const area = field as HTMLTextAreaElement
    area.value = pasted
    area.dispatchEvent(new Event('input', { bubbles: true }))
    await new Promise((drawn) => setTimeout(drawn))
  }, text)
}
