import { describe, expect, it } from 'vitest'
import { baseUrlOf, mailSettings, readAddress } from '../../src/shell/mail/mail-settings.ts'

const TESSERA_MAIL_FROM = 'Market <orders@example.com>'
const read = (TESSERA_SMTP: string) => mailSettings({ TESSERA_SMTP, TESSERA_MAIL_FROM })

describe('the mail server that the environment names', () => {
  it('is none unless one is named', () => {
    expect(mailSettings({})).toBeNull()
    expect(mailSettings({ TESSERA_SMTP: '', TESSERA_MAIL_FROM })).toBeNull()
  })

  it.each([
    ['smtp://mail.example.com', { host: 'mail.example.com', port: 587, isSecure: false }],
    ['smtps://mail.example.com', { port: 465, isSecure: true }],
    ['smtp://mail.example.com:2525', { port: 2525, requiresTls: true, login: null }],
    ['smtp://mail.internal:25?starttls=optional', { port: 25, requiresTls: false }],
    ['smtp://localhost:1025', { requiresTls: false }],
    ['smtp://[::1]:1025', { host: '::1', requiresTls: false }],
    [
      'smtp://ann%40example.com:p%2Fw%25@h.example',
      { login: { user: 'ann@example.com', password: 'p/w%' } },
    ],
  ])('%s', (text, expected) => {
    expect(read(text)).toMatchObject(expected)
  })

  it.each([
    'mail.example.com',
    'http://mail.example.com',
    'smtp://',
    'smtp://h:99999',
    'smtp://u:100%@h',
  ])('says what is wrong with %s', (text) => {
    expect(read(text)).toEqual({ wrong: expect.stringMatching(/^TESSERA_SMTP .+\.$/) })
  })

  it('keeps passwords out of what it says', () => {
    expect(JSON.stringify(read('smtp://u:hunter2%@h'))).not.toContain('hunter2')
  })

  it.each([undefined, '', 'Market', 'a@b, c@d', 'Market <a@b', 'x\r\nBcc: y <a@b>', '<a b@c>'])(
    'asks for one sender instead of %j (T20)',
    (from) => {
      const settings = mailSettings({ TESSERA_SMTP: 'smtp://h', TESSERA_MAIL_FROM: from })
      expect(settings).toEqual({ wrong: expect.stringContaining('TESSERA_MAIL_FROM') })
    },
  )

  it('reads a sender with a name, in quotes, or an address alone', () => {
    expect(readAddress('"Märkt & Co" <o@m.example>')).toEqual({
      name: 'Märkt & Co',
      address: 'o@m.example',
    })
    expect(readAddress(' o@m.example ')).toEqual({ name: '', address: 'o@m.example' })
  })
})

describe('where links of mails lead (W13)', () => {
  it.each([
    [undefined, 'http://localhost:8080'],
    ['https://market.example/', 'https://market.example'],
    ['https://example.com/market/', 'https://example.com/market'],
  ])('%s', (TESSERA_URL, expected) => {
    expect(baseUrlOf({ TESSERA_URL }, 'http://localhost:8080')).toBe(expected)
  })

  it.each([
    'market.example',
    'javascript:alert(1)',
    'https://a@b.example',
    'https://m.example/?a=1',
  ])('refuses %s', (TESSERA_URL) => {
    const wrong = expect.stringContaining('TESSERA_URL')
    expect(baseUrlOf({ TESSERA_URL }, 'http://localhost:8080')).toEqual({ wrong })
  })
})
