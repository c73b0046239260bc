import { expect } from 'vitest'
import type { HistoryKey } from '../../src/core/tracker/observation.ts'
import { takeMessages } from '../../src/shell/jobs/outbox.ts'
import { sendMails } from '../../src/shell/mail/mail-job.ts'
import { listIdOf } from '../../src/shell/store/tracker/list-links.ts'
import { AlertDeliverer } from '../../src/shell/tracker/deliver-job.ts'
import { lookAtDue } from '../../src/shell/tracker/look-job.ts'
import { tellingConsumers } from '../../src/shell/tracker/tell-alerts.ts'
import { guardedClient, startDouble } from '../fetch/doubles.ts'
import { openList, trackedWorld } from '../http/market/tracker-world.ts'
import { mailerTo } from '../mail/mail-world.ts'
import type { SmtpDouble } from '../mail/smtp-double.ts'
import { BotApiDouble } from './bot-api-double.ts'
import { PushServiceDouble } from './push-service-double.ts'

export const PAGES = 'https://tessera.example'
const LAMP = 'https://shop.example/lamp'
/** The chat of the reader. */
export const CHAT = 4711

/** A web hook of a reader: what it was posted, and what it answers next; then 200. */
export interface HookDouble {
  readonly posted: { readonly id: string; readonly body: string }[]
  readonly replies: number[]
  /** Asked when a post is whole, before it is answered. */
  onPosted: () => Promise<void>
  url: string
}

async function startHook() {
  const hook: HookDouble = { posted: [], replies: [], onPosted: async () => {}, url: '' }
  const double = await startDouble(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    hook.posted.push({ id: String(request.headers['webhook-id']), body })
    await hook.onPosted()
    response.writeHead(hook.replies.shift() ?? 200).end()
  })
  hook.url = `http://${double.address}:${double.port}/hook`
  return { hook, double }
}

/** A tracker with every channel: Telegram, mail, push and hook, each at the other end of a real connection. */
export async function tellingWorld() {
  const bot = await new BotApiDouble().start()
  const push = await new PushServiceDouble().start()
  const { hook, double } = await startHook()
  const doors = {
    addresses: [double.address, ...push.doors.addresses],
    ports: [double.port, ...push.doors.ports],
  }
  // Mails and web push count by the clock on the wall.
  const world = await trackedWorld({
    now: Date.now(),
    client: guardedClient({ testing: doors }),
    telegram: bot.settings(),
  })
  world.market.telling.begin({ pages: PAGES, hasMail: true })
  return { ...world, bot, push, hook, doors }
}

type World = Awaited<ReturnType<typeof tellingWorld>>

/** A list with a watch on the lamp at a target, and every channel on it, each confirmed. */
export async function watching(world: World, targetMinor: number, mails: SmtpDouble) {
  const { bot, push, hook, market, store, visitor, web } = world
  const post = (path: string, body?: object) => visitor('POST', path, body)
  web.show(LAMP, '50.00', { title: 'Lamp' })
  const pasted = (await post('/v1/tracker/links', { text: LAMP })).body
  const { of } = (pasted as { listing: { chosen: { of: HistoryKey } } }).listing.chosen
  const token = await openList(visitor)
  const list = `/v1/watch-lists/${token}`
  await post(`${list}/watches`, { of, kind: 'target', targetMinor })

  const linked = (await post(`${list}/telegram`)).body as { deepLink: string }
  bot.say(CHAT, `/start ${new URL(linked.deepLink).searchParams.get('start')}`)
  await market.telling.bot?.poll()
  await takeAll(world)
  expect((await post(`${list}/pushes`, push.target)).status).toBe(201)
  expect((await post(`${list}/hooks`, { url: hook.url })).status).toBe(201)
  expect((await post(`${list}/emails`, { address: 'ann@example.com' })).status).toBe(201)
  // Nobody is mailed who has not said yes: one asks first, in the mail itself.
  await sendMails(store, mailerTo(mails.settings()))
  const confirm = /token=([\w.-]+)/.exec(mails.received.at(-1)?.mail.text ?? '')?.[1]
  await post('/v1/alert-mails/confirm', { token: confirm as string })
  return { id: listIdOf(store, token) as string, list }
}

/** A look by schedule at a price, so many seconds later. */
export async function lookAt(world: World, price: string, seconds: number): Promise<void> {
  const { market, store, time, faults, web } = world
  time.now += seconds * 1_000
  web.show(LAMP, price, { title: 'Lamp' })
  const { sources, desk } = market.tracker
  await lookAtDue({ store, sources, desk }, { onFault: (fault) => faults.push(fault) })
}

/** Acts on what the outbox holds, as every server does. */
export async function takeAll({ store, time }: World): Promise<void> {
  const consumers = tellingConsumers({ store, pages: PAGES, now: () => time.now })
  for (let shard = 0; shard < store.shards; shard++) await takeMessages(store, shard, consumers)
}

/** Writes what is to be handed over, and hands over what is due by now. */
export async function handOver(world: World): Promise<void> {
  const { market, store, time, faults } = world
  await takeAll(world)
  const deliverer = new AlertDeliverer({
    store,
    channels: () => market.telling.channels,
    onFault: (fault) => faults.push(fault),
    now: () => time.now,
    chance: () => 0.5,
  })
  while ((await deliverer.begin()) > 0) await deliverer.settled()
}

/** The channels of a list by their kind, as its page shows them. */
export async function channelsOf({ visitor }: World, list: string) {
  const { body } = await visitor('GET', list)
  const { channels } = body as { channels: ShownChannel[] }
  return Object.fromEntries(channels.map((one) => [one.kind, one]))
}

interface ShownChannel {
  readonly kind: string
  readonly goneAt: string | null
  readonly fault: string | null
}
