import { expect, test } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import { guardedClient } from '../fetch/doubles.ts'
import { Receiver } from '../jobs/receiver.ts'
import { openBrowser } from './harness.ts'
import { visit } from './market-page.ts'
import {
  channelOn,
  ENGLISH,
  lampFalls,
  ROUND_MS,
  removeChannel,
  runTracker,
  stands,
  startTracker,
  watchLamp,
} from './tracker-server.ts'

const browser = await openBrowser()
const receiver = await new Receiver().start()
const client = guardedClient({ testing: receiver.doors })
const server = await startTracker({ client })

test(
  'an alert is posted where the page was told, signed with the secret it showed once (fg.t.alert)',
  async () => {
    runTracker(server)
    const page = await watchLamp(browser, server)
    await page.getByLabel('By a web hook').fill(receiver.url)
    await page.getByRole('button', { name: 'Add', exact: true }).last().click()
    await channelOn(page, 'webhook').getByText('Ready').waitFor()
    receiver.secret = (await page.locator('.new-channels code').textContent()) as string
    expect(receiver.secret).toMatch(/^whsec_/)

    await lampFalls(server, page)
    await expect.poll(() => receiver.events.length, { timeout: 30_000 }).toBe(1)
    expect(receiver.received.map(({ isGenuine }) => isGenuine)).toEqual([true])
    const proof = await page.getByRole('link', { name: 'Proof' }).getAttribute('href')
    expect(receiver.events[0]?.body).toMatchObject({
      type: 'price.alert',
      data: { totalMinor: 4_400, targetMinor: 4_500, proofUrl: server.url + proof },
    })

    await page.reload()
    expect(await page.locator('.new-channels code').count()).toBe(0)
    await removeChannel(page)
  },
  ROUND_MS,
)

test('an address inside is refused on the page, and says why (fg.t.alert)', async () => {
  const { token } = orThrow(await server.api.createWatchList({ body: {} }))
  const page = await visit(browser, server, {
    path: `/watch/${token}`,
    look: ENGLISH,
    refusals: [`400 /v1/watch-lists/${token}/hooks`],
  })
  await stands(page)
  await page.getByLabel('By a web hook').fill('http://169.254.169.254/latest')
  await page.getByRole('button', { name: 'Add', exact: true }).last().click()
  await page.getByRole('alert').getByText('public').waitFor()
  expect(await page.locator('.channel-rows li').count()).toBe(0)
})
