import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { dialogGone, openBrowser } from './harness.ts'
import { openLab, pasteJson, stale, toPay } from './lab-page.ts'

const browser = await openBrowser()

const open = (sample?: string) => openLab(browser, sample ? { sample } : {})

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id)

describe('the cart', () => {
  test('is priced with every key, and Undo takes back a whole field', async () => {
    const page = await open()
    const before = await toPay(page)
    const price = page.getByLabel('Price of Curling iron, 32 mm')
    await price.fill('')
    await price.pressSequentially('41.5')
    expect(await price.inputValue()).toBe('41.5')
    expect(await toPay(page)).not.toBe(before)
    await price.blur()
    expect(await price.inputValue()).toBe('41.50')
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await toPay(page)).toBe(before)
  })

  test('takes real listings and own items, and gives up lines', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Add a listing' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a listing' })
    await dialog.getByLabel('Search by name, store or category').fill('wig clips')
    await dialog.getByRole('button', { name: 'Add Wig clips' }).click()
    await dialog.getByText('Write your own item').click()
    await dialog.getByLabel('Name', { exact: true }).fill('Blue mug')
    await dialog.getByLabel('Price in USD').fill('7.2')
    await dialog.getByRole('button', { name: 'Add the item' }).click()
    await page.keyboard.press('Escape')
    expect(await page.getByLabel('Pieces of Wig clips, ten in a pack').inputValue()).toBe('4')
    expect(await page.getByLabel('Price of Blue mug').inputValue()).toBe('7.20')
    await page.getByRole('button', { name: 'Remove Blue mug' }).click()
    expect(await page.getByLabel('Price of Blue mug').count()).toBe(0)
    await expect.poll(() => focused(page)).toBe('add-listing')
  })

  test('that is emptied says so, and keeps the last receipt', async () => {
    const page = await open('kw-fils')
    const remove = page.locator('.cart-line').getByRole('button', { name: /^Remove / })
    await remove.first().click()
    await remove.first().click()
    const before = await toPay(page)
    await remove.click()
    expect(await page.locator('.cart').innerText()).toContain('The cart is empty')
    expect(await page.locator('#faults').innerText()).toContain('/lines')
    expect(await toPay(page)).toBe(before)
    expect(await stale(page)).toBe('true')
  })
})

describe('what is wrong', () => {
  test('stands at its field and by its pointer, and the last good receipt stays', async () => {
    const page = await open()
    const before = await toPay(page)
    const price = page.getByLabel('Price of Curling iron, 32 mm')
    await price.fill('31,5x')
    expect(await price.getAttribute('aria-invalid')).toBe('true')
    expect(await price.inputValue()).toBe('31,5x')
    expect(await page.locator('#faults .pointer').innerText()).toBe('/lines/0/unitPrice')
    expect([await stale(page), await toPay(page)]).toEqual(['true', before])
    await page.locator('#faults .pointer').click()
    await expect.poll(() => focused(page)).toBe('cart/lines/0/unitPrice')
    await price.fill('31,5')
    expect([await stale(page), await toPay(page)]).toEqual(['false', before])
    expect(await page.locator('#faults').count()).toBe(0)
  })

  test('in the JSON is told as one types, and nothing typed is lost', async () => {
    const page = await open()
    const before = await toPay(page)
    await page.locator('.json > summary').click()
    const json = page.locator('#json')
    const good = await json.inputValue()
    await pasteJson(page, good.replace('"USD"', '"USD'))
    expect(await page.locator('#json-faults').innerText()).toContain('not JSON yet')
    expect(await page.getByLabel('Price of Curling iron, 32 mm').isDisabled()).toBe(true)
    expect(await toPay(page)).toBe(before)
    await pasteJson(page, good.replace('"quantity": 3', '"quantity": 0, "colour": "red"'))
    const faults = await page.locator('#json-faults .pointer').allInnerTexts()
    expect(faults).toEqual(['/lines/2/quantity', '/lines/2/colour'])
    await pasteJson(page, good.replace('"quantity": 3', '"quantity": 5'))
    expect(await page.getByLabel('Pieces of Wig clips, ten in a pack').inputValue()).toBe('5')
    expect(await stale(page)).toBe('false')
  })

  test.each(['null', '[]', '"cart"', '{"lines": 7}', '{"lines": [null], "stores": {}}'])(
    'a document that is no cart at all (%s) harms nothing',
    async (text) => {
      const page = await open()
      await pasteJson(page, text)
      expect(await page.locator('#json-faults li').count()).toBeGreaterThan(0)
      expect(await page.locator('.cart-lines > li').count()).toBe(6)
      await page.getByRole('button', { name: 'Undo' }).click()
      expect(await stale(page)).toBe('false')
    },
  )
})

