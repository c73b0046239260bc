import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { pointerOf, withValue } from '../../src/web/state/paths.ts'
import { openBrowser } from './harness.ts'
import { openLab, pasteJson, stale } from './lab-page.ts'

const browser = await openBrowser()

/** One of everything that a document may hold. */
const CART = {
  terms: 'aliexpress-2020-03',
  at: '2020-11-11T08:00:00Z',
  currency: 'USD',
  pricesIncludeTax: false,
  buyer: { id: 'b', country: 'US', channel: 'app', ordersPlaced: 1, coins: 9, disqualified: false },
  stores: { s: { seller: 'm', select: { minimum: 100, value: 10 } } },
  lines: [
    {
      id: 'l',
      listing: 'L',
      sku: 'S',
      store: 's',
      category: ['home'],
      unitPrice: 5000,
      quantity: 2,
      traits: ['customs-risk'],
      method: 'standard',
      warehouse: 'CN',
      taxRate: 5,
    },
  ],
  shipping: [{ seller: 'm', method: 'standard', fee: 100 }],
  offers: [
    {
      id: 'o',
      kind: 'store-code',
      funder: 'store:s',
      currency: 'USD',
      benefit: { percent: 10, cap: 100 },
      minimum: { spend: 100, quantity: 1 },
      scope: { stores: ['s'], categories: [['home']] },
      countries: ['US'],
      channels: ['app'],
      newBuyersOnly: false,
      from: '2020-01-01T00:00:00Z',
      until: '2021-01-01T00:00:00Z',
      claimed: true,
      uses: { limit: 1, made: 0 },
      stacksWith: ['coins'],
      code: 'CODE',
    },
    {
      id: 't',
      kind: 'instant-discount',
      funder: 'seller:m',
      benefit: { tiers: [{ quantity: 2, off: 5 }] },
    },
    { id: 'c', kind: 'coins', funder: 'store:s', benefit: { off: 5 }, coins: { max: 3 } },
  ],
  choose: ['o', 't', 'c'],
}

const WRONG = [null, true, -1, 'x', [null], { x: [1] }]

type Place = readonly (string | number)[]

function placesIn(value: unknown, path: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [path]
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  const inside = keys.flatMap((key) =>
    placesIn((value as Record<string | number, unknown>)[key], [...path, key]),
  )
  return [path, ...inside]
}

/** What the page makes of each document, pasted one after the other: whether the receipt is stale, and how many faults it tells. */
const outcomesOf = (page: Page, documents: readonly unknown[]) =>
  page.locator('#json').evaluate(
    async (field, texts) => {
      const outcomes: { readonly stale: string | undefined; readonly faults: number }[] = []
      for (const text of texts) {
        const area = field as HTMLTextAreaElement
        area.value = text
        area.dispatchEvent(new Event('input', { bubbles: true }))
        await new Promise((drawn) => setTimeout(drawn))
        outcomes.push({
          stale: document.querySelector<HTMLElement>('.receipt')?.dataset.stale,
          faults: document.querySelectorAll('#json-faults li').length,
        })
      }
      return outcomes
    },
    documents.map((one) => JSON.stringify(one)),
  )

test('whatever stands in whichever place of a cart, the page stands', {
  timeout: 180_000,
}, async () => {
  const page = await openLab(browser)
  await pasteJson(page, JSON.stringify(CART))
  expect(await page.locator('.receipt .grand dd').innerText()).toContain('USD')
  await page.locator('main details').evaluateAll((all) => {
    for (const details of all) details.setAttribute('open', '')
  })
  for (const path of placesIn(CART)) {
    const outcomes = await outcomesOf(
      page,
      WRONG.map((wrong) => withValue(CART, path, wrong)),
    )
    expect([pointerOf(path), ...outcomes.map(({ stale }) => stale)]).toEqual([
      pointerOf(path),
      ...outcomes.map(({ faults }) => String(faults > 0)),
    ])
  }
  await pasteJson(page, JSON.stringify(CART))
  expect(await stale(page)).toBe('false')
})
