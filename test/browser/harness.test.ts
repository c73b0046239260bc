import { describe, expect, test } from 'vitest'
import { openBrowser, openPage } from './harness.ts'
import { startServer } from './server-process.ts'

const browser = await openBrowser()

const html = (body: string) => `data:text/html,<!doctype html>${encodeURIComponent(body)}`

describe('the browser', () => {
  test('runs script, lays out text with a font, and answers', async () => {
    const page = await openPage(browser, { viewport: { width: 390, height: 844 } })
    await page.goto(html('<button onclick="this.textContent = 6 * 7">ask</button><p>text</p>'))
    await page.getByRole('button', { name: 'ask' }).click()
    expect(await page.getByRole('button').textContent()).toBe('42')
    expect((await page.locator('p').boundingBox())?.height).toBeGreaterThan(10)
    expect(await page.evaluate(() => window.innerWidth)).toBe(390)
  })

  test('each test has a profile of its own', async () => {
    const [one, two] = [await openPage(browser), await openPage(browser)]
    expect(one.context()).not.toBe(two.context())
  })

  test('draws in colour schemes, and takes pictures', async () => {
    const page = await openPage(browser, { colorScheme: 'dark' })
    await page.goto(html('<style>:root { color-scheme: light dark }</style>'))
    expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
    expect((await page.screenshot()).length).toBeGreaterThan(1000)
  })
})

describe('the server', () => {
  const serve = (text: string) => ['--input-type=module', '-e', text]

  test('is started on a free port, found by its line, and stopped', async () => {
    const { url, stop } = await startServer(
      serve(`
        import { createServer } from 'node:http'
        const server = createServer((request, response) => response.end('served'))
        server.listen(Number(process.env.PORT), '127.0.0.1', () => {
          console.log('listening on http://127.0.0.1:' + server.address().port)
        })`),
    )
    expect(await (await fetch(url)).text()).toBe('served')
    await stop()
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  test('that ends before it listens is told with its last words', async () => {
    const started = startServer(serve("throw new Error('no port left')"))
    await expect(started).rejects.toThrow(/ended with 1 before it listened[\s\S]*no port left/)
  })
})
