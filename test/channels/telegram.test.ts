import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { telegramChannel, telegramHtml } from '../../src/shell/channels/telegram.ts'
import { TelegramBot } from '../../src/shell/channels/telegram-bot.ts'
import { telegramSettings } from '../../src/shell/channels/telegram-settings.ts'
import { startJobs } from '../../src/shell/jobs/jobs.ts'
import {
  issueChannelToken,
  TOKEN_SECONDS,
  tidyChannelTokens,
} from '../../src/shell/store/channels/channel-tokens.ts'
import { freshStore } from '../store/database.ts'
import { anAlert } from './alerts.ts'
import { BotApiDouble, readHtml } from './bot-api-double.ts'
import { hostileTitles } from './hostile-titles.ts'

const store = await freshStore()
let api: BotApiDouble
let bot: TelegramBot

beforeEach(async () => {
  api = await new BotApiDouble().start()
  bot = new TelegramBot(api.settings(), store, {
    baseUrl: 'https://market.example',
    pollSeconds: 0,
  })
})

afterEach(async () => {
  for (const table of ['outbox', 'channel_tokens']) await store.pool.query(`delete from ${table}`)
  await store.pool.query("delete from settings where name = 'turn telegram'")
})

const told = async () =>
  (await store.pool.query('select topic, document from outbox order by number')).rows

describe('an alert in a chat (fg.t.alert)', () => {
  it('says the price, the target, the layers, and where the proof is', async () => {
    const channel = telegramChannel({ api: bot.api })
    expect(await channel.deliver(anAlert(), { chat: '42' })).toBe('delivered')
    expect(api.shown).toEqual([
      {
        chat: '42',
        text: [
          'Now USD 9.50: your target was USD 10.00',
          'USB-C cable, 2 m',
          '',
          'Variant: Black',
          'Lowest before: USD 10.10',
          'Sale price: −USD 4.00',
          'Store coupon: −USD 1.00',
          'Shipped to: US',
          'Read at: 2026-06-24 12:00 UTC',
          '',
          'Proof · Your watch list',
        ].join('\n'),
        links: [
          { href: 'https://market.example/alerts/a1?x=1&y=2', text: 'USB-C cable, 2 m' },
          { href: 'https://market.example/alerts/a1?x=1&y=2', text: 'Proof' },
          { href: 'https://market.example/watch/secret', text: 'Your watch list' },
        ],
      },
    ])
  })

  it('hostile titles are the text of our own link, and nothing else', async () => {
    for (const title of hostileTitles()) {
      const layers = [{ name: title, amountMinor: 1 }]
      const listing = { id: title || '-', title, variant: title }
      const { text, links } = readHtml(telegramHtml(anAlert({ listing, layers })))
      expect(links.map(({ href }) => new URL(href).host)).toEqual(Array(3).fill('market.example'))
      expect(links[0]?.text.trim()).not.toBe('')
      expect(text.split('\n').length).toBeLessThanOrEqual(11)
      expect(text.length).toBeLessThan(4_096)
    }
  })

  it('Telegram takes each of a few hostile titles', async () => {
    const channel = telegramChannel({ api: bot.api })
    for (const title of hostileTitles().slice(0, 12)) {
      expect(await channel.deliver(anAlert({ title }), { chat: '42' })).toBe('delivered')
    }
  })

  it.each([
    [403, 'Forbidden: bot was blocked by the user', { gone: expect.stringContaining('blocked') }],
    [403, 'Forbidden: user is deactivated', { gone: expect.any(String) }],
    [400, 'Bad Request: chat not found', { gone: expect.stringContaining('chat not found') }],
    [400, "Bad Request: can't parse entities", { retry: expect.stringContaining('400') }],
    [401, 'Unauthorized', { retry: expect.stringContaining('401') }],
    [500, 'Internal Server Error', { retry: expect.stringContaining('500') }],
  ])('%d %s', async (code, description, outcome) => {
    api.troubles.push({ code, description })
    expect(await telegramChannel({ api: bot.api }).deliver(anAlert(), { chat: '42' })).toEqual(
      outcome,
    )
  })

  it('a proxy that answers, a server that is away and a wrong token are tried again, and tell no token', async () => {
    api.troubles.push({ code: 502, description: '', html: '<html>Bad Gateway</html>' })
    const away = new TelegramBot(api.settings({ apiRoot: 'http://127.0.0.1:9' }), store, {
      baseUrl: '',
    })
    const wrong = new TelegramBot(api.settings({ token: '1:wrong-token' }), store, { baseUrl: '' })
    for (const one of [bot, away, wrong]) {
      const came = await telegramChannel({ api: one.api }).deliver(anAlert(), { chat: '42' })
      expect(came).toEqual({ retry: expect.any(String) })
      expect(JSON.stringify(came)).not.toMatch(/test-token|wrong-token/)
    }
  })

  it('that is never answered is given up before another worker takes it over, and tried again', async () => {
    const hasty = telegramChannel({ api: bot.api, sendMs: 50 })
    api.troubles.push({ code: 0, description: '', isSilent: true })
    // On a busy machine it may be given up before it has arrived.
    while (api.troubles.length > 0) {
      expect(await hasty.deliver(anAlert(), { chat: '42' })).toEqual({
        retry: 'Telegram could not be reached.',
      })
    }
    // The same bot answers whoever has the patience that a busy machine asks for.
    const channel = telegramChannel({ api: bot.api })
    expect(await channel.deliver(anAlert(), { chat: '42' })).toBe('delivered')
  })

  it('asked for patience, it asks nothing more of that chat until then, and of all if several say so', async () => {
    let now = 1_000_000
    const channel = telegramChannel({ api: bot.api, now: () => now })
    const patience = { code: 429, description: 'Too Many Requests: retry after 7', retryAfter: 7 }
    api.troubles.push(patience)
    const deliver = (chat: string) => channel.deliver(anAlert(), { chat })
    expect(await deliver('1')).toEqual({ retry: expect.stringContaining('429'), afterSeconds: 7 })
    now += 3_000
    expect(await deliver('1')).toEqual({ retry: expect.any(String), afterSeconds: 4 })
    expect(await deliver('2')).toBe('delivered')
    api.troubles.push(patience)
    await deliver('3')
    const asked = api.methods.length
    expect(await deliver('4')).toEqual({ retry: expect.any(String), afterSeconds: 4 })
    expect(api.methods.length).toBe(asked)
    now += 7_001
    for (const chat of ['1', '3', '4']) expect(await deliver(chat)).toBe('delivered')
  })
})

