import { isRefused } from '../../core/base/faults.ts'
import { isSame, worthOf } from '../../core/tracker/history/point.ts'
import { nextChange } from '../../core/tracker/stack.ts'
import type { Job } from '../jobs/jobs.ts'
import type { Store } from '../store/store.ts'
import { type DueReprice, keepSame, leaseReprices } from '../store/tracker/repricing.ts'
import type { TrackerDesk } from '../store/tracker/tracker-desk.ts'

export interface RepricingParts {
  readonly store: Pick<Store, 'db' | 'shards'>
  readonly desk: TrackerDesk
}

/** So many at a time, with turns for others in between. */
const AT_ONCE = 200
const EVERY_MS = 500

/** Prices again what an offer touches that starts, ends or has changed: without a look (fg.t.history). */
export function repriceJob(parts: RepricingParts): Job {
  return {
    name: 'repricing',
    everyMs: EVERY_MS,
    run: async () => (await repriceDue(parts)) === AT_ONCE,
  }
}

/** Prices a batch of what is due again; how many. */
export async function repriceDue({ store, desk }: RepricingParts, most = AT_ONCE): Promise<number> {
  const { now } = desk
  const { until, due } = await leaseReprices(store, { now: new Date(now), most })
  const same: (DueReprice & { nextAt: number | null })[] = []
  const changed: Promise<unknown>[] = []
  for (const one of due) {
    const receipt = desk.priced(one.reading, now)
    if (isRefused(receipt)) continue
    // Most are at the same price as before: of these no history is touched, and no watch.
    if (isSame(worthOf(receipt), worthOf(one.receipt))) {
      same.push({ ...one, receipt, nextAt: nextChange(receipt, now) })
    } else {
      changed.push(desk.record(receipt))
    }
  }
  await Promise.all(changed)
  await keepSame(store, until, same)
  return due.length
}
