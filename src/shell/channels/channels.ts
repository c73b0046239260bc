import type { Schema } from '../../core/base/schema.ts'
import type { GuardedClient } from '../fetch/client.ts'
import type { Store } from '../store/store.ts'
import type { Alert } from './alert.ts'
import { type Channel, type Delivery, readTarget } from './channel.ts'
import { emailChannel, emailTarget } from './email.ts'
import { pushKeys } from './push-keys.ts'
import { pushTarget } from './push-target.ts'
import { telegramChannel, telegramTarget } from './telegram.ts'
import type { TelegramBot } from './telegram-bot.ts'
import { webPushChannel } from './web-push.ts'
import { webhookChannel, webhookTarget } from './webhook.ts'

/** What channels are made of. */
export interface ChannelParts {
  readonly store: Store
  readonly client: GuardedClient
  /** The address of the pages as people reach them. */
  readonly baseUrl: string
  /** Whom push services may write to: `pushContact`. */
  readonly contact: string
  /** Null where no bot is set up. */
  readonly bot: TelegramBot | null
}

/** A channel whose targets are whatever the store kept of them. */
export type OpenChannel = (alert: Alert, target: unknown) => Promise<Delivery>

interface ChannelRow {
  /** As people read it. */
  readonly name: string
  readonly target: Schema<unknown>
  /** Null where it is not set up here. */
  readonly open: (parts: ChannelParts) => Promise<OpenChannel | null>
}

/** Every way to hand an alert over: a channel is one file, and one row (fg.t.alert). */
export const CHANNELS = {
  telegram: row('Telegram', telegramTarget, ({ bot }) => bot && telegramChannel({ api: bot.api })),
  email: row('E-mail', emailTarget, ({ store, baseUrl }) => emailChannel(store, { baseUrl })),
  'web-push': row('Browser', pushTarget, async ({ client, contact, store }) =>
    webPushChannel({ client, contact, keys: await pushKeys(store) }),
  ),
  webhook: row('Web hook', webhookTarget, ({ client }) => webhookChannel({ client })),
} as const satisfies Readonly<Record<string, ChannelRow>>

export type ChannelName = keyof typeof CHANNELS

export const CHANNEL_NAMES = Object.keys(CHANNELS) as ChannelName[]

/** Opens every channel that is set up here; null stands for those that are not. */
export async function openChannels(
  parts: ChannelParts,
): Promise<Readonly<Record<ChannelName, OpenChannel | null>>> {
  const opened = CHANNEL_NAMES.map(
    async (name) => [name, await CHANNELS[name].open(parts)] as const,
  )
  return Object.fromEntries(await Promise.all(opened)) as Record<ChannelName, OpenChannel | null>
}

function row<T>(
  name: string,
  target: Schema<T>,
  open: (parts: ChannelParts) => Channel<T> | null | Promise<Channel<T> | null>,
): ChannelRow {
  return {
    name,
    target,
    open: async (parts) => {
      const channel = await open(parts)
      return channel && ((alert, kept) => deliverTo(channel, { alert, kept, target }))
    },
  }
}

/** What was kept and cannot be read any more takes no alert, now or later. */
async function deliverTo<T>(
  channel: Channel<T>,
  {
    alert,
    kept,
    target,
  }: { readonly alert: Alert; readonly kept: unknown; readonly target: Schema<T> },
): Promise<Delivery> {
  const read = readTarget(target, kept)
  if ('faults' in read)
    return { gone: read.faults.map(({ path, fault }) => `${path}: ${fault}`).join(' ') }
  return channel.deliver(alert, read.target)
}
