import type { Job } from '../jobs/jobs.ts'
import { tidyChannelTokens } from '../store/channels/channel-tokens.ts'
import type { Store } from '../store/store.ts'
import { tidyHosts } from '../store/tracker/source-hosts.ts'
import { forgetBefore, tidyDeliveries } from '../store/tracker/tidying.ts'
import type { Tracker } from './tracker.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * How long the sample shop is remembered. Its prices change three times a minute, so a server that runs for
 * a year would hold millions of them; a chart of it needs some hours.
 */
const SAMPLE_KEPT_MS = 3 * DAY_MS

/** How long it is known what became of an alert at each channel, after it was worth nothing any more. */
const DELIVERY_KEPT_MS = 7 * DAY_MS

/** Throws away what the tracker needs no more. Prices of real listings are kept. */
export function tidyTrackerJob(store: Store, tracker: Tracker): Job {
  return {
    name: 'what the tracker needs no more',
    everyMs: HOUR_MS,
    run: async () => {
      await tidyTracker(store, tracker)
      return false
    },
  }
}

export async function tidyTracker(store: Store, { shop, now }: Tracker): Promise<void> {
  await tidyChannelTokens(store)
  await tidyHosts(store, new Date(now))
  await tidyDeliveries(store, new Date(now - DELIVERY_KEPT_MS))
  const living = shop?.items.map(({ listing }) => listing) ?? []
  await forgetBefore(store, living, new Date(now - SAMPLE_KEPT_MS))
}
