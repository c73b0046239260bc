import { randomBytes } from 'node:crypto'
import { channelEndpoints as endpoints } from '../../../contract/market/channel-endpoints.ts'
import { readTarget } from '../../channels/channel.ts'
import { mailAddress } from '../../channels/email.ts'
import { pushTarget } from '../../channels/push-target.ts'
import { issueChannelToken, TOKEN_SECONDS } from '../../store/channels/channel-tokens.ts'
import {
  addChannel,
  CHANNELS_MAX,
  channelsOfList,
  removeChannel,
} from '../../store/tracker/list-channels.ts'
import type { KeptList } from '../../store/tracker/watch-lists.ts'
import {
  addMailChannel,
  confirmMail,
  forgetUnread,
  leaveMails,
} from '../../tracker/mail-channel.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, missing, type Outcome } from './outcome.ts'
import { channelView } from './watch-view.ts'

type OfList = <A>(
  params: Readonly<Record<string, string>>,
  act: (list: KeptList) => Promise<Outcome<A>>,
) => Promise<Outcome<A>>

const FULL = {
  refused: [
    { path: '', fault: `A list has at most ${CHANNELS_MAX} channels: take one off first.` },
  ],
} as const

const HOUR_SECONDS = 3_600

/** How a list tells: by Telegram, mail, browser and web hook (fg.t.alert). */
export function channelRoutes(mount: Mount, market: Market, ofList: OfList): void {
  const { store, telling, tracker } = market
  const at = () => new Date(tracker.now)
  mount.on(endpoints.listChannelKinds, async () =>
    done({
      ...{ telegram: telling.hasTelegram, email: telling.hasMail, webhook: true },
      webPushKey: await telling.pushKey(),
    }),
  )
  mount.on(endpoints.addTelegram, ({ params }) =>
    ofList(params, async ({ id: list }) => {
      const { bot } = telling
      if (bot === null) return missing('This server has no bot of Telegram.')
      const token = await issueChannelToken(store, { channel: 'telegram', list })
      const until = new Date(Date.now() + TOKEN_SECONDS * 1_000).toISOString()
      try {
        return done({ deepLink: await bot.deepLink(token), until })
      } catch {
        // The bot's name is asked of Telegram once.
        return { busy: 10 }
      }
    }),
  )
  mount.on(endpoints.addEmail, ({ params, body: { address } }) =>
    ofList(params, async ({ id: list }) => {
      const faults = faultsOf(address)
      if (faults.length > 0) return { refused: faults }
      const pages = telling.pages
      const channel = await addMailChannel(store, { list, address, pages }, at())
      if (channel === 'limited') return { tooMany: HOUR_SECONDS }
      return channel ? done(channelView(channel)) : FULL
    }),
  )
  addressed(mount, market, ofList)
  leaving(mount, market, ofList)
}

/** Channels whose addresses anybody may name: each is checked before it is kept. */
function addressed(mount: Mount, { store, tracker, client }: Market, ofList: OfList): void {
  const at = () => new Date(tracker.now)
  mount.on(endpoints.addWebPush, ({ params, body }) =>
    ofList(params, async ({ id: list }) => {
      const read = readTarget(pushTarget, body)
      if ('faults' in read) return { refused: [...read.faults] }
      const fault = await client.check(body.endpoint)
      if (fault !== null) return { refused: [{ path: '/endpoint', fault }] }
      const named = { list, kind: 'web-push', name: body.endpoint, isConfirmed: true }
      const channel = await addChannel(store, { ...named, target: read.target }, at())
      return channel ? done(channelView(channel)) : FULL
    }),
  )
  mount.on(endpoints.addAlertHook, ({ params, body: { url } }) =>
    ofList(params, async ({ id: list }) => {
      const fault = await client.check(url)
      if (fault !== null) return { refused: [{ path: '/url', fault }] }
      const secret = `whsec_${randomBytes(32).toString('base64')}`
      const hook = { list, kind: 'webhook', name: url, target: { url, secret }, isConfirmed: true }
      const channel = await addChannel(store, hook, at())
      return channel ? done({ channel: channelView(channel), secret }) : FULL
    }),
  )
}

function leaving(mount: Mount, { store, tracker }: Market, ofList: OfList): void {
  mount.on(endpoints.removeChannel, ({ params }) =>
    ofList(params, async ({ id: list }) => {
      const id = params.channel as string
      const channels = await channelsOfList(store, list)
      const isGone = await removeChannel(store, { list, id })
      await forgetUnread(
        store,
        channels.filter((one) => one.id === id),
      )
      return isGone ? done(undefined) : missing('There is no such channel on this list.')
    }),
  )
  mount.on(endpoints.confirmEmail, async ({ body }) =>
    done({ came: await confirmMail(store, body.token, new Date(tracker.now)) }),
  )
  mount.on(endpoints.leaveEmail, async ({ body }) =>
    done({ came: await leaveMails(store, body.token) }),
  )
}

const faultsOf = (address: string) => {
  const read = readTarget(mailAddress, address)
  return 'faults' in read ? read.faults.map(({ fault }) => ({ path: '/address', fault })) : []
}
