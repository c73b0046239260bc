import { id, instant } from '../../core/base/fields.ts'
import {
  described,
  leaf,
  object,
  oneOf,
  orNull,
  type Schema,
  truth,
} from '../../core/base/schema.ts'
import { text } from '../answers.ts'
import { endpoint } from './endpoint.ts'
import { freeText } from './texts.ts'
import { ANYBODY } from './tracker-endpoints.ts'

export const TAG = 'Watches'

export const AT = '/v1/watch-lists/{list}'

const CHANNEL_KINDS = ['telegram', 'email', 'web-push', 'webhook'] as const

/** Where alerts of a list go; of an address no more is shown than its owner needs to know it again. */
export const channel = described(
  object(
    {
      id,
      kind: oneOf(CHANNEL_KINDS),
      shows: text,
      confirmedAt: orNull(instant),
      goneAt: orNull(instant),
      fault: orNull(text),
      createdAt: instant,
    },
    {},
  ),
  { title: 'AlertChannel' },
)

const url: Schema<string> = leaf(
  { type: 'string', format: 'uri', maxLength: 2_000 },
  (value) =>
    typeof value === 'string' && value.length <= 2_000 && /^https?:\/\/[^/?#]/i.test(value),
  'Must be an address that begins with https:// or http://, of 2,000 characters at most.',
)

const mailToken = described(object({ token: freeText(600) }, {}), { title: 'MailToken' })

/** How a watch list tells: by Telegram, mail, browser and web hook (fg.t.alert). */
export const channelEndpoints = {
  listChannelKinds: endpoint({
    id: 'listChannelKinds',
    method: 'get',
    path: '/v1/tracker/channels',
    tag: TAG,
    summary: 'The ways in which this server can tell of alerts',
    access: ANYBODY,
    answer: described(
      object({ telegram: truth, email: truth, webhook: truth, webPushKey: orNull(text) }, {}),
      { title: 'ChannelKinds' },
    ),
    says: 'With the key that browsers subscribe with.',
  }),
  addTelegram: endpoint({
    id: 'addTelegram',
    method: 'post',
    path: `${AT}/telegram`,
    tag: TAG,
    summary: 'Be told by Telegram',
    access: ANYBODY,
    answer: described(object({ deepLink: text, until: instant }, {}), { title: 'TelegramLink' }),
    says: 'A link that opens the bot; it is good once, for an hour.',
    status: 201,
    repetition: 'natural',
    refusals: [409],
  }),
  addEmail: endpoint({
    id: 'addEmail',
    method: 'post',
    path: `${AT}/emails`,
    tag: TAG,
    summary: 'Be told by e-mail',
    description:
      'A mail asks its reader to confirm within 48 hours; without that nothing else is sent.',
    access: ANYBODY,
    body: described(object({ address: freeText(254) }, {}), { title: 'NewEmailChannel' }),
    example: { address: 'ann@example.com' },
    answer: channel,
    says: 'The channel, not confirmed yet.',
    status: 201,
    repetition: 'natural',
  }),
  addWebPush: endpoint({
    id: 'addWebPush',
    method: 'post',
    path: `${AT}/pushes`,
    tag: TAG,
    summary: 'Be told by this browser',
    access: ANYBODY,
    body: described(
      object(
        { endpoint: url, keys: object({ p256dh: freeText(200), auth: freeText(100) }, {}) },
        {},
      ),
      { title: 'NewPushChannel' },
    ),
    answer: channel,
    says: 'The channel.',
    status: 201,
    repetition: 'natural',
  }),
  addAlertHook: endpoint({
    id: 'addAlertHook',
    method: 'post',
    path: `${AT}/hooks`,
    tag: TAG,
    summary: 'Be told by a web hook',
    description:
      'Alerts are posted as JSON and signed as Standard Webhooks says. Addresses of private networks are refused.',
    access: ANYBODY,
    body: described(object({ url }, {}), { title: 'NewAlertHook' }),
    example: { url: 'https://example.com/alerts' },
    answer: described(object({ channel, secret: text }, {}), { title: 'AlertHook' }),
    says: 'The channel, with its secret this once.',
    status: 201,
    repetition: 'natural',
  }),
  removeChannel: endpoint({
    id: 'removeChannel',
    method: 'delete',
    path: `${AT}/channels/{channel}`,
    tag: TAG,
    summary: 'Be told there no more',
    access: ANYBODY,
    says: 'The channel is gone, with what waited for it.',
  }),
  confirmEmail: endpoint({
    id: 'confirmEmail',
    method: 'post',
    path: '/v1/alert-mails/confirm',
    tag: TAG,
    summary: 'Confirm an address, by the token of its mail',
    access: ANYBODY,
    body: mailToken,
    answer: described(object({ came: oneOf(['confirmed', 'lapsed', 'not-genuine', 'gone']) }, {}), {
      title: 'MailConfirmed',
    }),
    says: 'What came of it.',
    repetition: 'natural',
  }),
  leaveEmail: endpoint({
    id: 'leaveEmail',
    method: 'post',
    path: '/v1/alert-mails/leave',
    tag: TAG,
    summary: 'End the mails of a list, by the token of any of them',
    access: ANYBODY,
    body: mailToken,
    answer: described(object({ came: oneOf(['left', 'not-genuine']) }, {}), { title: 'MailLeft' }),
    says: 'What came of it. Mail programs post to /watch/leave instead (RFC 8058).',
    repetition: 'natural',
  }),
} as const
