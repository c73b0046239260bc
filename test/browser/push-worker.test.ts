import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, it, onTestFinished } from 'vitest'
import { openBrowser } from './harness.ts'
import { followWorker, shownBy, type WorkerScope } from './push-worker-page.ts'

const WORKER = new URL('../../src/web/public/push-worker.js', import.meta.url)

const server = createServer(async (request, response) => {
  const isWorker = request.url === '/push-worker.js'
  response.setHeader('content-type', isWorker ? 'text/javascript' : 'text/html')
  response.end(isWorker ? await readFile(WORKER) : `<!doctype html><title>${request.url}</title>`)
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const browser = await openBrowser()

/** The worker in a browser, as a page of alerts registers it. */
async function openWorker() {
  const context = await browser.newContext({ permissions: ['notifications'] })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(origin)
  return followWorker(page, () =>
    page.evaluate(async () => void (await navigator.serviceWorker.register('/push-worker.js'))),
  )
}

const alert = (more: object = {}) =>
  JSON.stringify({
    ...{ id: 'w1:target:1', title: 'Now USD 9.50', body: 'Cable <b>2 m</b>' },
    ...{ url: `${origin}/alerts/a1`, at: 1_782_302_400_000, ...more },
  })

it('an alert that is pushed twice is shown once, as text; another is another (fg.t.alert)', async () => {
  const { worker, push } = await openWorker()
  await push(alert())
  await push(alert())
  const first = {
    title: 'Now USD 9.50',
    body: 'Cable <b>2 m</b>',
    tag: 'w1:target:1',
    data: { url: `${origin}/alerts/a1` },
  }
  await expect.poll(() => shownBy(worker)).toEqual([first])
  await push(alert({ id: 'w1:target:2' }))
  await expect.poll(() => shownBy(worker)).toEqual([first, { ...first, tag: 'w1:target:2' }])
})

it('a push that cannot be read is shown too, or the browser takes the permission away', async () => {
  const { worker, push } = await openWorker()
  await push('not json')
  await expect
    .poll(() => shownBy(worker))
    .toMatchObject([{ title: 'A price that you watch has changed', data: {} }])
})

it.each([
  ['its page', '/alerts/a1', '/alerts/a1'],
  ['the pages, where it names another site', 'https://evil.example/', '/'],
  ['the pages, where it names none', undefined, '/'],
])('a click opens %s', async (_, url, expected) => {
  const { worker } = await openWorker()
  // A click comes from the system, which no test can reach; the event is the same.
  const opened = await worker.evaluate(async (address) => {
    const scope = self as unknown as WorkerScope
    const asked: string[] = []
    let isClosed = false
    scope.clients.matchAll = async () => []
    scope.clients.openWindow = async (one) => void asked.push(one)
    let done = Promise.resolve()
    const event = Object.assign(new Event('notificationclick'), {
      notification: {
        data: { url: address },
        close: () => {
          isClosed = true
        },
      },
      waitUntil: (work: Promise<void>) => {
        done = work
      },
    })
    scope.dispatchEvent(event)
    await done
    return { asked, isClosed }
  }, url)
  expect(opened).toEqual({ asked: [`${origin}${expected}`], isClosed: true })
})
