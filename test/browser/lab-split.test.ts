import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import sample from '../../samples/carts/us-split.json' with { type: 'json' }
import { isRefused } from '../../src/core/base/faults.ts'
import { plan } from '../../src/core/pricing/plan.ts'
import { explainPlan } from '../../src/core/pricing/why.ts'
import { moneyText } from '../../src/web/state/money.ts'
import { hardCart } from './hard-cart.ts'
import { openBrowser } from './harness.ts'
import { openLab, pasteJson, toPay } from './lab-page.ts'

const browser = await openBrowser()

const splitCart = (page: Page) => page.getByRole('button', { name: 'Split the cart' }).click()
const baskets = (page: Page) => page.locator('.basket')
const usd = (minor: number) => `${moneyText(minor, 'USD')} USD`

function planOf(input: object, maxCheckouts: number, units = false) {
  const found = plan({ ...input, choose: 'all', maxCheckouts, options: { units } })
  if (isRefused(found)) throw new Error(JSON.stringify(found.refused))
  return found
}

/** Splits the cart and waits for the end of the search: baskets are shown before it is proved that none are better. */
async function openSplit(page: Page): Promise<Page> {
  await splitCart(page)
  await page.locator('.cheapest [role=status]', { hasText: /\.$/ }).waitFor({ state: 'attached' })
  return page
}

const openSample = () => openLab(browser, { sample: 'us-split' })

describe('a split', () => {
  test('is shown as baskets, each with its lines, its code and its total to the cent', async () => {
    const page = await openSplit(await openSample())
    const { checkouts, total, single } = planOf(sample.input, 3)
    expect([total, single]).toEqual([8500, 9000])
    expect(await page.locator('.headline').innerText()).toMatch(
      /85\.00 USD\s+in 2 checkouts\s+saves 5\.00 against one checkout\s+Proved: nothing is cheaper/,
    )
    expect(await baskets(page).locator('.grand dd').allInnerTexts()).toEqual(
      checkouts.map(({ quote }) => usd(quote.totals.total)),
    )
    expect(await baskets(page).locator('.takes-off dd').allInnerTexts()).toEqual(['−8.00', '−5.00'])
    const [first, second] = await baskets(page).allInnerTexts()
    expect(first).toMatch(/Checkout 1\s+pay first/)
    expect(second).toMatch(/Checkout 2\s+pay last/)
    expect(second).toMatch(/3 × Cone curling iron\s+32\.01/)
    expect(await page.locator('.cheapest [role=status]').innerText()).toBe(
      '2 checkouts come to 85.00 USD, 5.00 USD less than one. No split is cheaper.',
    )
    // The cart itself is as it was: a split is only shown.
    expect(await toPay(page)).toBe('90.00')
  })

  test('tells why it pays, and why each other offer is left out', async () => {
    const page = await openSplit(await openSample())
    const explained = explainPlan({ ...sample.input, choose: 'all', maxCheckouts: 3 })
    if (isRefused(explained)) throw new Error('the sample is refused')
    const gains = page.locator('.split-gains li')
    await gains.first().waitFor()
    expect(await gains.allInnerTexts()).toEqual(explained.splits.map(({ message }) => message))
    await page.locator('.why > summary').click()
    const rows = await page.locator('.why li').allInnerTexts()
    expect(rows).toHaveLength(5)
    for (const [at, { message }] of explained.leftOut.entries()) {
      expect(rows[at]).toContain(message)
    }
  })

  test('flies into its baskets for readers who do not mind, and ends in its place', async () => {
    const look = { reducedMotion: 'no-preference' } as const
    const page = await openLab(browser, { look, sample: 'us-split' })
    await page.evaluate(() => {
      const moved = new Set<string>()
      Object.assign(window, { moved })
      new MutationObserver(() => {
        for (const { effect } of document.getAnimations()) {
          const { target } = effect as KeyframeEffect
          const line = (target as HTMLElement).dataset.line
          if (line) moved.add(line)
        }
      }).observe(document.body, { childList: true, subtree: true })
    })
    await openSplit(page)
    const moved = await page.evaluate(() => [
      ...(window as unknown as { moved: Set<string> }).moved,
    ])
    expect(moved.toSorted()).toEqual(sample.input.lines.map(({ id }) => id).toSorted())
    const moving = () => page.evaluate(() => document.getAnimations().length)
    await expect.poll(moving, { timeout: 15_000 }).toBe(0)
  })

  test('that gains nothing says so, and its offers can be ticked', async () => {
    const page = await openSplit(await openLab(browser))
    expect(await page.locator('.headline').innerText()).toMatch(
      /111\.90 USD\s+in one checkout: no split costs less\s+Proved/,
    )
    await page.getByRole('button', { name: 'Tick these offers' }).click()
    expect(await toPay(page)).toBe('111.90')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await toPay(page)).toBe('117.91')
  })

  test('deals the pieces of a line apart where it may', async () => {
    const page = await openLab(browser)
    const code = { kind: 'code', funder: 'platform', benefit: { off: 500 } }
    const input = {
      terms: 'aliexpress-2026',
      at: '2026-05-06T18:00:00Z',
      currency: 'USD',
      buyer: { id: 'b1' },
      stores: { s: { seller: 'm' } },
      lines: [{ id: 'l', listing: 'Lamp', sku: 'S', store: 's', unitPrice: 3_900, quantity: 2 }],
      offers: ['one', 'two'].map((id) => ({ ...code, id, minimum: { spend: 3_900 } })),
    }
    await pasteJson(page, JSON.stringify(input))
    await openSplit(page)
    expect(await baskets(page).count()).toBe(1)
    await page.getByLabel('deal pieces of a line apart').check()
    await openSplit(page)
    expect(planOf(input, 3, true).total).toBe(6_800)
    expect(await baskets(page).locator('.basket-lines li').allInnerTexts()).toEqual([
      expect.stringMatching(/^Lamp\s+39\.00$/),
      expect.stringMatching(/^Lamp\s+39\.00$/),
    ])
    expect(await baskets(page).locator('.grand dd').allInnerTexts()).toEqual([
      '34.00 USD',
      '34.00 USD',
    ])
    await baskets(page).nth(1).getByRole('button').click()
    expect(await toPay(page)).toBe('34.00')
    expect(await page.getByLabel('Pieces of Lamp').first().inputValue()).toBe('1')
  })
})

