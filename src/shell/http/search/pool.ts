import type { TermsLibrary } from '../../../core/pricing/library.ts'
import type { Limits } from '../limits.ts'
import { type Order, SearchThread } from './thread.ts'

/** What a pool needs to know of the limits of its server. */
type PoolLimits = Pick<Limits, 'searchThreads' | 'searchQueueMs' | 'searchMemoryMb'>

/** The pool takes no further search now. */
export class PoolBusy extends Error {
  /** When it is worth trying again. */
  readonly retryAfterSeconds: number

  constructor(detail: string, retryAfterSeconds: number) {
    super(detail)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

interface Waiting {
  readonly timeMs: number
  readonly start: (thread: SearchThread) => void
  readonly refuse: (error: Error) => void
}

/**
 * A few threads that search, so that the thread that answers requests is never busy for long, and a
 * queue before them. It is bounded by the time that the searches in it may take: whoever comes last
 * waits for all before.
 */
export class SearchPool {
  readonly #idle: SearchThread[]
  readonly #threads: readonly SearchThread[]
  readonly #queue = new Set<Waiting>()
  readonly #queueMsMax: number
  readonly #stopping = new AbortController()

  constructor(library: TermsLibrary, limits: PoolLimits) {
    this.#threads = Array.from(
      { length: limits.searchThreads },
      () => new SearchThread(library, limits.searchMemoryMb),
    )
    this.#idle = [...this.#threads]
    this.#queueMsMax = limits.searchQueueMs
  }

  get running(): number {
    return this.#threads.length - this.#idle.length
  }

  get waiting(): number {
    return this.#queue.size
  }

  /** The answer of a search as a JSON text. Refuses with `PoolBusy` where too many wait already. */
  async run(order: Order): Promise<string> {
    const signal = AbortSignal.any([this.#stopping.signal, ...(order.signal ? [order.signal] : [])])
    const thread = this.#idle.pop() ?? (await this.#turn(order.timeMs ?? 0, signal))
    try {
      return await thread.run({ ...order, signal })
    } finally {
      const [next] = this.#queue
      if (next) next.start(thread)
      else this.#idle.push(thread)
    }
  }

  /** Waits for a thread. Whoever goes away leaves the queue. */
  #turn(timeMs: number, signal: AbortSignal): Promise<SearchThread> {
    return new Promise((resolve, reject) => {
      if (this.#stopping.signal.aborted) return reject(stopping())
      if (this.#queueMs() + timeMs > this.#queueMsMax) return reject(this.#busy())
      if (signal.aborted) return reject(withdrawn())
      const leave = () => waiting.refuse(withdrawn())
      const done = () => {
        this.#queue.delete(waiting)
        signal.removeEventListener('abort', leave)
      }
      const waiting: Waiting = {
        timeMs,
        start: (thread) => {
          done()
          resolve(thread)
        },
        refuse: (error) => {
          done()
          reject(error)
        },
      }
      signal.addEventListener('abort', leave)
      this.#queue.add(waiting)
    })
  }

  /** How long the last in the queue waits at most, beside what is running. */
  #queueMs(): number {
    let sum = 0
    for (const { timeMs } of this.#queue) sum += timeMs
    return sum / this.#threads.length
  }

  #busy(): PoolBusy {
    const seconds = Math.max(1, Math.ceil(this.#queueMs() / 1000))
    return new PoolBusy(
      `${this.#queue.size} searches are waiting already. Try again in ${seconds} s.`,
      seconds,
    )
  }

  /** Begins one thread, so that the first search does not wait for it. */
  warm(): void {
    this.#idle.at(-1)?.warm()
  }

  /** Ends the running searches, which answer what they found, and refuses those that wait. */
  stop(): void {
    for (const waiting of [...this.#queue]) waiting.refuse(stopping())
    this.#stopping.abort()
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    this.stop()
    await Promise.all(this.#threads.map((thread) => thread.close()))
  }
}

function stopping(): PoolBusy {
  return new PoolBusy('The server is stopping: try again in a moment.', 1)
}

/** Told to nobody: whoever asked has gone. */
function withdrawn(): PoolBusy {
  return new PoolBusy('The request was withdrawn before its search began.', 1)
}
