import type { Reading } from '../../core/tracker/observation.ts'
import type { Job } from '../jobs/jobs.ts'
import { shardsInTurn } from '../store/shards.ts'
import type { Store } from '../store/store.ts'
import { repriceShard } from '../store/tracker/repricing.ts'
import type { TrackerDesk } from '../store/tracker/tracker-desk.ts'

export interface RepricingParts {
  readonly store: Pick<Store, 'db' | 'shards'>
  readonly desk: Pick<TrackerDesk, 'now' | 'priced'>
}

/** So many of a shard in one transaction: it holds their rows for some tens of milliseconds. */
const AT_ONCE = 500

/** Shards in work at a time: the database writes one while the next is priced here. */
const SHARDS_AT_ONCE = 2

const EVERY_MS = 500

/** Prices again what an offer touches that starts, ends or has changed: without a look (fg.t.history). */
export function repriceJob(parts: RepricingParts): Job {
  return {
    name: 'repricing',
    everyMs: EVERY_MS,
    run: async () => (await repriceDue(parts)) > 0,
  }
}

/**
 * Prices a batch of each shard again, where something is due; how many in all. Throws where some could not be
 * priced, after all the others were.
 */
export async function repriceDue({ store, desk }: RepricingParts, most = AT_ONCE): Promise<number> {
  const waiting = shardsInTurn(store.shards)
  const wrong: Error[] = []
  let all = 0
  const work = async () => {
    for (let shard = waiting.pop(); shard !== undefined; shard = waiting.pop()) {
      const { now } = desk
      const priced = (reading: Reading) => desk.priced(reading, now)
      const { count, faults } = await repriceShard(store, { shard, now, most, priced })
      all += count
      wrong.push(...faults)
    }
  }
  await Promise.all(Array.from({ length: SHARDS_AT_ONCE }, work))
  if (wrong.length > 0)
    throw new AggregateError(wrong, `${wrong.length}, the first: ${wrong[0]?.message}`)
  return all
}