describe('a basket', () => {
  test('opens in the lab at its total, with what was used before it as used; and goes back', async () => {
    const page = await openSplit(await openSample())
    const second = baskets(page).nth(1)
    await second.getByRole('button', { name: 'Open in the lab' }).click()
    expect(await toPay(page)).toBe('34.00')
    expect(await page.locator('.cart-lines > li').count()).toBe(2)
    const used = page.locator('.offer-list > li', { hasText: 'USAFF8' })
    await used.getByRole('checkbox').check()
    expect(await used.innerText()).toContain('Used already')
    expect(await toPay(page)).toBe('34.00')
    await second.getByRole('button', { name: 'Put the whole cart back' }).click()
    expect([await toPay(page), await page.locator('.cart-lines > li').count()]).toEqual([
      '90.00',
      6,
    ])
  })

  test('is taken out of the lab by undo', async () => {
    const page = await openSplit(await openSample())
    await baskets(page).first().getByRole('button', { name: 'Open in the lab' }).click()
    expect(await toPay(page)).toBe('51.00')
    expect(await baskets(page).first().getAttribute('data-open')).toBe('true')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await toPay(page)).toBe('90.00')
    expect(await page.locator('.basket[data-open="true"]').count()).toBe(0)
  })
})

describe('a search that takes its time', () => {
  async function searching(): Promise<Page> {
    const page = await openLab(browser)
    await pasteJson(page, JSON.stringify(hardCart()))
    await page.getByLabel('Checkouts at most').selectOption('5')
    await splitCart(page)
    await page.locator('.progress').waitFor()
    return page
  }
  const stop = (page: Page) => page.getByRole('button', { name: /^Stop/ })

  test('tells what is found and what is proved, and the page answers meanwhile', async () => {
    const page = await searching()
    expect(await page.locator('.progress').innerText()).toMatch(
      /^Found [\d,.]+, proved: nothing below [\d,.]+ · [\d,.]+ \([\d.]+%\) still open$/,
    )
    // It runs beside the page, which draws and answers before the search has ended.
    expect(page.workers()).toHaveLength(1)
    await page.evaluate(async () => {
      for (let k = 0; k < 10; k++) await new Promise(requestAnimationFrame)
    })
    expect(await stop(page).count()).toBe(1)
    await page.getByLabel('Price of Thing 0', { exact: true }).fill('9')
    await page.locator('.notice', { hasText: 'The search has ended' }).waitFor()
    expect(await stop(page).count()).toBe(0)
  })

  test('keeps its best when it is stopped, and says how far from the cheapest it can be', async () => {
    const page = await searching()
    // The first that is found is one checkout: what is kept is to be better.
    await baskets(page).nth(1).waitFor()
    await page.getByRole('button', { name: 'Stop and keep this' }).click()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Split the cart')
    const headline = await page.locator('.headline').innerText()
    expect(headline).toMatch(/At most [\d,.]+ \([\d.]+%\) above the cheapest/)
    const sums = await baskets(page).locator('.grand dd').allInnerTexts()
    const cents = (text: string) => Math.round(Number(text.replace(/[^\d.]/g, '')) * 100)
    const total = sums.reduce((sum, text) => sum + cents(text), 0)
    expect(total).toBe(cents(headline.split('USD')[0] ?? ''))
    expect(total).toBeLessThan(planOf(hardCart(), 1).total)
    expect(await page.locator('.cheapest [role=status]').innerText()).toContain(
      'It is proved that none comes below',
    )
  })
})

test('a cart of the chart goes into the lab, and splits there as the chart says', async () => {
  const page = await openLab(browser)
  await page.getByRole('button', { name: 'Try this in the lab' }).click()
  await page.locator('.notice', { hasText: 'The cart of the chart is in the lab' }).waitFor()
  await openSplit(page)
  expect(await page.locator('.headline').innerText()).toMatch(
    /85\.00 USD\s+in 2 checkouts\s+saves 5\.00 against one checkout/,
  )
  await page.getByRole('button', { name: 'Undo' }).click()
  expect(await toPay(page)).toBe('117.91')
})
