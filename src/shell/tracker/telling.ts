import { type ChannelName, type OpenChannel, openChannels } from '../channels/channels.ts'
import { pushContact, pushKeys } from '../channels/push-keys.ts'
import { TelegramBot } from '../channels/telegram-bot.ts'
import type { TelegramSettings } from '../channels/telegram-settings.ts'
import type { GuardedClient } from '../fetch/client.ts'
import type { MailAddress } from '../mail/mail-settings.ts'
import type { Store } from '../store/store.ts'

export interface TellingOptions {
  readonly telegram?: TelegramSettings | null
  /** Where people reach the pages, if that was said. */
  readonly ownUrl?: string | null
  /** Whom mails are from: push services may write there. */
  readonly mailFrom?: MailAddress | null
}

export type OpenChannels = Readonly<Record<ChannelName, OpenChannel | null>>

/** The ways in which a server tells of alerts, once it is known where people reach its pages. */
export class Telling {
  readonly #store: Store
  readonly #client: GuardedClient
  readonly #telegram: TelegramSettings | null
  readonly #mailFrom: MailAddress | null
  #pages: string
  #hasMail = false
  #bot: TelegramBot | null = null
  #channels: Promise<OpenChannels> | null = null

  constructor(store: Store, client: GuardedClient, options: TellingOptions = {}) {
    this.#store = store
    this.#client = client
    this.#telegram = options.telegram ?? null
    this.#mailFrom = options.mailFrom ?? null
    this.#pages = options.ownUrl ?? 'http://localhost:8080'
  }

  /** The address of the pages: links in mails and messages begin with it, whatever a request says. */
  get pages(): string {
    return this.#pages
  }

  get hasTelegram(): boolean {
    return this.#telegram !== null
  }

  get hasMail(): boolean {
    return this.#hasMail
  }

  /** The server listens: its pages are reached there, and mails are sent or kept. */
  begin({ pages, hasMail }: { readonly pages: string; readonly hasMail: boolean }): void {
    this.#pages = pages
    this.#hasMail = hasMail
  }

  get bot(): TelegramBot | null {
    if (this.#telegram === null) return null
    this.#bot ??= new TelegramBot(this.#telegram, this.#store, { baseUrl: this.#pages })
    return this.#bot
  }

  /** The key by which browsers subscribe. */
  async pushKey(): Promise<string> {
    return (await pushKeys(this.#store)).publicKey
  }

  get channels(): Promise<OpenChannels> {
    this.#channels ??= openChannels({
      ...{ store: this.#store, client: this.#client, bot: this.bot },
      baseUrl: this.#pages,
      contact: pushContact(this.#mailFrom, this.#pages),
    }).catch((error: unknown) => {
      // The database was away: whoever asks next tries again.
      this.#channels = null
      throw error
    })
    return this.#channels
  }
}
