import { expect, test } from 'vitest'
import { importReadings } from '../../src/shell/tracker/import-readings.ts'
import { aReading } from '../tracker/reading.ts'
import { openBrowser } from './harness.ts'
import { visit } from './market-page.ts'
import { ENGLISH, stands, startTracker } from './tracker-server.ts'

const browser = await openBrowser()
const server = await startTracker()
const LISTING = '1005001234567890'
const READINGS = 3_000
const HOUR_MS = 3_600_000

const readings = Array.from({ length: READINGS }, (_, k) =>
  aReading({
    at: new Date(server.time.now - (READINGS - k) * HOUR_MS).toISOString(),
    sale: 2_000 + ((k * 37) % 101),
    source: 'feed',
    listing: LISTING,
  }),
)
await importReadings(server.market, readings, 'A restless lamp')

const path = `/track/listings/${LISTING}`

test('a long history is drawn from what its pixels show, with the page and at once (fg.t.speed)', async () => {
  const document = await (await fetch(`${server.url}${path}`)).text()
  expect(document).toContain('class="price-chart"')
  expect(document).toMatch(/Drawn from 1,\d{3} of 3,000 changes/)
  expect(document.length).toBeLessThan(600_000)
})

test('the whole of it is a click away, and the chart answers', async () => {
  const page = await visit(browser, server, { path, look: ENGLISH })
  await stands(page)
  await page.locator('.past-plot canvas').waitFor({ state: 'attached' })
  const exports = page.locator('.exports')
  expect(await exports.innerText()).toMatch(/^Drawn from 1,\d{3} of 3,000 changes; take the whole/)
  const address = await exports.getByRole('link', { name: 'JSON' }).getAttribute('href')
  const whole = (await (await fetch(`${server.url}${address}`)).json()) as {
    readonly points: readonly object[]
  }
  expect(whole.points).toHaveLength(READINGS)
})
