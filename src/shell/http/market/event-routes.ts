import { webhookEndpoints as endpoints } from '../../../contract/market/webhook-endpoints.ts'
import type { Actor } from '../../store/access/actor.ts'
import { streamEvents } from '../events/stream.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'

/** The stream of what changes, as the actor may see it. */
export function eventRoutes(mount: Mount, { hub, who }: Market): void {
  mount.on(endpoints.events, async ({ actor, request }, reply) => {
    const listening = actor as Exclude<Actor, { kind: 'visitor' }>
    await streamEvents(request, reply, listening, { hub, authenticate: who })
    return { handled: true }
  })
}
