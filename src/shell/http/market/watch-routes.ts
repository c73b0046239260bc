import { watchEndpoints as endpoints } from '../../../contract/market/watch-endpoints.ts'
import { atom } from '../../../core/tracker/feeds/atom.ts'
import type { Feed } from '../../../core/tracker/feeds/feed.ts'
import { rss } from '../../../core/tracker/feeds/rss.ts'
import { alertFeed } from '../../channels/alert-feed.ts'
import { alertsOfList, readAlert } from '../../store/tracker/alerts.ts'
import { channelsOfList } from '../../store/tracker/list-channels.ts'
import {
  deleteWatchList,
  type KeptList,
  newWatchList,
  watchListOf,
} from '../../store/tracker/watch-lists.ts'
import { addWatch, removeWatch, WATCHES_MAX, watchesOfList } from '../../store/tracker/watches.ts'
import { forgetUnread } from '../../tracker/mail-channel.ts'
import { alertOf } from '../../tracker/tell-alerts.ts'
import { TokenBuckets } from '../throttle/token-buckets.ts'
import { channelRoutes } from './channel-routes.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, missing, type Outcome } from './outcome.ts'
import { written } from './tracker-routes.ts'
import { alertView, channelView, proofView, targetText, watchView } from './watch-view.ts'

/** Lists that are opened from one address: people have a few, programs make thousands. */
const NEW_LISTS = { quota: 30, windowSeconds: 3_600 } as const

const ALERTS = 50

/** All that a person is told in their life; without a bound a list of a program could take the server's memory. */
const EXPORTED_ALERTS = 100_000

const NO_LIST = 'There is no watch list at this link (any more).'

/** Watches at a link that only their owner has (fg.t.paste, fg.t.alert). */
export function watchRoutes(mount: Mount, market: Market): void {
  const { store, tracker } = market
  const opened = new TokenBuckets(NEW_LISTS)
  const at = () => new Date(tracker.now)
  mount.on(endpoints.createWatchList, async ({ body, request }) => {
    const level = opened.take(market.addressOf(request), performance.now())
    if (!level.isEnough) return { tooMany: Math.ceil(level.waitSeconds) }
    const { token } = await newWatchList(store, at(), body.name ?? null)
    return done({ token, path: `/watch/${token}` })
  })
  mount.on(endpoints.getWatchList, ({ params }) =>
    ofList(market, params, async (list) => done(await listView(market, list))),
  )
  mount.on(endpoints.exportWatchList, ({ params }) =>
    ofList(market, params, async (list) => {
      const channels = await channelsOfList(store, list.id)
      const targets = channels.map((one) => ({ channel: one.id, target: targetText(one) }))
      return done({
        ...(await listView(market, list, EXPORTED_ALERTS)),
        exportedAt: at().toISOString(),
        targets,
      })
    }),
  )
  mount.on(endpoints.deleteWatchList, ({ params }) =>
    ofList(market, params, async ({ id }) => {
      const channels = await channelsOfList(store, id)
      await deleteWatchList(store, id)
      await forgetUnread(store, channels)
      return done(undefined)
    }),
  )
  watching(mount, market)
  feeds(mount, market)
  channelRoutes(mount, market, (params, act) => ofList(market, params, act))
  mount.on(endpoints.getAlert, async ({ params }) => {
    const stored = await readAlert(store, params.alert as string)
    return stored ? done(proofView(stored)) : missing('There is no such alert (any more).')
  })
}

function watching(mount: Mount, market: Market): void {
  const { store, tracker } = market
  mount.on(endpoints.addWatch, ({ params, body }) =>
    ofList(market, params, async ({ id: list }) => {
      const { of, kind, targetMinor = null } = body
      if ((kind === 'target') !== (targetMinor !== null)) {
        const fault =
          kind === 'target'
            ? 'Say the amount at which you want to be told.'
            : 'Stands only for a watch of the kind "target".'
        return { refused: [{ path: '/targetMinor', fault }] }
      }
      const before = await watchesOfList(store, list)
      if (before.length >= WATCHES_MAX) {
        const fault = `A list has at most ${WATCHES_MAX} watches: open another one.`
        return { refused: [{ path: '', fault }] }
      }
      const watch = { list, of, kind, target: targetMinor }
      const id = await addWatch(store, watch, new Date(tracker.now))
      const made = (await watchesOfList(store, list)).find((one) => one.id === id)
      return made
        ? done(watchView(made))
        : missing('Nothing is known of this variant: paste its link.')
    }),
  )
  mount.on(endpoints.removeWatch, ({ params }) =>
    ofList(market, params, async ({ id: list }) => {
      const isGone = await removeWatch(store, { list, watch: params.watch as string })
      return isGone ? done(undefined) : missing('There is no such watch on this list.')
    }),
  )
}

function feeds(mount: Mount, market: Market): void {
  const { store } = market
  mount.on(endpoints.listAlerts, ({ params, query }) =>
    ofList(market, params, async ({ id }) => {
      const alerts = await alertsOfList(store, id, query.limit ?? ALERTS)
      return done({ alerts: alerts.map(alertView) })
    }),
  )
  mount.on(endpoints.alertFeed, ({ params }) =>
    ofList(market, params, async (list) =>
      written(
        rss(await feedOf(market, list, params.list as string, 'rss')),
        'application/rss+xml; charset=utf-8',
      ),
    ),
  )
  mount.on(endpoints.alertAtomFeed, ({ params }) =>
    ofList(market, params, async (list) =>
      written(
        atom(await feedOf(market, list, params.list as string, 'atom')),
        'application/atom+xml; charset=utf-8',
      ),
    ),
  )
}

export type Params = Readonly<Record<string, string>>

/** Acts on the list of a link, or says that there is none. */
async function ofList<A>(
  { store, tracker }: Market,
  params: Params,
  act: (list: KeptList) => Promise<Outcome<A>>,
): Promise<Outcome<A>> {
  const list = await watchListOf(store, params.list as string, new Date(tracker.now))
  return list ? act(list) : missing(NO_LIST)
}

async function listView({ store }: Market, { id, name, createdAt }: KeptList, most = ALERTS) {
  const [watches, channels, alerts] = await Promise.all([
    watchesOfList(store, id),
    channelsOfList(store, id),
    alertsOfList(store, id, most),
  ])
  return {
    name,
    createdAt: createdAt.toISOString(),
    watches: watches.map(watchView),
    channels: channels.map(channelView),
    alerts: alerts.map(alertView),
  }
}

async function feedOf(
  { store, telling }: Market,
  { id, name, createdAt }: KeptList,
  token: string,
  format: 'rss' | 'atom',
): Promise<Feed> {
  const alerts = await alertsOfList(store, id, ALERTS)
  const { pages } = telling
  const pageUrl = `${pages}/watch/${token}`
  const feedUrl = `${pages}/v1/watch-lists/${token}/feed.${format}`
  return alertFeed(
    { name, pageUrl, feedUrl, madeAt: createdAt.getTime() },
    alerts.map((one) => alertOf(one, { proofUrl: `${pages}/alerts/${one.id}`, watchUrl: pageUrl })),
  )
}
