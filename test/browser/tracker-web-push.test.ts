import { expect, test } from 'vitest'
import { PushServiceDouble } from '../channels/push-service-double.ts'
import { guardedClient } from '../fetch/doubles.ts'
import { openBrowser } from './harness.ts'
import { followWorker, shownBy } from './push-worker-page.ts'
import {
  channelOn,
  lampFalls,
  ROUND_MS,
  removeChannel,
  runTracker,
  startTracker,
  watchLamp,
} from './tracker-server.ts'

const browser = await openBrowser()
const service = await new PushServiceDouble().start()
const client = guardedClient({ testing: service.doors })
const server = await startTracker({ client })

test(
  'this browser is told by its push service, and its worker shows the alert (fg.t.alert)',
  async () => {
    runTracker(server)
    const page = await watchLamp(browser, server, { permissions: ['notifications'] })
    // No browser here has a push service of its own: it subscribes at the double, by the key of the page.
    await page.evaluate((target) => {
      PushManager.prototype.subscribe = async (options) => {
        Object.assign(window, { subscribedBy: options?.applicationServerKey })
        return { toJSON: () => target } as unknown as PushSubscription
      }
    }, service.target)
    const channel = channelOn(page, 'web-push')
    const { worker, push } = await followWorker(page, async () => {
      await page.getByRole('button', { name: 'This browser' }).click()
      await channel.getByText('Ready').waitFor()
    })
    const key = await page.evaluate(
      () => (window as unknown as { subscribedBy: string }).subscribedBy,
    )

    await lampFalls(server, page)
    await expect.poll(() => service.pushed.length, { timeout: 30_000 }).toBe(1)
    const [pushed] = service.pushed
    expect(pushed).toMatchObject({ isGenuine: true, publicKey: key })
    await push(JSON.stringify(pushed?.message))
    const proof = await page.getByRole('link', { name: 'Proof' }).getAttribute('href')
    await expect
      .poll(() => shownBy(worker))
      .toMatchObject([
        { title: expect.stringContaining('44.00'), data: { url: server.url + proof } },
      ])

    await removeChannel(page)
  },
  ROUND_MS,
)

test('a reader who allows no notifications is told what to do, and nothing is added', async () => {
  const page = await watchLamp(browser, server)
  await page.evaluate(() => {
    Notification.requestPermission = async () => 'denied'
  })
  await page.getByRole('button', { name: 'This browser' }).click()
  await page.getByRole('alert').getByText('Allow them in its settings').waitFor()
  expect(await page.locator('.channel-rows li').count()).toBe(0)
})
