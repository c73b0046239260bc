import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, inject, it } from 'vitest'
import { sendMails } from '../../src/shell/mail/mail-job.ts'
import { EMBEDDED_NAME } from '../../src/shell/store/embedded/server.ts'
import { mailerTo } from '../mail/mail-world.ts'
import { SmtpDouble } from '../mail/smtp-double.ts'
import { DATABASE_HOST } from '../store/server.ts'
import {
  CHAT,
  channelsOf,
  handOver,
  lookAt,
  PAGES,
  takeAll,
  tellingWorld,
  watching,
} from './telling-world.ts'

const world = await tellingWorld()
const { bot, push, hook, store, time, visitor } = world

const alertsOf = async (list: string) =>
  ((await visitor('GET', `${list}/alerts`)).body as { alerts: { id: string; says: string }[] })
    .alerts

const deliveries = async (alert: string) =>
  store.db
    .selectFrom('alert_deliveries')
    .select(['state', 'attempts', 'due_at', 'fault'])
    .where('alert_id', '=', alert)
    .orderBy('attempts', 'desc')
    .execute()

/** What every channel was handed since the last time. */
function handed(mails: SmtpDouble) {
  const told = {
    chats: bot.shown.splice(0).filter(({ text }) => text.includes('Lamp')),
    pushed: push.pushed.splice(0),
    posted: hook.posted.splice(0),
    mails: mails.received.splice(0),
  }
  return told
}

