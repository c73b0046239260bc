import { Worker } from 'node:worker_threads'
import type { TermsLibrary } from '../../../core/pricing/library.ts'
import type { Progress } from '../../../core/pricing/progress.ts'
import type { ThreadData, Told } from './messages.ts'
import type { SearchName } from './searches.ts'

/** A search to be run in another thread. */
export interface Order {
  readonly search: SearchName
  /** A JSON text. */
  readonly document: string
  /** Null leaves the end to the core's own count of steps. */
  readonly timeMs: number | null
  readonly onProgress?: ((progress: Progress) => void) | undefined
  /** Asks the search to end: it then answers the best that it found. */
  readonly signal?: AbortSignal | undefined
}

interface Current {
  readonly order: Order
  readonly resolve: (answer: string) => void
  readonly reject: (error: Error) => void
}

/**
 * A thread that searches, one order at a time. It begins when the first order comes, and keeps no
 * process alive while it has none. Where it breaks, its order fails and the next one begins it anew.
 */
export class SearchThread {
  readonly #data: ThreadData
  readonly #memoryMb: number
  #worker: Worker | null = null
  #current: Current | null = null

  constructor(library: TermsLibrary, memoryMb: number) {
    this.#data = { ruleSets: library.all.map((terms) => terms.document) }
    this.#memoryMb = memoryMb
  }

  /** The answer as a JSON text; a refusal is one too (contract/ndjson.ts tells them apart). */
  async run(order: Order): Promise<string> {
    const worker = this.#begun()
    const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
    const end = () => Atomics.store(stop, 0, 1)
    if (order.signal?.aborted) end()
    order.signal?.addEventListener('abort', end)
    worker.ref()
    try {
      return await new Promise((resolve, reject) => {
        this.#current = { order, resolve, reject }
        const { search, document, timeMs, onProgress } = order
        worker.postMessage({ search, document, timeMs, tells: onProgress !== undefined, stop })
      })
    } finally {
      this.#current = null
      order.signal?.removeEventListener('abort', end)
      worker.unref()
    }
  }

  /** Begins the thread before it is needed: reading the core takes longer than a small search. */
  warm(): void {
    this.#begun()
  }

  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #begun(): Worker {
    this.#worker ??= this.#begin()
    return this.#worker
  }

  #begin(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      name: 'search',
      workerData: this.#data,
      resourceLimits: { maxOldGenerationSizeMb: this.#memoryMb },
    })
    worker.on('message', (told: Told) => this.#hear(told))
    worker.on('error', (error: Error) => this.#lose(worker, error))
    worker.on('exit', (code) => this.#lose(worker, new Error(`The thread ended with ${code}.`)))
    // After the listeners: one for messages would hold the process again.
    worker.unref()
    return worker
  }

  #hear(told: Told): void {
    if ('progress' in told) this.#current?.order.onProgress?.(told.progress)
    else if ('answer' in told) this.#current?.resolve(told.answer)
    else this.#current?.reject(new Error(`A search failed: ${told.failure}`))
  }

  #lose(worker: Worker, error: Error): void {
    // A thread that breaks says so twice, by its error and by its end; the next may have begun by then.
    if (this.#worker !== worker) return
    this.#worker = null
    this.#current?.reject(error)
  }
}
