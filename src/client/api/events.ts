// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type { DeliveryList, IssuedWebhook, NewWebhook, WebhookList } from './events-documents.ts'

/** Being told of what changes. */
export interface EventsCalls {
  /**
   * Be told of what changes. Each event is posted to the URL as JSON, signed as Standard
   * Webhooks says: headers webhook-id, webhook-timestamp and webhook-signature (v1,
   * HMAC-SHA256 in base64 of `id.timestamp.body`). Every answer of 2xx is a receipt; otherwise
   * it is tried again for three days. An event may come twice: webhook-id tells. Addresses of
   * private networks are refused.
   */
  createWebhook: Call<{ readonly body: NewWebhook }, IssuedWebhook>
  /** Your web hooks. For keys with the scope `webhooks`; people signed in as admin, seller. */
  listWebhooks: Call<Record<never, never>, WebhookList>
  /** Be told no more. For keys with the scope `webhooks`; people signed in as admin, seller. */
  deleteWebhook: Call<{ readonly path: { readonly webhook: string } }, undefined>
  /**
   * Renew the secret of a web hook. For keys with the scope `webhooks`; people signed in as
   * admin, seller.
   */
  rotateWebhookSecret: Call<{ readonly path: { readonly webhook: string } }, IssuedWebhook>
  /**
   * What was delivered, and what came of it. For keys with the scope `webhooks`; people signed
   * in as admin, seller.
   */
  listDeliveries: Call<
    {
      readonly path: { readonly webhook: string }
      readonly query?: { readonly limit?: number | undefined; readonly after?: string | undefined }
    },
    DeliveryList
  >
  /**
   * What changes, as it changes. Server-sent events: `event` is the topic, `data` a JSON
   * document, `id` a text with which Last-Event-ID takes up the stream where it broke off. A
   * buyer gets the events of its own wallet (`claim.changed`, `coins.changed`) and orders
   * (`order.changed`), a seller those of its own offers and orders. An event `missed` says
   * that too much happened since: read everything anew.
   */
  events: Call<Record<never, never>, Response>
}

export const eventsRows = {
  createWebhook: ['POST', '/v1/webhooks', 'keyed'],
  listWebhooks: ['GET', '/v1/webhooks'],
  deleteWebhook: ['DELETE', '/v1/webhooks/{webhook}'],
  rotateWebhookSecret: ['POST', '/v1/webhooks/{webhook}/rotate', 'keyed'],
  listDeliveries: ['GET', '/v1/webhooks/{webhook}/deliveries'],
  events: ['GET', '/v1/events', 'raw'],
} as const satisfies Rows<EventsCalls>