describe('a cart of thousands of lines and offers', () => {
  test('is priced whole, shown in part, and still edited', async () => {
    const page = await open()
    const many = {
      terms: 'aliexpress-2026',
      at: '2026-05-06T18:00:00Z',
      currency: 'USD',
      buyer: { id: 'b1' },
      stores: { s: { seller: 'm' } },
      lines: Array.from({ length: 3000 }, (_, at) => {
        return { id: `l${at}`, listing: `L${at}`, sku: `S${at}`, store: 's', unitPrice: 100 }
      }),
      offers: Array.from({ length: 2000 }, (_, at) => {
        return { id: `c${at}`, kind: 'code', funder: 'platform', benefit: { off: 1 } }
      }),
    }
    await pasteJson(page, JSON.stringify(many))
    expect(await toPay(page)).toBe('2,999.99')
    expect(await page.locator('.cart').innerText()).toContain(
      'And 2800 more; the JSON has them all.',
    )
    await page.getByLabel('Pieces of L0', { exact: true }).fill('2')
    expect(await toPay(page)).toBe('3,000.99')
  })
})

describe('conditions', () => {
  test('a date in another version’s days suggests that version', async () => {
    const page = await open()
    await page.getByLabel('Date and time').fill('2020-11-11T08:00')
    expect(await page.locator('.conditions .hint').innerText()).toContain('12 March 2020')
    await page.getByRole('button', { name: 'Use them' }).click()
    expect(await page.getByLabel('Terms', { exact: true }).inputValue()).toBe('aliexpress-2020-03')
    expect(await page.locator('.conditions .hint').innerText()).toContain('In force on this date (')
    expect(await page.locator('.refused').innerText()).toContain('Not a kind of these terms')
  })

  test('another clock tells the same instant', async () => {
    const page = await open()
    const before = await page.locator('.refused').innerText()
    await page.getByLabel('Clock').selectOption('America/Los_Angeles')
    expect(await page.getByLabel('Date and time').inputValue()).toBe('2026-05-06T11:00')
    expect(await page.locator('.refused').innerText()).toBe(before)
  })

  test('another country refuses what is not for it', async () => {
    const page = await open()
    await page.getByLabel('Ships to').selectOption('KR')
    const row = (code: string) => page.locator('.offer-list > li', { hasText: code }).innerText()
    expect(await row('AFMC12')).toContain('−12.00')
    expect(await row('USAFF5')).toContain('Other country')
    expect(await row('CHOICEKR07')).toContain('Place taken')
  })
})

describe('offers', () => {
  test('a published code is found by its letters and added', async () => {
    const page = await open('us-exclusive-code')
    await page.getByRole('button', { name: 'Campaign code' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Search by code').fill('afmc7')
    await dialog.getByRole('button', { name: 'Add AFMC7', exact: true }).click()
    await dialog.getByRole('button', { name: 'Added AFMC7' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.locator('.offer-list').innerText()).toContain('AFMC7')
  })

  test('an own offer is written in a form that names its faults, and priced', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Own offer' }).click()
    const dialog = page.getByRole('dialog', { name: 'Add an offer' })
    await dialog.getByLabel('Name', { exact: true }).fill('lucky')
    await dialog.getByLabel('Kind').selectOption('seller-coupon')
    await dialog.getByLabel('Paid by').selectOption('seller:stride')
    await dialog.getByLabel('Form', { exact: true }).selectOption('percent')
    await dialog.getByLabel('Percent').fill('250')
    await dialog.getByRole('button', { name: 'Add the offer' }).click()
    expect(await dialog.locator('.faults').innerText()).toContain('/benefit/percent')
    await dialog.getByLabel('Percent').fill('50')
    await dialog.getByLabel('At most').fill('12')
    await dialog.getByRole('button', { name: 'Add the offer' }).click()
    await dialogGone(page)
    const row = page.locator('.offer-list > li', { hasText: 'lucky' })
    expect(await row.innerText()).toContain('−12.00')
    await row.getByRole('button', { name: 'Edit lucky' }).click()
    await page.getByRole('dialog').getByLabel('At most').fill('11')
    await page.getByRole('button', { name: 'Keep the change' }).click()
    await expect.poll(() => row.innerText()).toContain('−11.00')
    await row.getByRole('button', { name: 'Remove lucky' }).click()
    expect(await row.count()).toBe(0)
  })
})

describe('a return', () => {
  test('piece after piece pays back the cash to the cent, and never more', async () => {
    const page = await open('singles-day-2020')
    const back = page.locator('.returns .grand dd')
    await page.getByLabel('Why it goes back').selectOption('not-received')
    const pay = page.getByRole('button', { name: 'Pay this back, then another' })
    const paid: number[] = []
    for (let round = 0; round < 3; round++) {
      for (const input of await page.locator('.returns .pieces input:enabled').all())
        await input.fill('1')
      paid.push(Number((await back.innerText()).split(' ')[0]))
      await pay.click()
    }
    expect(await page.locator('.returns .pieces input:enabled').count()).toBe(0)
    const sum = paid.reduce((total, one) => total + one, 0)
    expect(sum.toFixed(2)).toBe(await toPay(page))
    expect(await page.locator('.returns').innerText()).toContain(
      `3 paid back so far: ${sum.toFixed(2)}`,
    )
  })

  test('of everything gives the coins back, and a changed cart begins again', async () => {
    const page = await open('singles-day-2020')
    for (const input of await page.locator('.returns .pieces input').all()) await input.fill('9')
    expect(await page.locator('.returns').innerText()).toMatch(/Coins back\s+300/)
    await page.getByRole('button', { name: 'Pay this back, then another' }).click()
    await page.getByLabel('Coins', { exact: true }).fill('400')
    expect(await page.locator('.returns').innerText()).not.toContain('paid back so far')
  })
})
