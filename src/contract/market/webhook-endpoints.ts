import { id, instant } from '../../core/base/fields.ts'
import {
  described,
  integer,
  list,
  object,
  oneOf,
  orNull,
  type Schema,
} from '../../core/base/schema.ts'
import { text } from '../answers.ts'
import { endpoint } from './endpoint.ts'
import { pageParameters } from './parameters.ts'
import { freeText } from './texts.ts'

/** What can be listened to. */
const TOPICS = [
  'campaign.created',
  'campaign.changed',
  'campaign.ended',
  'offer.created',
  'offer.changed',
  'offer.ended',
  'claims.granted',
  'claims.changed',
  'order.changed',
] as const

export type Topic = (typeof TOPICS)[number]

const topic: Schema<Topic> = described(oneOf(TOPICS), { title: 'Topic' })
const topics: Schema<readonly Topic[]> = list(topic, 1)

const hookFields = {
  id: text,
  url: text,
  topics,
  createdAt: instant,
  disabledAt: orNull(instant),
  disabledBecause: orNull(text),
  seller: orNull(id),
} as const

const newHook = described(object({ url: freeText(2_000), topics }, {}), { title: 'NewWebhook' })

const issuedHook = described(object({ ...hookFields, secret: text }, {}), {
  title: 'IssuedWebhook',
})

const status = integer(100, 599, 'Must be a status of HTTP.')

const delivery = object(
  {
    event: text,
    topic,
    createdAt: instant,
    attempts: integer(0, Number.MAX_SAFE_INTEGER, 'Must be a whole number of at least 0.'),
    deliveredAt: orNull(instant),
    lastStatus: orNull(status),
    lastFault: orNull(text),
  },
  {},
)

const ACCESS = { scope: 'webhooks', roles: ['admin', 'seller'] } as const
const TAG = 'Events'

/** Web hooks, and the stream of events. */
export const webhookEndpoints = {
  createWebhook: endpoint({
    id: 'createWebhook',
    method: 'post',
    path: '/v1/webhooks',
    tag: TAG,
    summary: 'Be told of what changes',
    description:
      'Each event is posted to the URL as JSON, signed as Standard Webhooks says: headers webhook-id, webhook-timestamp and webhook-signature (v1, HMAC-SHA256 in base64 of `id.timestamp.body`). Every answer of 2xx is a receipt; otherwise it is tried again for three days. An event may come twice: webhook-id tells. Addresses of private networks are refused.',
    access: ACCESS,
    body: newHook,
    example: { url: 'https://example.com/hooks', topics: ['offer.ended'] },
    answer: issuedHook,
    says: 'The web hook, with its secret this once.',
    status: 201,
  }),
  listWebhooks: endpoint({
    id: 'listWebhooks',
    method: 'get',
    path: '/v1/webhooks',
    tag: TAG,
    summary: 'Your web hooks',
    access: ACCESS,
    answer: described(object({ webhooks: list(object(hookFields, {})) }, {}), {
      title: 'WebhookList',
    }),
    says: 'Every web hook, without its secret.',
  }),
  deleteWebhook: endpoint({
    id: 'deleteWebhook',
    method: 'delete',
    path: '/v1/webhooks/{webhook}',
    tag: TAG,
    summary: 'Be told no more',
    access: ACCESS,
    says: 'The web hook has ended.',
  }),
  rotateWebhookSecret: endpoint({
    id: 'rotateWebhookSecret',
    method: 'post',
    path: '/v1/webhooks/{webhook}/rotate',
    tag: TAG,
    summary: 'Renew the secret of a web hook',
    access: ACCESS,
    answer: issuedHook,
    says: 'The web hook with its new secret, this once.',
  }),
  listDeliveries: endpoint({
    id: 'listDeliveries',
    method: 'get',
    path: '/v1/webhooks/{webhook}/deliveries',
    tag: TAG,
    summary: 'What was delivered, and what came of it',
    access: ACCESS,
    query: pageParameters,
    answer: described(object({ deliveries: list(delivery), next: orNull(text) }, {}), {
      title: 'DeliveryList',
    }),
    says: 'The newest first.',
  }),
  events: endpoint({
    id: 'events',
    method: 'get',
    path: '/v1/events',
    tag: TAG,
    summary: 'What changes, as it changes',
    description:
      'Server-sent events: `event` is the topic, `data` a JSON document, `id` a text with which Last-Event-ID takes up the stream where it broke off. A buyer gets the events of its own wallet (`claim.changed`, `coins.changed`) and orders (`order.changed`), a seller those of its own offers and orders. An event `missed` says that too much happened since: read everything anew.',
    access: { scope: 'events:read', roles: ['buyer', 'seller', 'agent', 'admin'] },
    media: 'text/event-stream',
    says: 'A stream that does not end.',
  }),
} as const
