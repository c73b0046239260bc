import { PAGE } from '../../../contract/market/parameters.ts'
import { webhookEndpoints as endpoints } from '../../../contract/market/webhook-endpoints.ts'
import { isRefused } from '../../../core/base/faults.ts'
import { registerWebhook } from '../../jobs/register-webhook.ts'
import { actorKey } from '../../store/access/actor.ts'
import { type Delivery, listDeliveries } from '../../store/access/deliveries.ts'
import {
  deleteWebhook,
  findWebhook,
  type IssuedWebhook,
  listWebhooks,
  rotateWebhookSecret,
  type Webhook,
} from '../../store/access/webhooks.ts'
import { ownerOf, sellerOf } from './key-routes.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, missing } from './outcome.ts'

const NONE = 'There is no such web hook among yours.'

/** Web hooks: who is told of what changes, and what came of telling. */
export function webhookRoutes(mount: Mount, { store, client }: Market): void {
  mount.on(endpoints.createWebhook, async ({ actor, body }) => {
    const hook = { ...body, owner: actorKey(actor), seller: sellerOf(actor) }
    const made = await registerWebhook({ store, client }, hook)
    return isRefused(made) ? made : done(issued(made))
  })
  mount.on(endpoints.listWebhooks, async ({ actor }) =>
    done({ webhooks: (await listWebhooks(store, ownerOf(actor))).map(shown) }),
  )
  mount.on(endpoints.deleteWebhook, async ({ actor, params }) => {
    const named = { id: params.webhook as string, owner: ownerOf(actor) }
    return (await deleteWebhook(store, named)) ? done(undefined) : missing(NONE)
  })
  mount.on(endpoints.rotateWebhookSecret, async ({ actor, params }) => {
    const named = { id: params.webhook as string, owner: ownerOf(actor) }
    const found = await rotateWebhookSecret(store, named)
    return found ? done(issued(found)) : missing(NONE)
  })
  mount.on(endpoints.listDeliveries, async ({ actor, params, query }) => {
    const named = { id: params.webhook as string, owner: ownerOf(actor) }
    if ((await findWebhook(store, named)) === null) return missing(NONE)
    const page = { after: query.after, limit: query.limit ?? PAGE }
    const { deliveries, next } = await listDeliveries(store, named.id, page)
    return done({ deliveries: deliveries.map(shownDelivery), next })
  })
}

function shown({ createdAt, disabledAt, topics, ...hook }: Webhook) {
  return {
    ...hook,
    topics: topics as never,
    createdAt: createdAt.toISOString(),
    disabledAt: disabledAt?.toISOString() ?? null,
  }
}

const issued = ({ webhook, secret }: IssuedWebhook) => ({ ...shown(webhook), secret })

function shownDelivery({ createdAt, deliveredAt, topic, ...row }: Delivery) {
  return {
    ...row,
    topic: topic as never,
    createdAt: createdAt.toISOString(),
    deliveredAt: deliveredAt?.toISOString() ?? null,
  }
}