describe('linking a chat by a one-time token, without an account (fg.t.alert)', () => {
  const issue = (at?: Date) => issueChannelToken(store, { channel: 'telegram', list: 'l1' }, at)

  it('the deep link opens the bot; its token links the chat and is told once', async () => {
    const token = await issue()
    expect(await bot.deepLink(token)).toBe(`https://t.me/tessera_test_bot?start=${token}`)
    expect(token).toMatch(/^[\w-]{1,64}$/)
    api.say(42, `/start ${token}`)
    expect(await bot.poll()).toBe(1)
    api.repeat()
    await bot.poll()
    expect(await told()).toEqual([
      { topic: 'channel.linked', document: { channel: 'telegram', list: 'l1', target: '42' } },
    ])
    expect(api.shown.map(({ chat, text }) => [chat, text.slice(0, 5)])).toEqual([
      ['42', 'Done:'],
      ['42', 'Done:'],
    ])
    const { rows } = await store.pool.query('select * from channel_tokens')
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('a token is refused to another chat, after an hour, of another channel, and if nobody issued it', async () => {
    const used = await issue()
    api.say(42, `/start ${used}`)
    api.say(43, `/start ${used}`)
    api.say(44, `/start ${await issue(new Date(Date.now() - TOKEN_SECONDS * 1_000 - 1))}`)
    api.say(45, `/start ${await issueChannelToken(store, { channel: 'other', list: 'l1' })}`)
    api.say(46, '/start 00000000000000000000000000000000')
    api.say(47, `/start ' or 1=1 --`)
    expect(await bot.poll()).toBe(6)
    expect(await told()).toHaveLength(1)
    const refused = api.shown.filter(({ text }) => text.startsWith('This link has been used'))
    expect(refused.map(({ chat }) => chat)).toEqual(['43', '44', '45', '46', '47'])
  })

  it('two chats with one token at once: one is linked', async () => {
    const token = await issue()
    const update = (id: number) => ({
      update_id: id,
      message: {
        ...{ message_id: 1, date: 1, text: `/start ${token}` },
        chat: { id, type: 'private' as const, first_name: 'A' },
        from: { id, is_bot: false, first_name: 'A' },
        entities: [{ type: 'bot_command' as const, offset: 0, length: 6 }],
      },
    })
    await Promise.all([1, 2, 3, 4].map((id) => bot.take(update(id))))
    expect(await told()).toHaveLength(1)
  })

  it('a start without a token says what to do; groups and small talk are left alone', async () => {
    api.say(42, '/start')
    api.say(-100, `/start ${await issue()}`, 'group')
    api.say(42, 'hello')
    await bot.poll()
    expect(api.shown).toHaveLength(1)
    expect(api.shown[0]?.text).toContain('https://market.example')
    expect(await told()).toEqual([])
  })

  it('/stop and blocking the bot end alerts there, once answered or not', async () => {
    api.troubles.push({ code: 403, description: 'Forbidden: bot was blocked by the user' })
    api.say(42, '/stop')
    api.block(43)
    api.say(44, '/start')
    expect(await bot.poll()).toBe(3)
    expect(await told()).toEqual([
      { topic: 'channel.left', document: { channel: 'telegram', target: '42' } },
      { topic: 'channel.left', document: { channel: 'telegram', target: '43' } },
    ])
    expect(api.shown.map(({ chat }) => chat)).toEqual(['44'])
  })

  it('tokens of no use go after two days', async () => {
    await issue()
    const later = (seconds: number) => new Date(Date.now() + seconds * 1_000)
    expect(await tidyChannelTokens(store, later(2 * 86_400))).toBe(0)
    expect(await tidyChannelTokens(store, later(TOKEN_SECONDS + 2 * 86_400 + 60))).toBe(1)
  })
})

describe('asking for messages', () => {
  it('is one worker’s turn, and another’s when that one is dead', async () => {
    const other = new TelegramBot(api.settings(), store, { baseUrl: '', pollSeconds: 0 })
    api.say(42, '/start')
    expect(await bot.poll()).toBe(1)
    api.say(42, '/start')
    expect(await other.poll()).toBe(0)
    expect(await other.poll({ at: new Date(Date.now() + 120_000) })).toBeGreaterThan(0)
    expect(await bot.poll()).toBe(0)
  })

  it('what could not be acted on comes again', async () => {
    const token = await issueChannelToken(store, { channel: 'telegram', list: 'l1' })
    api.say(42, `/start ${token}`)
    await store.pool.query('alter table channel_tokens rename to away')
    await expect(bot.poll()).rejects.toThrow()
    await store.pool.query('alter table away rename to channel_tokens')
    expect(await bot.poll()).toBe(1)
    expect(await told()).toHaveLength(1)
  })

  it('as a job it answers while a question is open, and ends at once', async () => {
    const patient = new TelegramBot(api.settings(), store, { baseUrl: 'x', pollSeconds: 25 })
    const jobs = startJobs(store, { consumers: {}, jobs: [patient.job(20)] })
    while (api.polling === 0) await wait(10)
    api.say(42, '/start')
    while (api.shown.length === 0) await wait(10)
    while (api.polling === 0) await wait(10)
    const began = performance.now()
    await jobs.stop()
    expect(performance.now() - began).toBeLessThan(5_000)
    expect(api.methods.filter((one) => one === 'deleteWebhook')).toHaveLength(1)
  })
})

describe('the bot that the environment names', () => {
  it.each([
    [{}, null],
    [{ TELEGRAM_TOKEN: '' }, null],
    [
      { TELEGRAM_TOKEN: '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11' },
      { token: '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11', apiRoot: 'https://api.telegram.org' },
    ],
    [{ TELEGRAM_TOKEN: 'hunter2' }, { wrong: expect.not.stringContaining('hunter2') }],
    [
      { TELEGRAM_TOKEN: '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11', TELEGRAM_API_ROOT: 'ftp://x' },
      { wrong: expect.stringContaining('TELEGRAM_API_ROOT') },
    ],
  ])('%j', (environment, expected) => {
    expect(telegramSettings(environment)).toEqual(expected)
  })
})
