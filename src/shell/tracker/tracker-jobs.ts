import type { Job } from '../jobs/jobs.ts'
import type { Store } from '../store/store.ts'
import { countFigures } from '../store/tracker/figures.ts'
import { alertJobs } from './deliver-job.ts'
import { endingJob } from './ending-job.ts'
import { followOffersJob } from './follow-offers.ts'
import { lookJobs } from './look-job.ts'
import { repriceJob } from './reprice-job.ts'
import type { Telling } from './telling.ts'
import { tidyTrackerJob } from './tidy-job.ts'
import type { Tracker } from './tracker.ts'

export interface TrackerJobParts {
  readonly store: Store
  readonly tracker: Tracker
  readonly telling: Telling
  readonly onFault: (error: unknown) => void
}

/** Histories whose figures are counted at a time: each is read whole. */
const FIGURES_AT_ONCE = 50
const FIGURES_MS = 2_000

/** What a tracker does in the background; any number of servers may do so beside each other. */
export function trackerJobs({ store, tracker, telling, onFault }: TrackerJobParts): Job[] {
  const { desk, sources } = tracker
  const now = () => tracker.now
  return [
    ...lookJobs({ store, sources, desk }, onFault),
    followOffersJob(store, now),
    repriceJob({ store, desk }),
    endingJob({ store, desk }),
    ...alertJobs({ store, channels: () => telling.channels, onFault, now }),
    ...(telling.bot ? [telling.bot.job()] : []),
    {
      name: 'figures of prices',
      everyMs: FIGURES_MS,
      run: async () => {
        const asked = { now: new Date(tracker.now), most: FIGURES_AT_ONCE }
        return (await countFigures(store, asked)) === FIGURES_AT_ONCE
      },
    },
    tidyTrackerJob(store, tracker),
  ]
}
