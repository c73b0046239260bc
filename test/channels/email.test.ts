import { afterEach, describe, expect, it } from 'vitest'
import { alertMail } from '../../src/shell/channels/alert-letter.ts'
import { ASKED_A_DAY, askToConfirm, forgetReader } from '../../src/shell/channels/ask-to-confirm.ts'
import { emailChannel, mailAddress } from '../../src/shell/channels/email.ts'
import {
  CONFIRM_MS,
  confirmPath,
  isReaderAt,
  leavePath,
  readConfirm,
  readLeave,
} from '../../src/shell/channels/email-links.ts'
import { readToken, signToken } from '../../src/shell/channels/signed-link.ts'
import { sendMails } from '../../src/shell/mail/mail-job.ts'
import { LAPSED } from '../../src/shell/store/mails/mails.ts'
import { readerAt } from '../../src/shell/store/mails/recipients.ts'
import { mailerTo, writeMail } from '../mail/mail-world.ts'
import { type Received, SmtpDouble } from '../mail/smtp-double.ts'
import { freshStore } from '../store/database.ts'
import { AT, anAlert } from './alerts.ts'
import { hostileTitles } from './hostile-titles.ts'

const store = await freshStore()
const BASE = 'https://market.example'
const ann = { address: 'ann@example.com', confirmedAt: '2026-06-01T00:00:00Z' }
const asked = { list: 'l1', address: ann.address }
const at = new Date(AT)
const later = (ms: number) => new Date(AT + ms)

afterEach(() => store.pool.query('delete from mails').then(() => {}))

const channel = emailChannel(store, { baseUrl: BASE, at: () => at })

/** What a real mail server takes of all that is due. */
async function sent(when = at): Promise<readonly Received[]> {
  const server = await new SmtpDouble().start()
  await sendMails(store, mailerTo(server.settings()), when)
  return server.received
}

describe('an alert by e-mail (fg.t.alert)', () => {
  it('arrives with its price and proof, and a button of the mail program ends it (RFC 8058)', async () => {
    expect(await channel.deliver(anAlert(), ann)).toBe('delivered')
    const [{ mail, raw, to } = {} as Received, ...more] = await sent()
    expect(more).toEqual([])
    expect(to).toEqual(['ann@example.com'])
    expect(mail.subject).toBe('Now USD 9.50: your target was USD 10.00 · USB-C cable, 2 m')
    expect(mail.text).toContain('https://market.example/alerts/a1?x=1&y=2')
    expect(mail.text).toContain('Store coupon: −USD 1.00')
    expect(mail.html).toContain('href="https://market.example/alerts/a1?x=1&#38;y=2"')
    const headers = (raw.split('\r\n\r\n')[0] ?? '').replaceAll(/\r\n[ \t]/g, ' ')
    const url = /^List-Unsubscribe: <(https:[^>\s]+)>$/m.exec(headers)?.[1] ?? ''
    expect(headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)
    expect(headers).not.toMatch(/^References:/m)
    expect(mail.text).toContain(url)
    const token = new URL(url).searchParams.get('token') ?? ''
    const left = readLeave(store, token)
    expect(left).toEqual({ list: 'l1', reader: readerAt(store, ann.address).account })
    expect(url).not.toContain('ann')
  })

  it('handed over twice it is one mail; to two addresses it is two', async () => {
    const alert = anAlert()
    for (const address of ['ann@example.com', 'Ann@Example.com', 'bob@example.com']) {
      await channel.deliver(alert, { ...ann, address })
    }
    expect((await sent()).map(({ to }) => to[0]).sort()).toEqual([
      'ann@example.com',
      'bob@example.com',
    ])
  })

  it('one that could not be sent for a day is not sent', async () => {
    await channel.deliver(anAlert(), ann)
    expect(await sent(later(86_400_000))).toEqual([])
    const { rows } = await store.pool.query('select state, fault from mails')
    expect(rows).toEqual([{ state: 'failed', fault: LAPSED }])
  })

  it('without https the address is told, and one click is not promised', async () => {
    await emailChannel(store, { baseUrl: 'http://localhost:8080', at: () => at }).deliver(
      anAlert(),
      ann,
    )
    const [{ raw } = {} as Received] = await sent()
    expect(raw).toMatch(/^List-Unsubscribe: <http:/m)
    expect(raw).not.toContain('List-Unsubscribe-Post')
  })

  it('mails of orders stay as they were: no button, and together by their order', async () => {
    await writeMail(store, 'ann')
    const [{ raw } = {} as Received] = await sent(later(1_000))
    expect(raw).toMatch(/^References: <order-/m)
    expect(raw).not.toContain('List-Unsubscribe')
  })

  it('hostile titles are text in the mail, and one line in its subject', () => {
    for (const title of hostileTitles()) {
      const { subject, html } = alertMail(anAlert({ title }), `${BASE}/watch/leave?token=x`)
      expect(subject).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
      const tags = [...html.matchAll(/<([a-z0-9!]+)/gi)].map(([, tag]) => tag?.toLowerCase())
      const known = '!doctype a bdi body br div h1 h2 head html meta p span style title'
      expect(tags.filter((tag) => !known.split(' ').includes(tag ?? ''))).toEqual([])
      expect(tags.filter((tag) => tag === 'a')).toHaveLength(2)
    }
  })

  it('hostile titles arrive as one mail to one address', async () => {
    const titles = hostileTitles().slice(0, 30)
    for (const title of titles) await channel.deliver(anAlert({ title }), ann)
    const received = [...(await sent()), ...(await sent())]
    expect(received).toHaveLength(titles.length)
    for (const { to, mail } of received) {
      expect(to).toEqual(['ann@example.com'])
      expect(mail.bcc ?? []).toEqual([])
    }
  })
})

