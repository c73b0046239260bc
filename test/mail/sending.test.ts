import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { startJobs } from '../../src/shell/jobs/jobs.ts'
import { mailJob, sendMails } from '../../src/shell/mail/mail-job.ts'
import { mailStanding, mailsOf, tidyMails } from '../../src/shell/store/mails/mail-lists.ts'
import {
  LAPSED,
  LEASE_SECONDS,
  leaseMails,
  resendMails,
} from '../../src/shell/store/mails/mails.ts'
import { certificate, certificateKey } from '../fetch/certificate.ts'
import { freshStore } from '../store/database.ts'
import { later, mailerTo, mailOf, sendAt, start, writeMail } from './mail-world.ts'
import { CLOSED_PORT, type Received, refusal, SmtpDouble } from './smtp-double.ts'

const store = await freshStore()

afterEach(() => store.pool.query('delete from mails').then(() => {}))

describe('a mail on its way', () => {
  it('arrives as it was written: one address, text and HTML, and nothing that asks for an answer', async () => {
    const server = await new SmtpDouble().start()
    const subject = 'Größe 日本 🚀 (order o1)'
    const text = `Hallo Ünal,\n\n.\nFrom here\n${'long '.repeat(1_000)}\nEnde 🚀`
    await writeMail(store, 'ann', { subject, text })
    const mailer = mailerTo(server.settings())
    expect(await sendMails(store, mailer, start)).toBe(1)
    expect(await sendMails(store, mailer, later(1))).toBe(0)
    const { from, to, mail, raw } = server.received[0] as Received
    expect({ from, to }).toEqual({ from: 'orders@market.example', to: ['ann@example.com'] })
    expect(mail).toMatchObject({
      subject,
      from: { name: 'Tessera', address: 'orders@market.example' },
      to: [{ address: 'ann@example.com' }],
      date: start.toISOString(),
    })
    expect(mail.text?.trim()).toBe(text)
    expect(mail.html).toContain('Hallo Ünal')
    const lines = raw.split('\r\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998)
    const headers = raw.split('\r\n\r\n')[0]
    expect(headers).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(headers).not.toMatch(/^(List-Unsubscribe|Reply-To|Bcc|Cc):/im)
    expect(await mailOf(store, 'ann')).toMatchObject({ state: 'sent', attempts: 1, fault: null })
  })

  it('a subject can hold no header, and an address no second one (T20)', async () => {
    const server = await new SmtpDouble().start()
    await writeMail(store, 'ann', { subject: 'Hi\r\nBcc: eve@example.com\r\n\r\nbody' })
    const address = 'bob@example.com>\r\nRCPT TO:<eve@example.com'
    await writeMail(store, 'bob', { address })
    await writeMail(store, 'cat', { address: 'cat@example.com, eve@example.com' })
    await sendMails(store, mailerTo(server.settings()), start)
    expect(server.received.map(({ to }) => to)).toEqual([['ann@example.com']])
    expect(server.received[0]?.mail.bcc ?? []).toEqual([])
    expect(server.received[0]?.mail.subject).toContain('Hi')
    expect(server.received[0]?.raw).not.toMatch(/^Bcc:/m)
    for (const account of ['bob', 'cat']) {
      const fault = 'The address cannot be mailed to.'
      expect(await mailOf(store, account)).toMatchObject({ state: 'failed', fault })
    }
  })

  it('a server that asks for patience is asked again, and takes it then', async () => {
    const server = await new SmtpDouble().start()
    server.recipients.push(refusal(451, '4.7.1 Greylisted, come back later'))
    await writeMail(store, 'ann')
    const settings = server.settings()
    expect(await sendAt(store, { settings, at: start, account: 'ann' })).toMatchObject({
      state: 'waiting',
      attempts: 1,
      fault: expect.stringContaining('Greylisted'),
    })
    await sendAt(store, { settings, at: later(50), account: 'ann' })
    expect(server.received).toHaveLength(0)
    expect(await sendAt(store, { settings, at: later(70), account: 'ann' })).toMatchObject({
      state: 'sent',
      attempts: 2,
      fault: null,
    })
  })

  it('what is refused for good fails with the reason, and others go on', async () => {
    const server = await new SmtpDouble().start()
    for (const name of ['ann', 'bob', 'cat']) await writeMail(store, name)
    // The first of each shard goes alone; refused are whoever comes first and second.
    server.recipients.push(refusal(550, '5.1.1 No such user'))
    server.contents.push(refusal(554, '5.7.1 Looks like spam'))
    await sendMails(store, mailerTo(server.settings()), start)
    expect(await mailStanding(store)).toEqual({ waiting: 0, kept: 0, sent: 1, failed: 2 })
    const faults = await Promise.all(['ann', 'bob', 'cat'].map((one) => mailOf(store, one)))
    const said = faults.map(({ fault }) => fault ?? '').join(' ')
    expect(said).toContain('No such user')
    expect(said).toContain('Looks like spam')
  })

  it('waits while nobody listens, and gives up after about five days', async () => {
    const settings = { ...new SmtpDouble().settings(), port: CLOSED_PORT }
    await writeMail(store, 'ann')
    let [seconds, tries] = [0, 0]
    for (; tries < 20; tries++) {
      const { state, fault } = await sendAt(store, { settings, at: later(seconds), account: 'ann' })
      expect(fault).toContain('ECONNREFUSED')
      if (state === 'failed') break
      seconds += 1.5 * 86_400 * 1.1
    }
    expect(tries).toBe(12)
    expect(await resendMails(store, { state: 'failed', since: start }, later(seconds))).toBe(1)
    const server = await new SmtpDouble().start()
    const mended = { settings: server.settings(), at: later(seconds), account: 'ann' }
    expect(await sendAt(store, mended)).toMatchObject({ state: 'sent' })
  })

  it('where the server is away one mail finds out for all', async () => {
    for (let n = 0; n < 12; n++)
      await writeMail(store, `away ${n}`, { address: `a${n}@example.com` })
    await sendMails(store, mailerTo({ ...new SmtpDouble().settings(), port: CLOSED_PORT }), start)
    const { rows } = await store.pool.query('select state, attempts, fault from mails')
    expect(rows).toHaveLength(12)
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['waiting']))
    expect(rows.every(({ fault }) => fault.includes('ECONNREFUSED'))).toBe(true)
  })

  it('a reminder that could not be sent in time is not sent at all', async () => {
    const server = await new SmtpDouble().start()
    await writeMail(store, 'ann', { lapsesAt: later(3_600) })
    await sendMails(store, mailerTo(server.settings()), later(3_600))
    expect(server.received).toHaveLength(0)
    expect(await mailOf(store, 'ann')).toMatchObject({
      state: 'failed',
      fault: LAPSED,
      attempts: 0,
    })
  })
})

