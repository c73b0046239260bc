import { carryOutOnce } from '../../store/access/idempotency.ts'
import type { Store } from '../../store/store.ts'
import type { Once } from './mount.ts'

/** Carries acts out once for each actor, route and key: a repetition gets what the first one came to. */
export function onceIn(store: Store): Once {
  return async (asked, act) => {
    // A visitor has no requests of its own to be known by: nothing that a visitor does is kept.
    if (asked.actor.kind === 'visitor') return act()
    const found = await carryOutOnce(store, asked, act)
    if (found === 'in-progress') return found
    return found === 'other-body' ? { keyReused: true } : found.answer
  }
}
