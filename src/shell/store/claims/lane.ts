import { insist, isPassing } from './database-faults.ts'

/** Carries out what waited: what it answers is to be asked again, before all that came meanwhile. */
export type Run<T> = (batch: readonly T[]) => Promise<readonly T[]>

/** What a lane gives up with. */
export interface Waiting {
  readonly reject: (error: unknown) => void
}

/**
 * One after the other: what comes while a batch is carried out waits, and is the next batch. Under load a
 * statement serves hundreds, and without load none of them waits.
 */
export class Lane<T extends Waiting> {
  readonly #run: Run<T>
  readonly #most: number
  #waiting: T[] = []
  #isRunning = false
  #idle: (() => void)[] = []

  constructor(run: Run<T>, most: number) {
    this.#run = run
    this.#most = most
  }

  ask(one: T): void {
    this.#waiting.push(one)
    this.wake()
  }

  /** Asks again what has waited before. */
  again(ones: readonly T[]): void {
    if (ones.length === 0) return
    this.#waiting = [...ones, ...this.#waiting]
    this.wake()
  }

  wake(): void {
    if (this.#isRunning) return
    this.#isRunning = true
    // Whatever else comes in this turn of the event loop shares the batch.
    setImmediate(() => void this.#drain())
  }

  /** Resolves when nothing waits and nothing runs. */
  drained(): Promise<void> {
    if (!this.#isRunning) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, this.#most)
      this.#waiting = this.#waiting.slice(this.#most)
      const again = await carryOut(this.#run, batch)
      if (again.length > 0) this.#waiting = [...again, ...this.#waiting]
    }
    this.#isRunning = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }
}

/**
 * Tries again what failed by a fault of the moment: every act has its key, so nothing is done twice. Of
 * another fault one of the batch may be the cause: halves find it, and the others are served.
 */
async function carryOut<T extends Waiting>(
  run: Run<T>,
  batch: readonly T[],
): Promise<readonly T[]> {
  try {
    return await insist(() => run(batch))
  } catch (error) {
    if (batch.length === 1 || isPassing(error)) {
      for (const { reject } of batch) reject(error)
      return []
    }
    const middle = batch.length >> 1
    const first = await carryOut(run, batch.slice(0, middle))
    return [...first, ...(await carryOut(run, batch.slice(middle)))]
  }
}
