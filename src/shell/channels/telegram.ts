import { type Api, GrammyError } from 'grammy'
import { leaf, object, type Schema, type TypeOf } from '../../core/base/schema.ts'
import { escaped } from '../mail/letter-html.ts'
import type { Alert } from './alert.ts'
import { alertWords } from './alert-words.ts'
import { type Channel, type Delivery, retryIn } from './channel.ts'

const chatId: Schema<string> = leaf(
  { type: 'string', pattern: '^-?[1-9][0-9]{0,18}$' },
  (value) => typeof value === 'string' && /^-?[1-9]\d{0,18}$/.test(value),
  'Must be the id of a chat, as text.',
)

/** The chat that was linked by its one-time token. */
export const telegramTarget = object({ chat: chatId }, {})

export type TelegramTarget = TypeOf<typeof telegramTarget>

export interface TelegramOptions {
  readonly api: Api
  readonly now?: (() => number) | undefined
  /** How long Telegram may take for a message. */
  readonly sendMs?: number
}

/** Shorter than a delivery is leased for: a message that is still on its way must not be sent by another, too. */
const SEND_MS = 15_000

/** Alerts into a chat with the bot (fg.t.alert). When Telegram asks for patience, it is left in peace. */
export function telegramChannel({
  api,
  now = Date.now,
  sendMs = SEND_MS,
}: TelegramOptions): Channel<TelegramTarget> {
  const peace = new Peace()
  return {
    deliver: async (alert, { chat }) => {
      const waitMs = peace.untilMs(chat, now()) - now()
      if (waitMs > 0) return retryIn('Telegram asked for patience.', Math.ceil(waitMs / 1_000))
      try {
        const more = {
          parse_mode: 'HTML',
          // Telegram would ask the page for a picture of it, and so tell when an alert was sent.
          link_preview_options: { is_disabled: true },
        } as const
        const signal = AbortSignal.timeout(sendMs) as GrammySignal
        await api.sendMessage(chat, telegramHtml(alert), more, signal)
        return 'delivered'
      } catch (error) {
        const outcome = outcomeOf(error)
        if (typeof outcome === 'object' && 'retry' in outcome && outcome.afterSeconds) {
          peace.keep(chat, now() + outcome.afterSeconds * 1_000)
        }
        return outcome
      }
    },
  }
}

/**
 * An alert as Telegram's HTML, where only what is escaped is text. The title is a link of ours, for what is
 * in a link is no link of its own, no mention and no command, whatever its seller wrote.
 */
export function telegramHtml(alert: Alert): string {
  const { headline, title, facts } = alertWords(alert)
  return [
    `<b>${escaped(headline)}</b>`,
    link(alert.proofUrl, title),
    '',
    ...facts.map(({ name, value }) => `${escaped(name)}: <code>${escaped(value)}</code>`),
    '',
    `${link(alert.proofUrl, 'Proof')} · ${link(alert.watchUrl, 'Your watch list')}`,
  ].join('\n')
}

const link = (url: string, text: string): string => `<a href="${escaped(url)}">${escaped(text)}</a>`

/** Longest patience that is kept: what is longer is kept by the alert's own row. */
const PATIENCE_MAX_SECONDS = 6 * 3_600

/** grammY names the signal of a package that came before the runtime's own, which does the same. */
export type GrammySignal = NonNullable<Parameters<Api['sendMessage']>[3]>

/** What is said when a chat is no more, besides 403: the bot was blocked, or its reader has left. */
const NO_CHAT =
  /chat not found|user is deactivated|user not found|PEER_ID_INVALID|upgraded to a super/i

function outcomeOf(error: unknown): Delivery {
  if (!(error instanceof GrammyError)) return { retry: 'Telegram could not be reached.' }
  const { error_code: code, description, parameters } = error
  if (code === 403 || (code === 400 && NO_CHAT.test(description))) {
    return { gone: `Telegram: ${description}` }
  }
  const { retry_after: seconds } = parameters
  const after = code === 429 ? Math.min(PATIENCE_MAX_SECONDS, seconds ?? 1) : undefined
  return retryIn(`Telegram answered ${code}: ${description}`, after)
}

/**
 * Chats that are left in peace for a while. One alone may be too busy; if there are several at a time, it
 * is about the bot, and asking further would prolong it.
 */
class Peace {
  readonly #untilMs = new Map<string, number>()

  keep(chat: string, untilMs: number): void {
    this.#untilMs.set(chat, untilMs)
  }

  untilMs(chat: string, nowMs: number): number {
    for (const [one, until] of this.#untilMs) if (until <= nowMs) this.#untilMs.delete(one)
    const all = this.#untilMs.size > 1 ? Math.min(...this.#untilMs.values()) : 0
    return Math.max(this.#untilMs.get(chat) ?? 0, all)
  }
}