describe('conversations that others cannot read', () => {
  const tls = { key: certificateKey, cert: certificate }
  const trust = { ca: certificate, servername: 'secure.test' }

  it.each([
    ['STARTTLS', { ...tls }, { requiresTls: true }],
    ['TLS from the first byte', { ...tls, secure: true }, { isSecure: true }],
  ] as const)('%s', async (_, options, settings) => {
    const server = await new SmtpDouble(options).start()
    await writeMail(store, 'ann')
    await sendMails(store, mailerTo(server.settings(settings), trust), start)
    expect(server.received[0]?.isSecure).toBe(true)
  })

  it('nothing is said to a server without TLS where TLS is required, or whose name is another', async () => {
    const plain = await new SmtpDouble().start()
    await writeMail(store, 'ann')
    await sendMails(store, mailerTo(plain.settings({ requiresTls: true })), start)
    const stranger = await new SmtpDouble(tls).start()
    await sendMails(store, mailerTo(stranger.settings({ requiresTls: true })), later(90))
    expect([...plain.received, ...stranger.received]).toEqual([])
    expect(await mailOf(store, 'ann')).toMatchObject({ state: 'waiting', attempts: 2 })
  })

  it('a wrong password is ours to mend: mails wait, and no fault holds it', async () => {
    const asked: string[] = []
    const server = await new SmtpDouble({
      ...tls,
      authOptional: false,
      onAuth: ({ username = '', password = '' }, _, done) => {
        asked.push(username)
        if (password === 'right') done(null, { user: username })
        else done(new Error('Invalid credentials'))
      },
    }).start()
    await writeMail(store, 'ann')
    const login = (password: string) =>
      server.settings({ requiresTls: true, login: { user: 'market', password } })
    await sendMails(store, mailerTo(login('wrong-secret'), trust), start)
    const { state, fault } = await mailOf(store, 'ann')
    expect(state).toBe('waiting')
    expect(fault).toContain('Invalid')
    expect(fault).not.toContain('wrong-secret')
    await sendMails(store, mailerTo(login('right'), trust), later(90))
    expect(await mailOf(store, 'ann')).toMatchObject({ state: 'sent' })
    expect(asked).toContain('market')
  })
})

