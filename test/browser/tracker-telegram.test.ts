import { expect, test } from 'vitest'
import { BotApiDouble } from '../channels/bot-api-double.ts'
import { openBrowser } from './harness.ts'
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
const telegram = await new BotApiDouble().start()
const server = await startTracker({ telegram: telegram.settings() })

/** Whose chat it is. */
const ANN = 4_242

test(
  'an alert goes to the chat whose owner opened the link of the page, and to no other (fg.t.alert)',
  async () => {
    runTracker(server)
    const page = await watchLamp(browser, server)
    await page.getByRole('button', { name: 'Telegram' }).click()
    const link = page.getByRole('link', { name: 'Open Telegram' })
    const deepLink = new URL((await link.getAttribute('href')) as string)
    expect(deepLink.origin + deepLink.pathname).toBe('https://t.me/tessera_test_bot')
    expect(await channelOn(page, 'telegram').count()).toBe(0)

    const token = deepLink.searchParams.get('start') as string
    telegram.say(ANN, `/start ${token}`)
    await channelOn(page, 'telegram').getByText('Ready').waitFor({ timeout: 30_000 })
    expect(await link.count()).toBe(0)
    const greeted = telegram.shown.length
    // The token is good once: whoever finds it later gets nothing of the list.
    telegram.say(666, `/start ${token}`)

    expect(await lampFalls(server, page)).toContain('44.00 USD')
    const told = () => telegram.shown.slice(greeted).filter(({ text }) => text.includes('44.00'))
    await expect.poll(told, { timeout: 30_000 }).toHaveLength(1)
    const [{ chat, text, links } = { chat: '', text: '', links: [] }] = told()
    expect(chat).toBe(String(ANN))
    expect(text).toContain('A lamp')
    const proof = await page.getByRole('link', { name: 'Proof' }).getAttribute('href')
    expect(links.map(({ href }) => href)).toContain(server.url + proof)

    await removeChannel(page)
  },
  ROUND_MS,
)
