import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { faultsInLooks, LOOKS, PHONE, WIDE } from './faults.ts'
import { hardCart } from './hard-cart.ts'
import { openBrowser } from './harness.ts'
import { openLab, pasteJson } from './lab-page.ts'

const browser = await openBrowser()

const DESKTOP = { viewport: WIDE }
const TABLET = { viewport: { width: 900, height: 1100 } }

/** The lab in each state that looks different, by what brings it there. */
const STATES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'as it opens': async () => {},
  'with everything open': async (page) => {
    await page.locator('#sample').selectOption('carts/in-customs-risk.json')
    await page.locator('.notice', { hasText: 'Loaded' }).waitFor()
    await page.locator('main details').evaluateAll((all) => {
      for (const details of all) details.setAttribute('open', '')
    })
    await page.locator('#json').waitFor()
  },
  'with faults': async (page) => {
    await page.locator('.cart-line .price input').first().fill('dear')
    await page.locator('.cart-line .pieces input').first().fill('0')
  },
  'with listings to add': async (page) => {
    await page.getByRole('button', { name: 'Add a listing' }).click()
  },
  'with codes to add': async (page) => {
    await page.getByRole('button', { name: 'Campaign code' }).click()
    await page.locator('.found li').first().waitFor()
  },
  'with an offer to write': async (page) => {
    await page.getByRole('button', { name: 'Own offer' }).click()
    await page.getByText('Where, when and for whom').click()
    await page.getByLabel('Form', { exact: true }).selectOption('spend-tiers')
  },
  'with the best choice found': async (page) => {
    await page.getByRole('button', { name: 'Find the best' }).click()
    await page.locator('.ticket').first().waitFor()
  },
  'with the cart split': async (page) => {
    await page.locator('#sample').selectOption('carts/us-split.json')
    await page.locator('.notice', { hasText: 'Loaded' }).waitFor()
    await page.getByRole('button', { name: 'Split the cart' }).click()
    await page.locator('.basket').first().waitFor()
    await page.getByRole('button', { name: 'Open in the lab' }).first().click()
  },
  'with a search under way': async (page) => {
    await page.evaluate(() => {
      window.Worker = class extends Worker {
        constructor(...how: ConstructorParameters<typeof Worker>) {
          super(...how)
          Object.assign(window, { searching: this })
        }
      }
    })
    await pasteJson(page, JSON.stringify(hardCart()))
    await page.getByLabel('Checkouts at most').selectOption('5')
    await page.getByRole('button', { name: 'Split the cart' }).click()
    await page.locator('.progress').waitFor()
    await page.locator('.basket').first().waitFor()
    // The page is not told, and goes on showing it: the processor is free to look at what is shown.
    await page.evaluate(() => (window as unknown as { searching: Worker }).searching.terminate())
  },
  'with a clause to read': async (page) => {
    await page.locator('.refused .clause').first().click()
    await page.locator('.clause-text').waitFor()
  },
}

const open = (look: BrowserContextOptions, path = '/') => openLab(browser, { look, path })

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Every state is seen in two looks that share nothing; pages as they open in all four. */
const ALL_LOOKS = {
  ...LOOKS,
  'light, on a phone': { viewport: PHONE, colorScheme: 'light' },
  'dark, wide': { viewport: WIDE, colorScheme: 'dark' },
} as const

describe('nothing is in the way of anybody, and nothing sticks out, dark on a phone and light and wide', () => {
  test.each(Object.keys(STATES))('%s', async (state) => {
    const page = await open(LOOKS['dark, on a phone'])
    await STATES[state]?.(page)
    const looks = state === 'as it opens' ? ALL_LOOKS : LOOKS
    expect(await faultsInLooks(page, looks)).toEqual([])
  })

  test.each(['/terms', '/terms/aliexpress-2020-03', '/terms/aliexpress-2026'])(
    '%s',
    async (path) => {
      const page = await open(LOOKS['dark, on a phone'], path)
      expect(await faultsInLooks(page, ALL_LOOKS)).toEqual([])
    },
  )
})

describe('the page', () => {
  test('scrolls one way only on a tablet and on the narrowest phone', async () => {
    for (const options of [TABLET, { viewport: { width: 320, height: 640 } }]) {
      const page = await open(options)
      expect(await overflow(page)).toBe(0)
    }
  })

  test('keeps the total in sight on a phone', async () => {
    const page = await open({ viewport: PHONE })
    for (const place of [0, 2000, 5000]) {
      await page.evaluate((y) => window.scrollTo(0, y), place)
      const box = await page.locator('.readout').boundingBox()
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(844)
    }
  })

  test('is dark by choice, also after a reload and on other pages', async () => {
    const page = await open({ ...DESKTOP, colorScheme: 'light' })
    const ground = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    const light = await ground()
    const theme = page.getByRole('button', { name: /^Theme/ })
    await theme.click()
    expect(await ground()).toBe(light)
    await theme.click()
    const dark = await ground()
    expect(dark).not.toBe(light)
    await page.reload()
    expect(await ground()).toBe(dark)
    expect(await theme.getAttribute('aria-label')).toBe('Theme: dark')
  })

  test('is walked by keyboard in reading order, with the focus in sight', async () => {
    const page = await open(DESKTOP)
    const steps: string[] = []
    for (let step = 0; step < 21; step++) {
      await page.keyboard.press('Tab')
      steps.push(
        await page.evaluate(() => {
          const focused = document.activeElement as HTMLElement
          const { outlineStyle, outlineWidth } = getComputedStyle(focused)
          const seen = outlineStyle !== 'none' && outlineWidth !== '0px'
          const label = (focused as HTMLInputElement).labels?.[0]?.textContent
          return `${focused.ariaLabel ?? label ?? focused.textContent?.trim()}${seen ? '' : ' (unseen)'}`
        }),
      )
    }
    expect(steps).toEqual([
      'Skip to the content',
      'Tessera',
      'Stack lab',
      'Prices',
      'Coupons',
      'Wallet',
      'Orders',
      'Console',
      'Terms',
      'API',
      'Theme: auto',
      'Begin with',
      'Copy link',
      'Find the best',
      'Split the cart',
      'Checkouts at most',
      'deal pieces of a line apart',
      'Add a listing',
      'Pieces of Curling iron, 32 mm',
      'Price of Curling iron, 32 mm',
      'Remove Curling iron, 32 mm',
    ])
  })

  test('moves nothing for readers who mind movement', async () => {
    const page = await open(DESKTOP)
    const moving = await page.evaluate(
      () =>
        document.getAnimations().length +
        Number(getComputedStyle(document.documentElement).scrollBehavior === 'smooth'),
    )
    expect(moving).toBe(0)
  })
})
