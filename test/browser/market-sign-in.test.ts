import { describe, expect, test } from 'vitest'
import { openBrowser } from './harness.ts'
import { visit } from './market-page.ts'
import { PASSWORD, startMarket } from './market-server.ts'

const browser = await openBrowser()
const server = await startMarket()

describe('signing in', () => {
  test('is asked for where it is needed, and the page goes on with it', async () => {
    const refusals = ['401 /v1/sessions']
    const page = await visit(browser, server, { path: '/console', refusals })
    await page.getByLabel('E-mail address').fill('lin@example.com')
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('The address or the password is not right.').waitFor()
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Offers' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/console')
    await expect.poll(() => page.locator('#account').innerText()).toContain('Lin')
  })

  test.each([
    ['?next=/coupons%3Fcategory=beauty', '/coupons?category=beauty'],
    ['', '/wallet-or-home'],
    ['?next=//evil.example', '/wallet-or-home'],
    ['?next=/%5Cevil.example', '/wallet-or-home'],
    ['?next=/.//evil.example', '/wallet-or-home'],
    ['?next=https://evil.example', '/wallet-or-home'],
  ])('goes on to where one was going: %s', async (query, place) => {
    const page = await visit(browser, server, { path: `/sign-in${query}` })
    await page.getByLabel('E-mail address').fill('ben@example.com')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Coupon centre' }).waitFor()
    const home = place === '/wallet-or-home' ? '/coupons' : place
    expect(page.url()).toBe(`${server.url}${home}`)
  })

  test('says what is missing before anything is sent, and goes to it', async () => {
    const page = await visit(browser, server, { path: '/sign-in' })
    await page.getByRole('button', { name: 'Sign in' }).click()
    const field = page.getByLabel('E-mail address')
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
    await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  test('is left again, and the page asks for it anew', async () => {
    const page = await visit(browser, server, { path: '/wallet', as: 'ben' })
    await page.getByRole('heading', { name: 'My coupons' }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  })
})

describe('becoming a buyer', () => {
  test('makes an account that is signed in; an address that is taken is told at its field', async () => {
    const refusals = ['400 /v1/accounts']
    const page = await visit(browser, server, { path: '/wallet', refusals })
    await page.getByRole('button', { name: 'Become a buyer' }).click()
    await page.getByLabel('Name').fill('Eve')
    await page.getByLabel('E-mail address').fill('ben@example.com')
    await page.getByLabel('Password', { exact: true }).fill('short')
    const send = page.locator('form').getByRole('button', { name: 'Become a buyer' })
    await send.click()
    await page.getByText('At least 8 characters.', { exact: true }).waitFor()
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await send.click()
    await page.locator('.fault', { hasText: 'Has an account already' }).waitFor()
    await page.getByLabel('E-mail address').fill('eve@example.com')
    await send.click()
    await page.getByRole('heading', { name: 'My coupons' }).waitFor()
    await page.getByText('You hold no coupon that can be used.').waitFor()
  })
})

test.each([
  ['ben', '/console', 'sellers, admins, agents'],
  ['ada', '/wallet', 'buyers'],
  ['gus', '/console/new', 'sellers, admins'],
] as const)('%s is told whom %s is for', async (as, path, whom) => {
  const page = await visit(browser, server, { path, as })
  await page.getByRole('heading', { name: `This page is for ${whom}` }).waitFor()
  await page.getByRole('link', { name: 'Go to your own pages' }).click()
  await page.getByRole('heading', { name: as === 'ben' ? 'Coupon centre' : 'Offers' }).waitFor()
})
