import { describe, expect, it } from 'vitest'
import {
  CHANNEL_NAMES,
  CHANNELS,
  type ChannelName,
  openChannels,
} from '../../src/shell/channels/channels.ts'
import { TelegramBot } from '../../src/shell/channels/telegram-bot.ts'
import { guardedClient } from '../fetch/doubles.ts'
import { Receiver } from '../jobs/receiver.ts'
import { freshStore } from '../store/database.ts'
import { AT, anAlert } from './alerts.ts'
import { BotApiDouble } from './bot-api-double.ts'
import { hostileTitles } from './hostile-titles.ts'
import { PushServiceDouble } from './push-service-double.ts'

const store = await freshStore()
const telegram = await new BotApiDouble().start()
const service = await new PushServiceDouble().start()
const receiver = await new Receiver().start()
receiver.secret = `whsec_${Buffer.alloc(24, 5).toString('base64')}`

const doors = [service.doors, receiver.doors]
const parts = {
  store,
  client: guardedClient({
    testing: {
      addresses: doors.flatMap(({ addresses }) => addresses),
      ports: doors.flatMap(({ ports }) => ports),
    },
  }),
  baseUrl: 'https://market.example',
  contact: 'mailto:orders@market.example',
  bot: new TelegramBot(telegram.settings(), store, { baseUrl: 'https://market.example' }),
}
const channels = await openChannels(parts)

/** A target of each channel, and how many different alerts have come there. */
const ENDS: Readonly<
  Record<ChannelName, { readonly target: object; readonly count: () => Promise<number> }>
> = {
  telegram: { target: { chat: '42' }, count: async () => telegram.shown.length },
  email: {
    target: { address: 'ann@example.com', confirmedAt: '2026-06-01T00:00:00Z' },
    count: async () => (await store.pool.query('select count(*) from mails')).rows[0].count,
  },
  'web-push': { target: service.target, count: async () => service.pushed.length },
  webhook: {
    target: { url: receiver.url, secret: receiver.secret },
    count: async () => receiver.received.length,
  },
}

describe.each(CHANNEL_NAMES)('what every channel does: %s (fg.t.alert)', (name) => {
  const { target, count } = ENDS[name]
  const deliver = channels[name]
  if (!deliver) throw new Error(`${name} is not open`)

  it('takes a target as the store kept it, and hands an alert over', async () => {
    const kept = JSON.parse(JSON.stringify(target))
    expect(CHANNELS[name].target.ok(kept)).toBe(true)
    const before = Number(await count())
    expect(await deliver(anAlert({ at: Date.now() }), kept)).toBe('delivered')
    expect(Number(await count())).toBe(before + 1)
  })

  it.each(['target', 'restock', 'ending', 'new-low'] as const)('tells %s', async (kind) => {
    const more = { targetMinor: null, formerLowMinor: null, shipTo: null, layers: [] }
    expect(await deliver(anAlert({ kind, ...more }), target)).toBe('delivered')
    const ends = { endsAt: AT + 3_600_000, thenMinor: 1_200 }
    expect(await deliver(anAlert({ kind, ...ends }), target)).toBe('delivered')
  })

  it('takes titles of any kind', async () => {
    for (const title of hostileTitles().slice(0, 30)) {
      expect(await deliver(anAlert({ title }), target)).toBe('delivered')
    }
  })

  it.each([null, 'x', {}, [], { chat: 42 }, { address: 'a' }, { url: 'file:///x' }])(
    'a kept target that cannot be read is gone: %j',
    async (kept) => {
      expect(await deliver(anAlert(), kept)).toEqual({ gone: expect.any(String) })
    },
  )
})

it('a channel that is not set up is none', async () => {
  const without = await openChannels({ ...parts, bot: null })
  expect(without.telegram).toBeNull()
  expect(without.email).not.toBeNull()
})