describe('an address says yes before it gets alerts (double opt-in)', () => {
  it('the mail holds a link for 48 hours that names neither the address nor the list', async () => {
    expect(await askToConfirm(store, { ...asked, baseUrl: BASE }, at)).toBe('written')
    const [{ mail, raw } = {} as Received] = await sent()
    expect(raw).not.toContain('List-Unsubscribe')
    const link =
      /https:\/\/market\.example\/watch\/confirm\?token=\S+/.exec(mail.text ?? '')?.[0] ?? ''
    const token = new URL(link).searchParams.get('token') ?? ''
    const reader = readerAt(store, ann.address).account
    expect(readConfirm(store, token, AT + CONFIRM_MS - 1)).toEqual({ list: 'l1', reader })
    expect(readConfirm(store, token, AT + CONFIRM_MS)).toBe('lapsed')
    expect(Buffer.from(token, 'base64url').toString()).not.toContain('ann@')
  })

  it('a form that is sent twice is one mail; an address is asked five times a day at most', async () => {
    const ask = (list: string, address: string, when = at) =>
      askToConfirm(store, { list, address, baseUrl: BASE }, when)
    expect(await ask('l1', ann.address)).toBe('written')
    expect(await ask('l1', ann.address)).toBe('written-before')
    for (let n = 2; n <= ASKED_A_DAY; n++)
      expect(await ask(`l${n}`, 'ANN@example.com')).toBe('written')
    expect(await ask('l9', ann.address)).toBe('limited')
    expect(await ask('l9', 'bob@example.com')).toBe('written')
    expect(await ask('l9', ann.address, later(86_400_001))).toBe('written')
    expect(await forgetReader(store, ann.address)).toBe(6)
    expect(await sent()).toHaveLength(1)
  })

  it.each([
    ['nothing', ''],
    ['a word', 'x'],
    ['a changed list', '*'],
    ['a link of another kind', leavePath(store, asked).split('token=')[1] ?? ''],
    ['a very long one', 'a'.repeat(100_000)],
    ['more parts', 'a.b.c'],
  ])('%s confirms nothing', (_, given) => {
    const token = confirmPath(store, asked, AT).split('token=')[1] ?? ''
    const [content = '', mac = ''] = token.split('.')
    const fields = JSON.parse(Buffer.from(content, 'base64url').toString())
    const changed = Buffer.from(JSON.stringify(['l2', ...fields.slice(1)])).toString('base64url')
    expect(readConfirm(store, token, AT)).toMatchObject({ list: 'l1' })
    expect(readConfirm(store, given === '*' ? `${changed}.${mac}` : given, AT)).toBe('not-genuine')
  })

  it('a link that confirms ends nothing', () => {
    expect(readLeave(store, confirmPath(store, asked, AT).split('token=')[1] ?? '')).toBeNull()
  })

  it('another installation’s links are not this one’s', () => {
    const other = { ...store, secret: Buffer.alloc(32, 7) }
    expect(readToken(store, 'leave', signToken(other, 'leave', ['l1', 'r']))).toBeNull()
    expect(readerAt(other, ann.address).account).not.toBe(readerAt(store, ann.address).account)
  })

  it('a link is of the address for which it was made', () => {
    const token = leavePath(store, asked).split('token=')[1] ?? ''
    const left = readLeave(store, token)
    expect(left && isReaderAt(store, left, 'ANN@example.com')).toBe(true)
    expect(left && isReaderAt(store, left, 'bob@example.com')).toBe(false)
  })
})

it.each([
  ['ann@example.com', true],
  ['ünal@bücher.example', true],
  ['ann@example.com, eve@example.com', false],
  ['ann@example.com\r\nRCPT TO:<eve@example.com>', false],
  ['Ann <ann@example.com>', false],
  ['ann', false],
  [`${'a'.repeat(250)}@example.com`, false],
  [null, false],
])('%j is an address to which alerts may go: %j', (value, expected) => {
  expect(mailAddress.ok(value)).toBe(expected)
})
