import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import index from '../../samples/index.json' with { type: 'json' }
import type { Quote } from '../../src/core/pricing/document.ts'
import { moneyText } from '../../src/web/state/money.ts'
import { dialogGone, openBrowser, openPage } from './harness.ts'
import { labUrl, type Opening, openLab, toPay } from './lab-page.ts'

const browser = await openBrowser()

const open = (opening?: Opening) => openLab(browser, opening)

/** The answer of the API to an input: what the page has to show as well. */
async function quoteOf(input: unknown): Promise<Quote> {
  const response = await fetch(`${labUrl}/v1/quotes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Quote
}

function sampleInput(file: string): { readonly input: unknown } {
  return JSON.parse(readFileSync(new URL(`../../samples/${file}`, import.meta.url), 'utf8'))
}

const offerRow = (page: Page, name: string) => page.locator('.offer-list > li', { hasText: name })

describe('the lab opens', () => {
  test('with the receipt of a sample, and nothing goes wrong', async () => {
    const page = await open()
    expect(await page.title()).toBe('Stack lab · Tessera')
    const quote = await quoteOf(sampleInput('carts/us-may-2026.json').input)
    const total = moneyText(quote.totals.total, 'USD')
    expect(await page.locator('.receipt .grand dd').innerText()).toBe(`${total} USD`)
    expect(await toPay(page)).toBe(total)
  })

  test('without scripts too: the receipt, the chart and every refusal are in the page as sent', async () => {
    const page = await open({ look: { javaScriptEnabled: false } })
    const quote = await quoteOf(sampleInput('carts/us-may-2026.json').input)
    expect(await toPay(page)).toBe(moneyText(quote.totals.total, 'USD'))
    expect(await page.locator('.verdicts > li').count()).toBe(quote.rejected.length)
    expect(await page.locator('.waterfall details:not(.as-table)').count()).toBeGreaterThan(0)
    expect(await page.locator('noscript').innerText()).toContain('opening sample')
    const clause = page.locator('.refused .clause').first()
    expect(await clause.getAttribute('href')).toMatch(/^\/v1\/clauses\//)
  })

  test('without asking anybody else: every request stays on this server', async () => {
    const page = await openPage(browser)
    const elsewhere: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(labUrl)) elsewhere.push(request.url())
    })
    await page.goto(labUrl)
    await page.locator('#sample').selectOption('carts/gb-vat.json')
    await page.getByRole('button', { name: 'Campaign code' }).click()
    await page.locator('.found li').first().waitFor()
    expect(elsewhere).toEqual([])
  })
})

describe('every sample shows what the API answers', () => {
  test.each(index)('$name', async ({ file }) => {
    const page = await open()
    await page.locator('#sample').selectOption(file)
    // Two samples come to the same total, so the total alone does not tell which one is shown.
    if (file !== index[0]?.file) await page.locator('.notice', { hasText: 'Loaded' }).waitFor()
    const { input } = sampleInput(file)
    const quote = await quoteOf(input)
    const money = (minor: number) => moneyText(minor, quote.currency)
    const total = page.locator('.receipt .grand dd')
    await expect
      .poll(() => total.innerText())
      .toBe(`${money(quote.totals.total)} ${quote.currency}`)
    expect(await page.locator('.saved b').innerText()).toBe(money(quote.totals.saved))
    const orders = await page.locator('.order .subtotal dd').allInnerTexts()
    expect(orders.map((text) => text.trim())).toEqual(quote.orders.map(({ total }) => money(total)))
    const messages = await page.locator('.verdicts > li').allInnerTexts()
    expect(messages).toHaveLength(quote.rejected.length)
    for (const [at, { message, clause }] of quote.rejected.entries()) {
      expect(messages[at]).toContain(message)
      expect(messages[at]).toContain(clause)
    }
    const funding = await page.locator('.funding tbody tr td:nth-child(2)').allInnerTexts()
    expect(funding).toEqual([quote.totals.total, ...Object.values(quote.funding)].map(money))
  })

  test('the last bar of the chart ends where the receipt does', async () => {
    const page = await open()
    const bars = await page.locator('.waterfall > ol > li .amount').allInnerTexts()
    expect(bars.at(-1)).toBe(await toPay(page))
  })
})

describe('an offer', () => {
  test('that is unticked is not tried, and the next in line takes its place', async () => {
    const page = await open()
    expect(await offerRow(page, 'USAFF5').innerText()).toContain('Place taken')
    await offerRow(page, 'USAFF8').first().getByRole('checkbox').uncheck()
    expect(await offerRow(page, 'USAFF8').first().innerText()).toContain('Not tried')
    expect(await offerRow(page, 'USAFF5').innerText()).toContain('−5.00')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await offerRow(page, 'USAFF5').innerText()).toContain('Place taken')
  })

  test('opens from its bar to its shares, which light up on the receipt', async () => {
    const page = await open()
    const bar = page.locator('.waterfall summary', { hasText: 'hair-lab-8-percent' })
    await bar.click()
    const detail = page.locator('.waterfall details[open] .detail')
    expect(await detail.innerText()).toContain('Store hair-lab')
    const shares = await detail.locator('.shares .amount').allInnerTexts()
    const sum = shares.reduce((total, text) => total + Number(text.replace('−', '')), 0)
    expect(sum.toFixed(2)).toBe('4.44')
    const lit = page.locator('.came-off[data-pointed="true"]')
    expect(await lit.count()).toBe(shares.length)
  })

  test('that was refused can be made to work with one press', async () => {
    const page = await open()
    const refused = page.locator('.verdicts > li', { hasText: 'stride-app-2-off-25' })
    await refused.getByRole('button', { name: 'Shop in the app' }).click()
    expect(await offerRow(page, 'stride-app-2-off-25').innerText()).toContain('−2.00')
    expect(await page.locator('.notice').innerText()).toContain('priced again')
  })
})

describe('a clause', () => {
  test('opens its text in a dialog, and the focus comes back', async () => {
    const page = await open()
    const link = page.locator('.refused .clause', { hasText: 'tc.5' }).first()
    await link.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Clause tc.5' })
    await dialog.locator('.clause-text').waitFor()
    const response = await fetch(`${labUrl}/v1/clauses/tc.5`)
    const { clause } = (await response.json()) as { clause: { says: string } }
    expect(await dialog.innerText()).toContain(clause.says)
    await page.keyboard.press('Escape')
    await dialogGone(page)
    await expect.poll(() => link.evaluate((one) => one === document.activeElement)).toBe(true)
  })
})
