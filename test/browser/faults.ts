import axe from 'axe-core'
import type { Page, ViewportSize } from 'playwright-core'
import { expect } from 'vitest'

/** How a page is looked at. */
export interface Look {
  readonly viewport: ViewportSize
  readonly colorScheme: 'light' | 'dark'
}

export const WIDE = { width: 1440, height: 900 } as const
export const PHONE = { width: 390, height: 844 } as const

/**
 * Two looks that share nothing. A page is opened in the first: where the least fits, whatever brings it
 * to its state has to be within reach as well.
 */
export const looksOn = (phone: ViewportSize) =>
  ({
    'dark, on a phone': { viewport: phone, colorScheme: 'dark' },
    'light, wide': { viewport: WIDE, colorScheme: 'light' },
  }) as const satisfies Readonly<Record<string, Look>>

export const LOOKS = looksOn(PHONE)

/**
 * What is wrong with a page in several looks, one after the other: each fault with the look in which it
 * is found. To see them all oneself: SHOTS=folder keeps a picture of each.
 */
export async function faultsInLooks(
  page: Page,
  looks: Readonly<Record<string, Look>> = LOOKS,
): Promise<string[]> {
  const faults: string[] = []
  for (const [name, { viewport, colorScheme }] of Object.entries(looks)) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme })
    await redrawn(page)
    if (process.env.SHOTS) await keepPicture(page, process.env.SHOTS, name)
    faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`))
  }
  return faults
}

/** What axe finds in a page, and how far it sticks out sideways: nothing, and not at all. */
export async function faultsOf(page: Page): Promise<string[]> {
  // Where axe is not brought to, it does not look.
  if (page.frames().length > 1) return ['has a frame, into which nobody has looked']
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    // To tell what is fine as well takes several times as long as to find what is not.
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    const { scrollWidth, clientWidth } = document.documentElement
    return [
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
      ),
      ...(scrollWidth > clientWidth ? [`sticks out by ${scrollWidth - clientWidth}`] : []),
    ]
  })
}

/** Waits for two frames: what follows the size of the window stands in the second at the latest. */
function redrawn(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((drawn) => {
        requestAnimationFrame(() => requestAnimationFrame(() => drawn()))
      }),
  )
}

async function keepPicture(page: Page, folder: string, look: string): Promise<void> {
  const name = `${expect.getState().currentTestName} ${look}`.replaceAll(/\W+/g, '-')
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
