import { carryOutOnce } from '../../store/access/idempotency.ts'
import type { Store } from '../../store/store.ts'
import type { Once } from './mount.ts'
import type { Outcome } from './outcome.ts'

/** Carries acts out once for each actor, route and key: a repetition gets what the first one came to. */
export function onceIn(store: Store): Once {
  return async (asked, act) => {
    // A visitor has no requests of its own to be known by: nothing that a visitor does is kept.
    if (asked.actor.kind === 'visitor') return act()
    const found = await carryOutOnce(store, { ...asked, isFinal }, act)
    if (found === 'in-progress') return found
    return found === 'other-body' ? { keyReused: true } : found.answer
  }
}

/** Who was asked to come again has to be let in when it does, and not be told for two days to come again. */
const isFinal = (outcome: Outcome<unknown>) =>
  !('busy' in outcome || 'tooMany' in outcome || 'providerAway' in outcome)
