import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TelegramSettings } from '../../src/shell/channels/telegram-settings.ts'
import { afterwards } from '../afterwards.ts'

/** A message as a chat shows it. */
export interface Shown {
  readonly chat: string
  readonly text: string
  readonly links: readonly { readonly href: string; readonly text: string }[]
}

export interface Trouble {
  readonly code: number
  readonly description: string
  readonly retryAfter?: number
  /** What a proxy before the interface says instead. */
  readonly html?: string
  /** It takes the message, and never answers. */
  readonly isSilent?: boolean
}

interface Call {
  readonly chat_id?: string | number
  readonly text?: string
  readonly parse_mode?: string
  readonly offset?: number
  readonly timeout?: number
}

const TOKEN = '123456:test-token-of-a-bot-double'
const TEXT_MAX = 4_096

/** The Bot API as its documentation describes it, as far as a bot that sends alerts asks of it. */
export class BotApiDouble {
  readonly shown: Shown[] = []
  readonly methods: string[] = []
  /** What the next messages are answered; those that are missing are taken. */
  readonly troubles: Trouble[] = []
  /** How many questions for messages are open at the moment. */
  polling = 0
  readonly #updates: { update_id: number }[] = []
  readonly #waiting = new Set<() => void>()
  #last = 100
  port = 0

  async start(): Promise<this> {
    const server = createServer((request, response) => void this.#answer(request, response))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    this.port = (server.address() as AddressInfo).port
    afterwards(() => {
      server.closeAllConnections()
      server.close()
    })
    return this
  }

  settings(more: Partial<TelegramSettings> = {}): TelegramSettings {
    return { token: TOKEN, apiRoot: `http://127.0.0.1:${this.port}`, ...more }
  }

  /** Somebody writes to the bot. */
  say(chat: number, text: string, type: 'private' | 'group' = 'private'): void {
    const command = /^\/\w+(@\w+)?/.exec(text)?.[0]
    const entities = command ? [{ type: 'bot_command', offset: 0, length: command.length }] : []
    const from = { id: Math.abs(chat), is_bot: false, first_name: 'Ann' }
    this.#push({
      message: { message_id: 1, date: 1, chat: { id: chat, type }, from, text, entities },
    })
  }

  /** Somebody blocks the bot. */
  block(chat: number): void {
    const from = { id: chat, is_bot: false, first_name: 'Ann' }
    const [old_chat_member, new_chat_member] = ['member', 'kicked'].map((status) => ({
      status,
      user: from,
    }))
    this.#push({
      my_chat_member: {
        chat: { id: chat, type: 'private' },
        from,
        date: 1,
        old_chat_member,
        new_chat_member,
      },
    })
  }

  /** Telegram delivers again what it takes for not delivered. */
  repeat(): void {
    this.#updates.push({ ...this.#delivered, update_id: this.#last++ } as { update_id: number })
  }

  #delivered: object = {}

  #push(update: object): void {
    this.#delivered = update
    this.#updates.push({ ...update, update_id: this.#last++ })
    for (const wake of this.#waiting) wake()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const part of request) body += part
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? []
    this.methods.push(method)
    if (token !== TOKEN) return failed(response, { code: 401, description: 'Unauthorized' })
    const call = (body === '' ? {} : JSON.parse(body)) as Call
    if (method === 'getMe') return done(response, ME)
    if (method === 'deleteWebhook') return done(response, true)
    if (method === 'getUpdates') return done(response, await this.#poll(call, response))
    if (method === 'sendMessage') return this.#send(call, response)
    failed(response, { code: 404, description: 'Not Found: method not found' })
  }

  /** Older messages than the offset are confirmed by asking, and gone. */
  async #poll({ offset = 0, timeout = 0 }: Call, response: ServerResponse): Promise<object[]> {
    this.#updates.splice(0, this.#updates.findLastIndex((one) => one.update_id < offset) + 1)
    if (this.#updates.length === 0 && timeout > 0) {
      this.polling++
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timeout * 1_000)
        const wake = () => {
          clearTimeout(timer)
          this.#waiting.delete(wake)
          resolve()
        }
        this.#waiting.add(wake)
        response.on('close', wake)
      })
      this.polling--
    }
    return [...this.#updates]
  }

  #send({ chat_id: chat, text = '', parse_mode: mode }: Call, response: ServerResponse): void {
    const trouble = this.troubles.shift()
    if (trouble?.isSilent) return
    if (trouble) return void failed(response, trouble)
    try {
      const shown = {
        chat: String(chat),
        ...(mode === 'HTML' ? readHtml(text) : { text, links: [] }),
      }
      if (shown.text.trim() === '') throw new Error('message text is empty')
      if (shown.text.length > TEXT_MAX) throw new Error('message is too long')
      this.shown.push(shown)
    } catch (error) {
      return void failed(response, {
        code: 400,
        description: `Bad Request: ${(error as Error).message}`,
      })
    }
    done(response, {
      message_id: this.shown.length,
      date: 1,
      chat: { id: Number(chat), type: 'private' },
      text,
    })
  }
}

const ME = {
  ...{ id: 123456, is_bot: true, first_name: 'Tessera', username: 'tessera_test_bot' },
  ...{ can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false },
}

function done(response: ServerResponse, result: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ ok: true, result }))
}

function failed(response: ServerResponse, { code, description, retryAfter, html }: Trouble): void {
  if (html !== undefined) {
    response.writeHead(code, { 'content-type': 'text/html' }).end(html)
    return
  }
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }
  const answer = { ok: false, error_code: code, description, ...parameters }
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}

const TAG = /^<(\/?)(b|code|a)((?: href="([^"]*)")?)>/

/** Reads the HTML that Telegram takes: few tags, each closed in turn, every other `<` and `&` escaped. */
export function readHtml(html: string): Omit<Shown, 'chat'> {
  const links: { href: string; text: string }[] = []
  const open: string[] = []
  let [text, at, linkAt] = ['', 0, 0]
  while (at < html.length) {
    const rest = html.slice(at)
    if (rest[0] === '<') {
      const [whole, closes, name = '', attributes, href] = TAG.exec(rest) ?? []
      if (whole === undefined) throw new Error(`can't parse entities: unsupported tag at ${at}`)
      if ((name === 'a' && !closes) !== (attributes !== ''))
        throw new Error("can't parse entities: attribute")
      if (closes && open.pop() !== name) throw new Error("can't parse entities: unexpected end tag")
      if (!closes) open.push(name)
      if (name === 'a' && closes) (links.at(-1) as { text: string }).text = text.slice(linkAt)
      if (name === 'a' && !closes) {
        links.push({ href: entities(href ?? ''), text: '' })
        linkAt = text.length
      }
      at += whole.length
    } else {
      const end = rest.indexOf('<')
      const part = end < 0 ? rest : rest.slice(0, end)
      text += entities(part)
      at += part.length
    }
  }
  if (open.length > 0) throw new Error("can't parse entities: can't find end tag")
  return { text, links }
}

function entities(text: string): string {
  return text.replaceAll(/&(#\d+;)?/g, (_, number?: string) => {
    if (number === undefined) throw new Error("can't parse entities: unescaped &")
    return String.fromCodePoint(Number.parseInt(number.slice(1), 10))
  })
}