describe('workers that die, and workers beside each other', () => {
  it('what was taken and not marked is sent again by the same Message-ID (E10)', async () => {
    const server = await new SmtpDouble().start()
    await writeMail(store, 'ann')
    const mailer = mailerTo(server.settings())
    // A worker that sent it and died before it could say so.
    const mails = []
    for (let shard = 0; shard < store.shards; shard++) {
      mails.push(...(await leaseMails(store, { shard, limit: 10 }, start)))
    }
    for (const mail of mails) await mailer.send(mail)
    expect(await sendMails(store, mailer, later(LEASE_SECONDS - 1))).toBe(0)
    expect(await sendMails(store, mailer, later(LEASE_SECONDS + 1))).toBe(1)
    const [first, second] = server.received.map(({ mail }) => mail.messageId)
    expect(first).toMatch(/^<[\w-]{22}@market\.example>$/)
    expect(second).toBe(first)
    expect(await mailOf(store, 'ann')).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('a server that dies before it acknowledges is asked again, by the same Message-ID', async () => {
    const dying = await new SmtpDouble().start()
    dying.onTaken = async () => dying.cut()
    await writeMail(store, 'ann')
    await sendMails(store, mailerTo(dying.settings()), start)
    expect(await mailOf(store, 'ann')).toMatchObject({ state: 'waiting', attempts: 1 })
    const server = await new SmtpDouble().start()
    await sendMails(store, mailerTo(server.settings()), later(90))
    const ids = [dying, server].map(({ received }) => received[0]?.mail.messageId)
    expect(ids[0]).toBeDefined()
    expect(ids[0]).toBe(ids[1])
  })

  it('two workers send 60 mails, each once', async () => {
    const server = await new SmtpDouble().start()
    for (let n = 0; n < 60; n++) await writeMail(store, `w${n}`)
    const jobs = [1, 2].map(() =>
      startJobs(store, {
        consumers: {},
        jobs: [mailJob(store, mailerTo(server.settings()), { everyMs: 20, at: () => later(1) })],
      }),
    )
    while ((await mailStanding(store)).sent < 60) await wait(20)
    await Promise.all(jobs.map((one) => one.stop()))
    expect(server.received).toHaveLength(60)
    expect(new Set(server.received.map(({ to }) => to[0])).size).toBe(60)
  }, 20_000)
})

describe('without a mail server', () => {
  it('mails are kept, and shown; once there is one they can be sent', async () => {
    await writeMail(store, 'ann')
    const job = mailJob(store, null, { at: () => start })
    expect(await job.run()).toBe(true)
    expect(await job.run()).toBe(false)
    expect(await mailOf(store, 'ann')).toMatchObject({ state: 'kept', attempts: 0, sent_at: null })
    const { mails } = await mailsOf(store, 'ann', { limit: 10 })
    expect(mails).toMatchObject([{ state: 'kept', subject: 'To ann', sentAt: null }])
    expect(await resendMails(store, { state: 'kept', since: later(1) }, later(2))).toBe(0)
    expect(await resendMails(store, { state: 'kept', since: start }, later(2))).toBe(1)
    const server = await new SmtpDouble().start()
    const sent = { settings: server.settings(), at: later(3), account: 'ann' }
    expect(await sendAt(store, sent)).toMatchObject({ state: 'sent' })
  })

  it('lists go page by page, the newest first; sent mails go after half a year, others stay', async () => {
    for (const n of [1, 2, 3]) await writeMail(store, 'ann', { subject: `Mail ${n}` })
    const first = await mailsOf(store, 'ann', { limit: 2 })
    const second = await mailsOf(store, 'ann', { limit: 2, after: first.next ?? '' })
    expect([...first.mails, ...second.mails]).toHaveLength(3)
    expect(second.next).toBeNull()
    await store.pool.query(
      "update mails set state = 'sent', sent_at = $1 where subject = 'Mail 1'",
      [start],
    )
    expect(await tidyMails(store, later(179 * 86_400))).toBe(0)
    expect(await tidyMails(store, later(181 * 86_400))).toBe(1)
    expect(await mailStanding(store)).toMatchObject({ waiting: 2, sent: 0 })
  })

  it('a server that runs throws them away by itself', async () => {
    await writeMail(store, 'ann')
    await store.pool.query("update mails set state = 'sent', sent_at = now() - interval '181 days'")
    const jobs = startJobs(store, { consumers: {} })
    while ((await mailStanding(store)).sent > 0) await wait(20)
    await jobs.stop()
  }, 20_000)
})
