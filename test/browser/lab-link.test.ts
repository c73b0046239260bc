import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { linkFragment, readFragment } from '../../src/web/state/link.ts'
import { openBrowser } from './harness.ts'
import { type Opening, openLab, toPay } from './lab-page.ts'

const browser = await openBrowser()

const look = { permissions: ['clipboard-read', 'clipboard-write'] }
const open = (fragment = '', more: Opening = {}) =>
  openLab(browser, { path: `/${fragment}`, look, ...more })
const packed = (text: string) => `#c=${deflateRawSync(text).toString('base64url')}`

describe('a link', () => {
  test('holds the whole cart: who opens it sees the same receipt', async () => {
    const page = await open('', { sample: 'ma-combined-order' })
    await page.locator('.cart-line .pieces input').first().fill('4')
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.locator('.notice', { hasText: 'Link copied' }).waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toMatch(/#c=[\w-]+$/)
    const other = await open(new URL(link).hash)
    await other.locator('.notice', { hasText: 'The cart of the link is loaded' }).waitFor()
    expect(await other.locator('.receipt').innerText()).toBe(
      await page.locator('.receipt').innerText(),
    )
    expect(await other.locator('#sample').inputValue()).toBe('')
  })

  test('grows by itself while the cart changes, so a reload loses nothing', async () => {
    const page = await open()
    expect(new URL(page.url()).hash).toBe('')
    await page.locator('.cart-line .price input').first().fill('99')
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#c=/)
    const before = await toPay(page)
    await page.reload()
    await expect.poll(() => toPay(page)).toBe(before)
  })

  test('stays in the address when one jumps within the page', async () => {
    const page = await open()
    await page.locator('.cart-line .price input').first().fill('99')
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#c=/)
    await page.locator('.readout').click()
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#c=/)
  })

  test.each([
    ['cut off', async () => (await linkFragment({ any: 'cart' })).slice(0, -6)],
    ['not base64url', async () => '#c=%%%'],
    ['not deflated', async () => '#c=AAAA'],
    ['not JSON inside', async () => packed('a cart')],
    ['unpacking to far more than a cart', async () => packed(`"${'0'.repeat(50_000_000)}"`)],
  ])('that is broken (%s) says so gently and shows the sample', async (_, fragment) => {
    const page = await open(await fragment())
    await page.locator('.notice', { hasText: 'This link is broken' }).waitFor()
    expect(await toPay(page)).toBe('117.91')
    expect(new URL(page.url()).hash).toBe('')
  })

  test('to a faulty cart shows its faults beside the sample’s receipt', async () => {
    const page = await open(packed('{"lines": []}'))
    await page.locator('#faults').waitFor()
    expect(await page.locator('.receipt').getAttribute('data-stale')).toBe('true')
  })

  test('opened in the same tab replaces the cart', async () => {
    const page = await open()
    const fragment = await linkFragment({ lines: 'none' })
    await page.evaluate((hash) => {
      window.location.hash = hash
    }, fragment)
    await page.locator('#faults').waitFor()
  })
})

describe('the fragment', () => {
  test.each([{}, { text: '…漢字 🎟' }, { __proto__: 1 }, [1, 2, 3], null])(
    'of %j is read back as it was',
    async (document) => {
      expect(await readFragment(await linkFragment(document))).toEqual({ document })
    },
  )

  test('of another kind is none of ours', async () => {
    expect(await readFragment('')).toBe(null)
    expect(await readFragment('#receipt')).toBe(null)
  })
})
