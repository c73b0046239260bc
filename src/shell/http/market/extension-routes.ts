import { extensionEndpoints as endpoints } from '../../../contract/market/extension-endpoints.ts'
import { isRefused } from '../../../core/base/faults.ts'
import { instantText } from '../../../core/base/instant-text.ts'
import type { Extension } from '../../../core/orders/extension.ts'
import { actorKey } from '../../store/access/actor.ts'
import { readExtensions } from '../../store/orders/reading.ts'
import { digestOf } from '../../store/shards.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done } from './outcome.ts'

/** More delivery time for everyone whom it reaches (bp.extend). */
export function extensionRoutes(mount: Mount, { store, orders }: Market): void {
  mount.on(endpoints.createExtension, async ({ actor, body, key }) => {
    const by = actorKey(actor)
    const id = `x${digestOf(`${by} ${key}`).toString('hex').slice(0, 20)}`
    // A process that died before it could answer may have given it.
    const before = (await readExtensions(store)).find((given) => given.id === id)
    const given = before ?? (await orders.extend(body, { id, by }))
    return isRefused(given) ? given : done(shown(given))
  })
  mount.on(endpoints.listExtensions, async () =>
    done({ extensions: (await readExtensions(store)).map(shown) }),
  )
}

const when = (at: number | null) => (at === null ? null : instantText(at))

function shown({ id, at, days, shippedFrom, shippedUntil, countries }: Extension) {
  return {
    id,
    at: instantText(at),
    days,
    shippedFrom: when(shippedFrom),
    shippedUntil: when(shippedUntil),
    countries,
  }
}
