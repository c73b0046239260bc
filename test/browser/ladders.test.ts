import { expect, test } from 'vitest'
import { openBrowser } from './harness.ts'
import { openLab } from './lab-page.ts'

const browser = await openBrowser()

test('when splitting pays: the ladder of the United States, read at 98', async () => {
  const page = await openLab(browser)
  const sentence = page.locator('.ladder-sentence')
  await page.locator('#ladder-total').fill('98.00')
  await page.locator('#ladder-total').press('Enter')
  await expect
    .poll(() => sentence.innerText())
    .toMatch(/^A cart of 98\.00: one code, USAFF8, saves 8\.00/)
  expect(await sentence.innerText()).toMatch(
    /Paid as 59 \+ 39 with USAFF8 and USAFF5 it saves 13\.00/,
  )
})
