import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { orThrow } from '../../src/client/answers.ts'
import { guardedClient } from '../fetch/doubles.ts'
import { Receiver } from '../jobs/receiver.ts'
import { openBrowser } from './harness.ts'
import { visit } from './market-page.ts'
import {
  ENGLISH,
  lampFalls,
  ROUND_MS,
  runTracker,
  stands,
  startTracker,
  watchLamp,
} from './tracker-server.ts'

const browser = await openBrowser()
const receiver = await new Receiver().start()
const client = guardedClient({ testing: receiver.doors })
const server = await startTracker({ client })

/** A page in a browser that keeps the link of a list, and what may be refused there: LIST is its token. */
async function lookWithList(path: string, refused: readonly string[]) {
  const { token } = orThrow(await server.api.createWatchList({ body: {} }))
  const localStorage = [{ name: 'watch-list', value: token }]
  const storageState = { cookies: [], origins: [{ origin: server.url, localStorage }] }
  const refusals = refused.map((one) => `404 ${one.replace('LIST', token)}`)
  const page = await visit(browser, server, { path, look: { ...ENGLISH, storageState }, refusals })
  await stands(page)
  return { token, page }
}

/** Opens the page of a list again, as one that asks for it hardly ever. */
async function withSeldomLists(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const every = window.setInterval
    const seldom = (act: TimerHandler, ms?: number) => every(act, ms === 10_000 ? 3_600_000 : ms)
    window.setInterval = seldom as typeof setInterval
  })
  await page.reload()
  await stands(page)
}

describe('a watch list', () => {
  test(
    'is taken along whole, with its watches, its alerts and its channels (fg.t.schedule)',
    async () => {
      runTracker(server)
      const page = await watchLamp(browser, server)
      await page.getByLabel('By a web hook').fill(receiver.url)
      await page.getByRole('button', { name: 'Add', exact: true }).click()
      await page.locator('.channel-rows li').waitFor()
      await withSeldomLists(page)
      await lampFalls(server, page)
      // With the alert its row says so, too, and not only when the list is asked for again.
      await page.locator('.watch-row[data-place="told"]').waitFor()
      const downloading = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Export' }).click()
      const download = await downloading
      expect(download.suggestedFilename()).toBe('watch-list.json')
      const taken = JSON.parse(await readFile(await download.path(), 'utf8'))
      expect(taken).toMatchObject({
        watches: [{ kind: 'target', targetMinor: 4_500, title: 'A lamp' }],
        alerts: [{ totalMinor: 4_400 }],
        targets: [{ target: `webhook: ${receiver.url}` }],
      })
    },
    ROUND_MS,
  )

  test('that was deleted elsewhere is forgotten by this browser, which asks for it no more', async () => {
    const { token, page } = await lookWithList('/track/listings/sample-espresso', [
      '/v1/watch-lists/LIST/alerts',
    ])
    await page.getByRole('link', { name: 'My watches' }).waitFor()
    await server.api.deleteWatchList({ path: { list: token } })
    await page.getByRole('link', { name: 'My watches' }).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => localStorage.getItem('watch-list'))).toBeNull()
  })

  test('whose link leads nowhere any more says so, and is forgotten too', async () => {
    const { token, page } = await lookWithList('/track/deals', ['/watch/LIST'])
    await server.api.deleteWatchList({ path: { list: token } })
    await page.goto(`${server.url}/watch/${token}`)
    await page.getByRole('heading', { name: 'No such list' }).waitFor()
    await page.getByRole('link', { name: 'My watches' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Paste a product' }).click()
    await page.waitForURL('**/track')
  })

  test.each([
    ['/watch/nonsuch', 'No such list'],
    ['/alerts/nonsuch', 'No such alert'],
    ['/track/listings/nonsuch', 'This product is not tracked'],
  ])('%s leads on where nothing is', async (path, heading) => {
    const page = await visit(browser, server, {
      path,
      look: ENGLISH,
      // The page says so to whatever does not draw it, and asks for what is not there no more.
      refusals: [`404 ${path}`],
    })
    await stands(page)
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    await page.getByRole('link', { name: 'Paste a product' }).waitFor()
  })
})
