import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { buildApp } from '../../src/shell/http/app.ts'
import { openBrowser, openPage } from './harness.ts'

const app = await buildApp()
await app.listen({ port: 0, host: '127.0.0.1' })
afterAll(async () => {
  app.server.closeAllConnections()
  await app.close()
})
const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
const browser = await openBrowser()

test('the reference can be read and tried, and asks no other server for anything', async () => {
  const page = await openPage(browser)
  const elsewhere: string[] = []
  page.on('request', (request) => {
    const to = request.url()
    if (!to.startsWith(url) && !/^(data|blob):/.test(to)) elsewhere.push(to)
  })
  await page.goto(`${url}/docs`)
  await page.getByRole('heading', { name: 'Price a cart', exact: true }).waitFor()
  await page
    .getByRole('button', { name: /^Test Request.*\/v1\/quotes\)?$/i })
    .first()
    .click()
  const answered = page.waitForResponse((response) => response.url() === `${url}/v1/quotes`)
  await page.getByRole('button', { name: /^Send/ }).first().click()
  const answer = await answered
  expect(answer.status()).toBe(200)
  expect((await answer.json()).totals.total).toBeGreaterThan(0)
  expect(elsewhere).toEqual([])
})
