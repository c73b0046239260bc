/** How many questions one statement answers at most: more make the first of them wait for the last. */
const BATCH_MAX = 500

/**
 * Questions of the same kind that come while one is being answered are asked together: under load a
 * statement serves many requests, and without load none of them waits.
 */
export class Batches<G extends string | number, K, V> {
  readonly #load: (group: G, keys: readonly K[]) => Promise<readonly V[]>
  readonly #waiting = new Map<G, Question<K, V>[]>()
  readonly #running = new Set<G>()

  /** `load` answers the keys in their order. */
  constructor(load: (group: G, keys: readonly K[]) => Promise<readonly V[]>) {
    this.#load = load
  }

  ask(group: G, key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(group)
      if (waiting) waiting.push({ key, resolve, reject })
      else this.#waiting.set(group, [{ key, resolve, reject }])
      if (!this.#running.has(group)) void this.#run(group)
    })
  }

  async #run(group: G): Promise<void> {
    this.#running.add(group)
    for (let waiting = this.#waiting.get(group); waiting; waiting = this.#waiting.get(group)) {
      const now = waiting.splice(0, BATCH_MAX)
      if (waiting.length === 0) this.#waiting.delete(group)
      try {
        const keys = now.map(({ key }) => key)
        const values = await this.#load(group, keys)
        for (const [at, { resolve }] of now.entries()) resolve(values[at] as V)
      } catch (error) {
        for (const { reject } of now) reject(error)
      }
    }
    this.#running.delete(group)
  }
}

interface Question<K, V> {
  readonly key: K
  readonly resolve: (value: V) => void
  readonly reject: (error: unknown) => void
}
