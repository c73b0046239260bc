import { describe, expect, test } from 'vitest'
import { faultsOf, PHONE } from './faults.ts'
import { openBrowser } from './harness.ts'
import { visit } from './market-page.ts'
import { ENGLISH, paste, startTracker } from './tracker-server.ts'

const browser = await openBrowser()
const server = await startTracker()

async function pasted(id: string, title: string, look: object = {}) {
  const url = `https://shop.example/${id}`
  server.web.show(url, '19.99', { title })
  const page = await visit(browser, server, { path: '/track', look: { ...ENGLISH, ...look } })
  await paste(page, url)
  await page.locator('.past-plot canvas').waitFor({ state: 'attached' })
  return page
}

describe('a title that a shop wrote', () => {
  test('holds markup: it is shown as what it is, in the page, the chart and the table', async () => {
    const title = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    const page = await pasted('markup', title)
    expect(await page.locator('main img, main script').count()).toBe(0)
    expect(await page.title()).toMatch(/^<img src=x .+ · Tessera$/)
    expect(await page.locator('h1').textContent()).not.toBe('')
  })

  const LONG: Readonly<Record<string, string>> = {
    'is long, in one word': 'x'.repeat(400),
    'is long, in many words': 'Cable for charging of phones and tablets, braided '.repeat(10),
    'runs from right to left': 'מטען קיר מהיר 65 ואט USB-C ‏(שחור) – خصم كبير',
    'is made of signs': '👩‍👩‍👧‍👦🏳️‍🌈 ✨ 充电线 ✨ '.repeat(12),
  }

  test.each(Object.keys(LONG))(
    '%s: nothing sticks out, and nothing is in the way',
    async (name) => {
      const page = await pasted(encodeURIComponent(name), LONG[name] as string, { viewport: PHONE })
      expect(await page.locator('h1').textContent()).not.toBe('')
      expect(await faultsOf(page)).toEqual([])
    },
  )
})
