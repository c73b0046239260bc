import { countAboveZero, id, instant } from '../../core/base/fields.ts'
import { described, list, object, oneOf, orNull, truth } from '../../core/base/schema.ts'
import { ALERT_PLACES } from '../../core/tracker/alerts/alert-states.ts'
import { WATCH_KINDS } from '../../core/tracker/alerts/watch.ts'
import { historyKey, observation } from '../../core/tracker/observation.ts'
import { sum, text } from '../answers.ts'
import { AT, channel, TAG } from './channel-endpoints.ts'
import { endpoint } from './endpoint.ts'
import { integerParameter } from './parameters.ts'
import { freeText } from './texts.ts'
import { ANYBODY } from './tracker-endpoints.ts'

/** What an alert may be about: what watches wait for, and coupons that end. */
const ALERT_KINDS = [...WATCH_KINDS, 'ending'] as const

const watch = described(
  object(
    {
      id,
      kind: oneOf(WATCH_KINDS),
      targetMinor: orNull(sum),
      of: historyKey,
      title: orNull(text),
      image: orNull(text),
      isSample: truth,
      totalMinor: orNull(sum),
      readAt: orNull(instant),
      place: oneOf(ALERT_PLACES),
      fault: orNull(text),
      createdAt: instant,
    },
    {},
  ),
  { title: 'Watch' },
)

const alert = described(
  object(
    {
      id,
      watch: id,
      kind: oneOf(ALERT_KINDS),
      at: instant,
      listing: id,
      title: orNull(text),
      of: historyKey,
      totalMinor: sum,
      targetMinor: orNull(sum),
      says: text,
    },
    {},
  ),
  { title: 'Alert' },
)

const alerts = list(alert, 0, 1_000)

const listFields = {
  name: orNull(text),
  createdAt: instant,
  watches: list(watch, 0, 1_000),
  channels: list(channel, 0, 100),
  alerts,
} as const

const watchList = described(object(listFields, {}), { title: 'WatchList' })

const proof = described(
  object(
    {
      id,
      kind: oneOf(ALERT_KINDS),
      at: instant,
      says: text,
      listing: id,
      title: orNull(text),
      image: orNull(text),
      isSample: truth,
      of: historyKey,
      totalMinor: sum,
      targetMinor: orNull(sum),
      /** Both readings whole, the older in front; one, where a coupon is about to end. */
      readings: list(observation, 1, 2),
      ending: orNull(object({ offer: id, until: instant, afterMinor: sum }, {})),
      /** What the readings fail to show; empty for a proof that holds. */
      faults: list(text),
    },
    {},
  ),
  { title: 'AlertProof' },
)

const LINK =
  'Its link is all that is needed, so keep it: whoever has it may read, change and delete the list.'

/** Watches at a link that only their owner has: no account (fg.t.paste, fg.t.alert). */
export const watchEndpoints = {
  createWatchList: endpoint({
    id: 'createWatchList',
    method: 'post',
    path: '/v1/watch-lists',
    tag: TAG,
    summary: 'Open a watch list',
    description: LINK,
    access: ANYBODY,
    body: described(object({}, { name: freeText(100) }), { title: 'NewWatchList' }),
    example: {},
    answer: described(object({ token: id, path: text }, {}), { title: 'OpenedWatchList' }),
    says: 'The last part of its link, this once, and the path of its page.',
    status: 201,
    repetition: 'natural',
  }),
  getWatchList: endpoint({
    id: 'getWatchList',
    method: 'get',
    path: AT,
    tag: TAG,
    summary: 'A watch list: its watches, channels and latest alerts',
    access: ANYBODY,
    answer: watchList,
    says: 'The newest first.',
  }),
  exportWatchList: endpoint({
    id: 'exportWatchList',
    method: 'get',
    path: `${AT}/export`,
    tag: TAG,
    summary: 'Everything that is kept of a watch list',
    access: ANYBODY,
    answer: described(
      object(
        {
          ...listFields,
          exportedAt: instant,
          targets: list(object({ channel: id, target: text }, {})),
        },
        {},
      ),
      { title: 'WatchListExport' },
    ),
    says: 'As JSON, with every address in full.',
  }),
  deleteWatchList: endpoint({
    id: 'deleteWatchList',
    method: 'delete',
    path: AT,
    tag: TAG,
    summary: 'Delete a watch list with everything of it',
    access: ANYBODY,
    says: 'Nothing of it is kept.',
  }),
  addWatch: endpoint({
    id: 'addWatch',
    method: 'post',
    path: `${AT}/watches`,
    tag: TAG,
    summary: 'Be told when a price reaches a target, falls to a new low, or is in stock again',
    description:
      'A watch of the same kind on the same variant is changed, and not added twice. A target that is reached already is told, too.',
    access: ANYBODY,
    body: described(
      object({ of: historyKey, kind: oneOf(WATCH_KINDS) }, { targetMinor: countAboveZero }),
      { title: 'NewWatch' },
    ),
    example: {
      of: {
        listing: '1005006341680568',
        sku: '12000036823357441',
        shipTo: 'US',
        currency: 'USD',
        surface: 'site',
      },
      kind: 'target',
      targetMinor: 1_999,
    },
    answer: watch,
    says: 'The watch.',
    status: 201,
    repetition: 'natural',
    refusals: [429],
  }),
  removeWatch: endpoint({
    id: 'removeWatch',
    method: 'delete',
    path: `${AT}/watches/{watch}`,
    tag: TAG,
    summary: 'Watch no more',
    access: ANYBODY,
    says: 'The watch is gone.',
  }),
  listAlerts: endpoint({
    id: 'listAlerts',
    method: 'get',
    path: `${AT}/alerts`,
    tag: TAG,
    summary: 'The alerts of a list',
    description: 'A page asks every two seconds; each alert has an id, and is shown once.',
    access: ANYBODY,
    query: { limit: integerParameter([1, 200], 'How many at most; 50 unless said otherwise.') },
    answer: described(object({ alerts }, {}), { title: 'AlertList' }),
    says: 'The newest first.',
  }),
  alertFeed: endpoint({
    id: 'alertFeed',
    method: 'get',
    path: `${AT}/feed.rss`,
    tag: TAG,
    summary: 'The alerts of a list as RSS',
    access: ANYBODY,
    media: 'application/rss+xml',
    says: 'RSS 2.0, the newest first.',
  }),
  alertAtomFeed: endpoint({
    id: 'alertAtomFeed',
    method: 'get',
    path: `${AT}/feed.atom`,
    tag: TAG,
    summary: 'The alerts of a list as Atom',
    access: ANYBODY,
    media: 'application/atom+xml',
    says: 'Atom, the newest first.',
  }),
  getAlert: endpoint({
    id: 'getAlert',
    method: 'get',
    path: '/v1/alerts/{alert}',
    tag: TAG,
    summary: 'An alert with its proof, for everybody',
    access: ANYBODY,
    answer: proof,
    says: 'Both readings with their layers and times; nobody is named in it.',
  }),
} as const
