import { describe, expect, test } from 'vitest'
import { openBrowser } from './harness.ts'
import { visit } from './market-page.ts'
import { ENGLISH, paste, stands, startTracker } from './tracker-server.ts'

const browser = await openBrowser()
const server = await startTracker()
const open = (path: string, more: object = {}) =>
  visit(browser, server, { path, look: { ...ENGLISH, ...more } })

const KETTLE = 'https://sample-shop.example/item/sample-kettle.html'
/** It has a coupon of its store. */
const HEADPHONES = 'sample-headphones'

describe('whoever pastes a product', () => {
  test('learns what it is while typing (fg.t.paste)', async () => {
    const page = await open('/track')
    await stands(page)
    const box = page.getByLabel('Link of a product')
    const said = page.locator('#pasted')
    await box.fill('look: https://www.aliexpress.us/item/3256801234567890.html nice')
    await expect.poll(() => said.textContent()).toContain('A product.')
    await expect.poll(() => said.textContent()).toContain('3256801234567890')
    await box.fill('https://aliexpress.com.evil.example/item/1.html and so on')
    await expect.poll(() => said.textContent()).toContain('No link of the marketplace.')
  })

  test('is shown the price that the link holds, marked as what it is (fg.t.paste)', async () => {
    const trace = `211b6c19${server.time.now - 60_000}5310efdb6`
    const told = `4@dis!MAD!287.94!143.97!!!208.02!104.01!@${trace}!12000036823357441!sea!MA!0!ABX`
    const page = await open('/track')
    const link = `https://www.aliexpress.com/item/1005006341680568.html?pdp_npi=${encodeURIComponent(told)}`
    await paste(page, link)
    const seen = page.locator('.today-readout')
    await seen.getByText('143.97').waitFor()
    expect(await seen.innerText()).toContain('Read from a link that a visitor pasted')
    expect(await page.locator('.figures tbody').innerText()).not.toContain('143.97')
  })

  test('sets a target, and is told with a proof when it is reached (fg.t.alert)', async () => {
    const page = await open('/track')
    await paste(page, KETTLE)
    await page.getByRole('heading', { name: 'Sample: travel kettle' }).waitFor()
    expect(await page.locator('.price-head .flag').textContent()).toBe('Sample')
    await page.getByLabel('Tell me at or below, in USD').fill('26')
    await page.getByRole('button', { name: 'Watch', exact: true }).click()
    await page.getByText('At most 26.00 USD').waitFor()
    await page.getByRole('link', { name: 'at your own link' }).click()
    await page.waitForURL('**/watch/*')
    await stands(page)
    await page.getByText('None yet.').waitFor()
    await server.pass(120)
    const alert = page.locator('.alert-row').first()
    await alert.getByText('25.99 USD').waitFor()
    await alert.getByRole('link', { name: 'Proof' }).click()
    await page.waitForURL('**/alerts/*')
    await page.getByRole('heading', { name: 'Both readings' }).waitFor()
    expect(await page.locator('.proof-readings .receipt').count()).toBe(2)
    expect(await page.locator('.proof-readings .grand dd').allTextContents()).toEqual([
      '25.99 USD',
      '25.99 USD',
    ])
    // The list is known in this browser from now on, on every page.
    await page.getByRole('link', { name: 'My watches' }).click()
    await page.getByRole('button', { name: /^Remove: Sample: travel kettle/ }).click()
    await page.getByText('Nothing is watched yet.').waitFor()
  })

  test('deletes the list, and nothing of it is left', async () => {
    const page = await visit(browser, server, {
      path: '/track/listings/sample-rotors',
      look: ENGLISH,
    })
    await stands(page)
    await page.getByRole('button', { name: 'a new low' }).click()
    await page.getByRole('link', { name: 'at your own link' }).click()
    await page.waitForURL('**/watch/*')
    await stands(page)
    const token = new URL(page.url()).pathname.split('/').at(-1) as string
    const asked: string[] = []
    // Where the way to the next page is long, nothing more is asked of what is gone.
    await page.route('**/track', async (route) => {
      page.on('request', (request) => asked.push(request.url()))
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      await route.continue()
    })
    // What was asked just before may be answered just after.
    await page.route(`**/v1/watch-lists/${token}/**`, (route) => route.abort())
    await page.getByRole('button', { name: 'Delete everything' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click()
    await page.waitForURL('**/track')
    await stands(page)
    expect(asked.filter((url) => url.includes(token))).toEqual([])
    expect(await page.getByRole('link', { name: 'My watches' }).count()).toBe(0)
    expect((await fetch(`${server.url}/v1/watch-lists/${token}`)).status).toBe(404)
  })
})

describe('the page of a product', () => {
  test('shows the receipt of the price that is pointed at, and of the last one after that', async () => {
    const page = await open('/track/listings/sample-espresso')
    const plot = page.locator('.past-plot')
    await plot.locator('canvas').waitFor()
    const last = await page.locator('.point').innerText()
    const { width = 0, height = 0 } = (await plot.boundingBox()) ?? {}
    await plot.hover({ position: { x: width * 0.3, y: height / 2 } })
    await expect.poll(() => page.locator('.point').innerText()).not.toBe(last)
    await page.getByLabel('Tell me at or below').hover()
    await expect.poll(() => page.locator('.point').innerText()).toBe(last)
  })

  test('takes over the target that a link brings along', async () => {
    const page = await open('/track')
    await stands(page)
    await page.getByRole('link', { name: 'Sample: travel kettle' }).click()
    await page.waitForURL('**/track/listings/sample-kettle*')
    await stands(page)
    expect(await page.getByLabel('Tell me at or below').inputValue()).toBe('25.99')
  })

  test('prices again what is switched off, by the engine itself (fg.t.history)', async () => {
    const page = await open(`/track/listings/${HEADPHONES}`)
    await stands(page)
    const total = page.locator('.receipt .grand dd')
    const before = await total.textContent()
    await page.locator('.receipt .layer input').first().uncheck()
    await page.getByText('With this choice').waitFor()
    expect(await total.textContent()).not.toBe(before)
    await page.getByRole('button', { name: 'Back to what is public' }).click()
    await page.getByText('To pay', { exact: true }).waitFor()
    expect(await total.textContent()).toBe(before)
  })

  test('is walked by keyboard: prices one by one, lines on and off', async () => {
    const page = await open('/track/listings/sample-espresso')
    await stands(page)
    const walk = page.getByLabel('Walk through the prices')
    await walk.focus()
    const last = await page.locator('.point').textContent()
    await page.keyboard.press('Home')
    await expect.poll(() => walk.getAttribute('aria-valuetext')).toContain('USD')
    await expect.poll(() => page.locator('.point').textContent()).not.toBe(last)
    const sale = page.getByLabel('Sale price', { exact: true }).first()
    const was = await sale.isChecked()
    await sale.focus()
    await page.keyboard.press('Space')
    expect(await sale.isChecked()).toBe(!was)
  })
})
