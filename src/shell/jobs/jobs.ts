import { setTimeout as wait } from 'node:timers/promises'
import { tidyAccess } from '../store/access/tidy.ts'
import { tidyClaimRequests } from '../store/claims/tidy.ts'
import { tidyFeed } from '../store/feed.ts'
import { tidyMails } from '../store/mails/mail-lists.ts'
import type { Store } from '../store/store.ts'
import type { Consumers } from './message.ts'
import { takeMessages } from './outbox.ts'

/** Something that is done again and again; whether there is more to do at once. */
export interface Job {
  readonly name: string
  /** How long it rests when there was nothing to do. */
  readonly everyMs: number
  readonly run: () => Promise<boolean>
  /** Waits for what `run` began and left to itself. */
  readonly end?: () => Promise<void>
}

export interface JobsOptions {
  readonly consumers: Consumers
  /** Besides the outbox: deliveries, the feed, whatever has to be done from time to time. */
  readonly jobs?: readonly Job[]
  /** How long the outbox rests when it is empty: the most that an effect on another key may wait. */
  readonly everyMs?: number
  readonly onFault?: (fault: JobFault) => void
}

export interface JobFault {
  readonly job: string
  readonly fault: string
  readonly error?: unknown
}

/** Jobs that run, and how they end. */
export interface Jobs {
  /** Lets what runs come to its end, and begins nothing more. */
  readonly stop: () => Promise<void>
}

const HOUR_MS = 3_600_000

/**
 * Runs the outbox, a lane for each shard, and further jobs until it is stopped. Any number of processes
 * may do so at a time: what one of them holds, the others pass over.
 */
export function startJobs(store: Store, options: JobsOptions): Jobs {
  const { everyMs = 250, onFault = () => {} } = options
  const outbox = Array.from({ length: store.shards }, (_, shard) =>
    outboxJob(store, shard, { ...options, everyMs, onFault }),
  )
  const tidy: Job = {
    name: 'tidy',
    everyMs: HOUR_MS,
    run: async () => {
      await tidyAccess(store)
      await tidyClaimRequests(store)
      await tidyFeed(store)
      await tidyMails(store)
      return false
    },
  }
  const lanes = [...outbox, tidy, ...(options.jobs ?? [])].map((job) => new Lane(job, onFault))
  return {
    stop: async () => {
      await Promise.all(lanes.map((lane) => lane.stop()))
    },
  }
}

function outboxJob(
  store: Store,
  shard: number,
  { consumers, everyMs, onFault }: JobsOptions & Required<Pick<JobsOptions, 'everyMs' | 'onFault'>>,
): Job {
  const name = `outbox ${shard}`
  return {
    name,
    everyMs,
    run: async () => {
      const { found, failed } = await takeMessages(store, shard, consumers)
      for (const { number, topic, attempts, fault } of failed) {
        onFault({ job: name, fault: `${topic} ${number}, attempt ${attempts + 1}: ${fault}` })
      }
      return found > failed.length
    },
  }
}

/** After a fault of the job itself, for example a database that is away, it rests for longer. */
const FAULT_REST_MS = 5_000

/** One job, again and again: never twice at a time. */
class Lane {
  readonly #job: Job
  readonly #onFault: (fault: JobFault) => void
  readonly #ended: Promise<void>
  readonly #ending = new AbortController()

  constructor(job: Job, onFault: (fault: JobFault) => void) {
    this.#job = job
    this.#onFault = onFault
    this.#ended = this.#run()
  }

  async stop(): Promise<void> {
    this.#ending.abort()
    await this.#ended
    await this.#job.end?.()
  }

  async #run(): Promise<void> {
    while (!this.#ending.signal.aborted) {
      const restMs = await this.#once()
      if (restMs > 0) await this.#rest(restMs)
    }
  }

  /** Does the job once; how long to rest. */
  async #once(): Promise<number> {
    const { name, everyMs, run } = this.#job
    try {
      return (await run()) ? 0 : everyMs
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error)
      this.#onFault({ job: name, fault, error })
      return Math.min(FAULT_REST_MS, Math.max(everyMs, 1_000))
    }
  }

  /** Not exactly as long as was said, so that processes which started together do not ask together. */
  async #rest(ms: number): Promise<void> {
    const { signal } = this.#ending
    await wait(ms * (0.75 + Math.random() / 4), null, { signal }).catch(() => {})
  }
}
