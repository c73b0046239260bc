/** Whatever leaves the server leaves by the guarded client: a rule over what each file imports and calls. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

/** What opens connections to others. */
const DOORS: Readonly<Record<string, RegExp>> = {
  undici: /from 'undici'/,
  'a client of HTTP': /import (?!type )[^']*?\b(?:request|get|Agent)\b[^']*? from 'node:https?2?'/,
  https: /import (?!type )[^']*? from 'node:https'/,
  'a bare connection':
    /import (?!type )[^']*?\b(?:connect|createConnection|Socket)\b[^']*? from 'node:(?:net|tls)'/,
  datagrams: /from 'node:dgram'/,
  'name servers': /from 'node:dns(?:\/promises)?'/,
  'the runtime’s own fetch': /(?<![\w.$#]|async )fetch\(/,
  'a socket of its own': /\bnew (?:WebSocket|EventSource)\(/,
  'mail servers': /from 'nodemailer'/,
  'a bot': /import (?!type )[^']*? from 'grammy'/,
  'push without the guarded client': /\bsendNotification\(/,
}

/** Who may, and why nobody else can choose whom it reaches. */
const MAY: Readonly<Record<string, string>> = {
  'src/shell/fetch/client.ts undici': 'it is the guarded client',
  'src/shell/fetch/lookup.ts name servers': 'it is the guarded client',
  'src/shell/mail/mailer.ts mail servers': 'the mail server of the settings',
  'src/shell/channels/telegram-bot.ts a bot': 'the Bot API of the settings',
  'src/shell/channels/telegram.ts a bot': 'the Bot API of the settings: the class of its errors',
  'src/shell/payments/test-provider-job.ts the runtime’s own fetch':
    'the test provider calls the server that it is a part of',
}

const files = readdirSync(join(ROOT, 'src/shell'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/shell/${name}`)

const openings = (path: string, text: string): string[] => {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  return Object.entries(DOORS).flatMap(([door, sign]) =>
    sign.test(code) ? [`${path} ${door}`] : [],
  )
}

describe('who reaches others', () => {
  test('is the guarded client, and what the settings name (T05)', () => {
    const found = files.flatMap((path) => openings(path, readFileSync(join(ROOT, path), 'utf8')))
    expect(found.toSorted()).toEqual(Object.keys(MAY).toSorted())
  })

  test.each([
    ["import { request } from 'undici'", 'undici'],
    ["import { createServer, request } from 'node:http'", 'a client of HTTP'],
    ["import { get } from 'node:https'", 'https'],
    ["import { connect } from 'node:net'", 'a bare connection'],
    ["import { lookup } from 'node:dns'", 'name servers'],
    ['const answer = await fetch(url)', 'the runtime’s own fetch'],
    ['await webPush.sendNotification(target)', 'push without the guarded client'],
  ])('%s is found', (text, door) => {
    expect(openings('x.ts', text)).toContain(`x.ts ${door}`)
  })

  test.each([
    "import { createServer } from 'node:http'",
    "import type { Socket } from 'node:net'",
    'await this.#client.fetch({ url })',
    '// never call fetch(url) here',
  ])('%s is none', (text) => {
    expect(openings('x.ts', text)).toEqual([])
  })
})
