import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type Api, Bot, type Context } from 'grammy'
import type { Update } from 'grammy/types'
import type { Job } from '../jobs/jobs.ts'
import { leaveChannel, redeemChannelToken } from '../store/channels/channel-tokens.ts'
import { takeTurn } from '../store/channels/turns.ts'
import type { Store } from '../store/store.ts'
import type { TelegramSettings } from './telegram-settings.ts'

export interface TelegramBotOptions {
  /** The address of the pages as people reach them. */
  readonly baseUrl: string
  /** How long Telegram is asked to wait for messages; 0 in tests. */
  readonly pollSeconds?: number
}

/** What the bot answers. */
const ANSWERS = {
  linked: 'Done: you will be told here. To end it, send /stop.',
  refused:
    'This link has been used, or is older than an hour. Please open your watch list and choose Telegram again.',
  stopped: 'No more alerts come here. To get some again, open your watch list.',
} as const

/** How long Telegram keeps a question open: shorter asks more often for nothing. */
const POLL_SECONDS = 25

/** Longer than Telegram waits for messages, so that whoever asks keeps its turn. */
const TURN_SECONDS = 90

/** What is asked of Telegram; all else would be sent for nothing. */
const UPDATES = ['message', 'my_chat_member'] as const

/**
 * The bot: it links chats by one-time tokens (fg.t.alert), and ends what its reader ends, by a word or by
 * blocking it. It keeps nothing of what is said to it.
 */
export class TelegramBot {
  readonly #bot: Bot
  readonly #store: Store
  readonly #options: TelegramBotOptions
  readonly #worker = randomUUID()
  #offset = 0
  #isPolling = false

  constructor({ token, apiRoot }: TelegramSettings, store: Store, options: TelegramBotOptions) {
    // Longer than Telegram is asked to wait, or every quiet poll would look like a failure.
    this.#bot = new Bot(token, { client: { apiRoot, timeoutSeconds: 60 } })
    this.#store = store
    this.#options = options
    const people = this.#bot.chatType('private')
    people.command('start', (said) => this.#start(said, said.match))
    people.command('stop', (said) => this.#stop(said))
    people.on('my_chat_member', (said) => this.#membership(said))
  }

  get api(): Api {
    return this.#bot.api
  }

  /** The address that opens the bot with a token that was issued for it. */
  async deepLink(token: string): Promise<string> {
    await this.#ready()
    return `https://t.me/${this.#bot.botInfo.username}?start=${token}`
  }

  /** Acts on a message of Telegram; acting on it twice does no harm. */
  async take(update: Update): Promise<void> {
    await this.#ready()
    await this.#bot.handleUpdate(update)
  }

  /**
   * Asks for messages again and again, by one worker at a time. Telegram keeps a question open until
   * somebody says something: the job does not wait for that, and takes it back when it ends.
   */
  job(everyMs = 1_000): Job {
    const ending = new AbortController()
    let asked: Promise<number> | null = null
    return {
      name: 'telegram',
      everyMs,
      run: async () => {
        asked ??= this.poll({ signal: ending.signal })
        try {
          const came = await Promise.race([asked, wait(everyMs, null)])
          if (came === null) return true
          asked = null
          return came > 0
        } catch (error) {
          asked = null
          throw error
        }
      },
      end: async () => {
        ending.abort()
        await asked?.catch(() => {})
      },
    }
  }

  /** Asks for messages and acts on them; how many came. */
  async poll({ signal, at }: { signal?: AbortSignal; at?: Date } = {}): Promise<number> {
    const turn = { name: 'telegram', worker: this.#worker, seconds: TURN_SECONDS }
    if (!(await takeTurn(this.#store, turn, at))) return 0
    // A web hook that was set once would keep every message to itself.
    if (!this.#isPolling) await this.#bot.api.deleteWebhook()
    this.#isPolling = true
    const updates = await this.#bot.api.getUpdates(
      {
        offset: this.#offset,
        timeout: this.#options.pollSeconds ?? POLL_SECONDS,
        allowed_updates: UPDATES,
      },
      // grammY names the signal of a package that came before the runtime's own, which does the same.
      signal as unknown as Parameters<Api['getUpdates']>[1],
    )
    for (const update of updates) {
      await this.take(update)
      // What was not acted on, for the database was away, comes again.
      this.#offset = update.update_id + 1
    }
    return updates.length
  }

  async #ready(): Promise<void> {
    if (!this.#bot.isInited()) await this.#bot.init()
  }

  async #start(said: Context, token: string): Promise<void> {
    const target = String(said.chat?.id)
    if (token === '') {
      const { baseUrl } = this.#options
      return answer(
        said,
        `To be told of prices here, choose Telegram on your watch list: ${baseUrl}`,
      )
    }
    const came = await redeemChannelToken(this.#store, { channel: 'telegram', token, target })
    await answer(said, ANSWERS[came])
  }

  async #stop(said: Context): Promise<void> {
    await this.#leave(said)
    await answer(said, ANSWERS.stopped)
  }

  /** A reader who blocks the bot wants nothing more of it. */
  async #membership(said: Context): Promise<void> {
    if (said.myChatMember?.new_chat_member.status === 'kicked') await this.#leave(said)
  }

  async #leave(said: Context): Promise<void> {
    await leaveChannel(this.#store, { channel: 'telegram', target: String(said.chat?.id) })
  }
}

/** An answer that cannot be given, to somebody who has left, keeps no other message waiting. */
async function answer(said: Context, text: string): Promise<void> {
  await said.reply(text, { link_preview_options: { is_disabled: true } }).catch(() => {})
}