async function startWorker(): Promise<ChildProcess> {
  const { rows } = await store.pool.query('select current_database() as name')
  const connection = { host: inject(DATABASE_HOST), user: EMBEDDED_NAME, database: rows[0].name }
  const { doors } = world
  const given = { connection, doors, telegram: bot.settings(), pages: PAGES, now: time.now }
  const script = join(import.meta.dirname, 'telling-worker.ts')
  return spawn(process.execPath, [script, JSON.stringify(given)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

const send = (mails: SmtpDouble) => sendMails(store, mailerTo(mails.settings()))

/** A worker that is killed when the hook has the alert and has not answered: it can note nothing of it. */
async function dieBetweenSendingAndNoting(): Promise<void> {
  const dying = await startWorker()
  hook.onPosted = async () => {
    dying.kill('SIGKILL')
    await wait(20)
  }
  await once(dying, 'exit')
  hook.onPosted = async () => {}
}

/** Said again, it is the same to each receiver: by its id, its tag, its topic, its text. */
function expectOnce({ chats, pushed, posted }: ReturnType<typeof handed>): void {
  const ids = new Set(posted.map(({ id }) => id))
  expect(ids.size).toBe(1)
  expect(new Set(posted.map(({ body }) => JSON.parse(body).data.id))).toEqual(ids)
  expect(new Set(pushed.map(({ message }) => (message as { id: string }).id))).toEqual(ids)
  expect(new Set(pushed.map(({ headers }) => headers.topic)).size).toBe(1)
  expect(pushed.every(({ isGenuine }) => isGenuine)).toBe(true)
  expect(new Set(chats.map(({ text }) => text)).size).toBe(1)
  expect(chats[0]).toMatchObject({ chat: String(CHAT) })
}

describe('a price that falls to its target', () => {
  it('is told by Telegram, mail, push, hook and feed, once each, although its worker is killed (fg.t.alert)', async () => {
    const mails = await new SmtpDouble().start()
    const { id, list } = await watching(world, 4_500, mails)
    const kinds = Object.keys(await channelsOf(world, list)).toSorted()
    expect(kinds).toEqual(['email', 'telegram', 'web-push', 'webhook'])
    handed(mails)
    await lookAt(world, '44.00', 30)
    await lookAt(world, '44.00', 25)
    await takeAll(world)
    await dieBetweenSendingAndNoting()
    expect(hook.posted).toHaveLength(1)
    const [alert, ...others] = await alertsOf(list)
    expect(others).toEqual([])

    // A minute later its lease is over, and whoever lives takes it over.
    await handOver(world)
    expect(hook.posted).toHaveLength(1)
    time.now += 61_000
    for (let again = 0; again < 2; again++) await handOver(world)
    for (let again = 0; again < 2; again++) await send(mails)
    const told = handed(mails)
    expectOnce(told)
    expect(told.posted).toHaveLength(2)
    expect(told.mails.map(({ to }) => to)).toEqual([['ann@example.com']])
    const states = (await deliveries(alert?.id as string)).map(({ state }) => state)
    expect(states).toEqual(['delivered', 'delivered', 'delivered', 'delivered'])
    const feed = String((await visitor('GET', `${list}/feed.rss`)).body)
    expect(feed.match(/<item>/g)).toHaveLength(1)
    const mail = told.mails[0]?.mail.text
    for (const said of [feed, told.chats[0]?.text, mail, told.posted[0]?.body]) {
      expect(said).toContain('USD 44.00')
    }
    for (const said of [feed, mail]) expect(said).toContain(`${PAGES}/alerts/${alert?.id}`)
    await leaveByOneClick(told.mails[0]?.raw ?? '')
    expect(Object.keys(await channelsOf(world, list))).not.toContain('email')
    await expectNothingLeft(list, id)
  }, 60_000)
})

/** One click of the mail program, and no mail comes any more (RFC 8058). */
async function leaveByOneClick(mail: string): Promise<void> {
  const raw = mail.replaceAll(/\r\n[ \t]/g, ' ')
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
  const leave = new URL(/^List-Unsubscribe: <(https:[^>\s]+)>\r$/m.exec(raw)?.[1] as string)
  const left = await fetch(world.url + leave.pathname + leave.search, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  })
  expect(left.status).toBe(200)
}

async function expectNothingLeft(list: string, id: string): Promise<void> {
  await visitor('DELETE', list)
  for (const table of ['channel_tokens', 'watch_channels', 'alert_deliveries'] as const) {
    const rows = store.db.selectFrom(table).selectAll().where('list_id', '=', id)
    expect(await rows.execute()).toEqual([])
  }
  expect(world.faults).toEqual([])
}

describe('a channel that fails', () => {
  const state = { list: '' }

  it('is tried again later and later (fg.t.alert)', async () => {
    const mails = await new SmtpDouble().start()
    const { list } = await watching(world, 4_300, mails)
    state.list = list
    handed(mails)
    await lookAt(world, '42.00', 7 * 3_600)
    hook.replies.push(503, 503, 200)
    push.replies.push({ status: 410 })
    bot.troubles.push({ code: 403, description: 'Forbidden: bot was blocked by the user' })
    await lookAt(world, '42.00', 25)
    await handOver(world)
    const [alert] = await alertsOf(list)
    const waits: (number | undefined)[] = []
    for (let attempt = 0; attempt < 3; attempt++) {
      const rows = await deliveries(alert?.id as string)
      const due = rows.find((one) => one.state === 'waiting')?.due_at.getTime()
      const seconds = due && (due - time.now) / 1_000
      waits.push(seconds)
      time.now += (seconds ?? 0) * 1_000
      await handOver(world)
    }
    // 5 s and 15 s, as the table of retries says; then it went.
    expect(waits).toEqual([5, 15, undefined])
    expect(new Set(hook.posted.map(({ id }) => id)).size).toBe(1)
  }, 60_000)

  it('is switched off where it is dead, as the list says, and hears nothing more (fg.t.alert)', async () => {
    const mails = await new SmtpDouble().start()
    const channels = await channelsOf(world, state.list)
    expect(channels['web-push']?.fault).toContain('410')
    expect(channels.telegram?.fault).toContain('bot was blocked')
    expect([channels['web-push']?.goneAt, channels.telegram?.goneAt]).not.toContain(null)
    expect([channels.webhook?.goneAt, channels.email?.goneAt]).toEqual([null, null])

    handed(mails)
    for (const price of ['60.00', '60.00', '41.00']) await lookAt(world, price, 7 * 3_600)
    await lookAt(world, '41.00', 25)
    await handOver(world)
    await send(mails)
    expect(await alertsOf(state.list)).toHaveLength(2)
    const told = handed(mails)
    expect([told.chats, told.pushed]).toEqual([[], []])
    expect(told.posted).toHaveLength(1)
    const subjects = told.mails.map(({ mail }) => mail.subject)
    expect(subjects).toContainEqual(expect.stringContaining('USD 41.00'))
    expect(world.faults).toEqual([])
  }, 60_000)
})
