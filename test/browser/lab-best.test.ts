import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import sample from '../../samples/carts/us-may-2026.json' with { type: 'json' }
import { isRefused } from '../../src/core/base/faults.ts'
import { best } from '../../src/core/pricing/best.ts'
import { explainBest } from '../../src/core/pricing/why.ts'
import { moneyText } from '../../src/web/state/money.ts'
import { openBrowser } from './harness.ts'
import { openLab, stale, toPay } from './lab-page.ts'

const browser = await openBrowser()

const MOVING = { look: { reducedMotion: 'no-preference' } } as const

/** A worker that starts on a busy machine, and a show of some seconds. */
const PATIENT = { timeout: 15_000 }

const findBest = (page: Page) => page.getByRole('button', { name: 'Find the best' }).click()
const ticked = (page: Page) => page.locator('.offers .count').innerText()
const offerRow = (page: Page, name: string) => page.locator('.offer-list > li', { hasText: name })

function bestOfSample() {
  const found = best(sample.input)
  if (isRefused(found)) throw new Error('the sample is refused')
  return found
}

interface Moment {
  readonly total: number
  readonly ticks: string
}

/** Keeps each total in the readout with the ticks beside it, as often as the browser draws. */
async function watchMoments(page: Page): Promise<() => Promise<Moment[]>> {
  await page.evaluate(() => {
    const seen: Moment[] = []
    Object.assign(window, { seen })
    const textOf = (place: string) => document.querySelector(place)?.textContent ?? ''
    const look = () => {
      const total = Number(textOf('.readout .reading b'))
      const ticks = textOf('.offers .count')
      const last = seen.at(-1)
      if (last?.total !== total || last.ticks !== ticks) seen.push({ total, ticks })
      requestAnimationFrame(look)
    }
    look()
  })
  return () => page.evaluate(() => (window as unknown as { seen: Moment[] }).seen)
}

describe('the best choice', () => {
  test('is ticked with one press, says what it gains and that it is proved, and is taken back', async () => {
    const page = await openLab(browser)
    const { total, chosen, quote } = bestOfSample()
    await findBest(page)
    await page.locator('.headline').waitFor()
    expect(await toPay(page)).toBe(moneyText(total, 'USD'))
    expect(await page.locator('.headline').innerText()).toMatch(
      /111\.90 USD\s+with the best choice\s+6\.01 less than before\s+Proved: nothing is cheaper/,
    )
    expect(await page.locator('.cheapest [role=status]').innerText()).toBe(
      'The best choice uses 6 offers, 6.01 USD less to pay than before. No choice is cheaper.',
    )
    expect(await ticked(page)).toBe(`${chosen.length} of 26`)
    expect(await offerRow(page, 'USAFF015').innerText()).toContain('−15.00')
    const tickets = await page.locator('.ticket[data-on="true"] .amount').allInnerTexts()
    expect(tickets).toEqual(quote.applied.map(({ off }) => `−${moneyText(off, 'USD')}`))
    const struck = await page.locator('.ticket[data-on="false"] .name').allInnerTexts()
    expect(struck).toEqual(['hair-lab-8-percent', 'USAFF8'])
    await page.getByRole('button', { name: 'Undo' }).click()
    expect([await toPay(page), await ticked(page)]).toEqual(['117.91', '26 of 26'])
  })

  test('tells of each other offer why it is left out, and what using it would cost', async () => {
    const page = await openLab(browser)
    const explained = explainBest(sample.input)
    if (isRefused(explained)) throw new Error('the sample is refused')
    await findBest(page)
    const why = page.locator('.why')
    await why.locator('.count', { hasText: '20' }).waitFor()
    await why.locator('summary').click()
    const rows = await why.locator('li').allInnerTexts()
    expect(rows).toHaveLength(explained.leftOut.length)
    for (const [at, { message, clause, cost }] of explained.leftOut.entries()) {
      expect(rows[at]).toContain(message)
      expect(rows[at]).toContain(clause)
      if (cost) expect(rows[at]).toContain(`+${moneyText(cost, 'USD')}`)
    }
    await why.locator('.clause').first().click()
    await page.getByRole('dialog').locator('.clause-text').waitFor()
  })

  test('is shown on its way: ticks one by one, the total falling to what the core says', async () => {
    const page = await openLab(browser, MOVING)
    const moments = await watchMoments(page)
    await findBest(page)
    await expect.poll(() => ticked(page), PATIENT).toBe('6 of 26')
    await expect.poll(() => toPay(page), PATIENT).toBe('111.90')
    // A busy machine draws few of them, but never the first and the last alone.
    const between = (await moments()).slice(1, -1)
    expect(between.filter(({ ticks }) => !/^(26|6) /.test(ticks))).not.toEqual([])
    const seen = (await moments()).map(({ total }) => total)
    expect(seen).toEqual(seen.toSorted((a, b) => b - a))
    expect([seen[0], seen.at(-1)]).toEqual([117.91, bestOfSample().total / 100])
    expect(await page.locator('.receipt .grand dd').innerText()).toBe('111.90 USD')
    expect(await page.locator('.waterfall > ol > li .amount').last().innerText()).toBe('111.90')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect([await toPay(page), await ticked(page)]).toEqual(['117.91', '26 of 26'])
  })

  test('is there at once when the reader presses a key on the way', async () => {
    const page = await openLab(browser, MOVING)
    await page.evaluate(() => {
      // The first tick on the way is answered with a key.
      const count = document.querySelector('.offers .count') as HTMLElement
      new MutationObserver((_, observer) => {
        observer.disconnect()
        window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
        setTimeout(() => {
          document.body.dataset.after = `${count.textContent} ${document.querySelector('.readout b')?.textContent}`
        }, 60)
      }).observe(count, { characterData: true, childList: true, subtree: true })
    })
    await findBest(page)
    const after = () => page.evaluate(() => document.body.dataset.after)
    await expect.poll(after, PATIENT).toBe('6 of 26 111.90')
  })

  test('that is ticked already is told as such', async () => {
    const page = await openLab(browser)
    await findBest(page)
    await page.locator('.headline').waitFor()
    await findBest(page)
    await page.locator('.headline', { hasNotText: 'less than before' }).waitFor()
    expect(await toPay(page)).toBe('111.90')
  })

  test('of a cart that changed since is marked as of another cart, until the change is undone', async () => {
    const page = await openLab(browser)
    await findBest(page)
    await page.locator('.headline').waitFor()
    await page.getByLabel('Pieces of Wig clips, ten in a pack').first().fill('5')
    await page.locator('.headline', { hasText: 'another one now' }).waitFor()
    expect(await page.locator('.answer').getAttribute('data-stale')).toBe('true')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await page.locator('.answer').getAttribute('data-stale')).toBe('false')
  })

  test('is not looked for while the cart is faulty', async () => {
    const page = await openLab(browser)
    await page.getByLabel('Price of Curling iron, 32 mm').fill('dear')
    expect(await stale(page)).toBe('true')
    await findBest(page)
    expect(await page.locator('.notice').innerText()).toContain('once the cart is mended')
  })
})
