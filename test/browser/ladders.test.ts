import { afterAll, expect, test } from 'vitest'
import { openBrowser, startServer } from './harness.ts'
import { openLab } from './lab-page.ts'

const browser = await openBrowser()
const server = await startServer()
afterAll(() => server.stop())

test('when splitting pays: the ladder of the United States, read at 98 and tried in the lab', async () => {
  const page = await openLab(browser, server)
  const sentence = page.locator('.ladder-sentence')
  await page.locator('#ladder-total').fill('98.00')
  await page.locator('#ladder-total').press('Enter')
  await expect
    .poll(() => sentence.innerText())
    .toMatch(/^A cart of 98\.00: one code, USAFF8, saves 8\.00/)
  expect(await sentence.innerText()).toMatch(
    /Paid as 59 \+ 39 with USAFF8 and USAFF5 it saves 13\.00/,
  )
  await page.getByRole('button', { name: 'Try this in the lab' }).click()
  await expect
    .poll(() => page.locator('.readout, .to-pay').first().innerText())
    .toMatch(/9\d\.\d\d/)
})
