export interface KeptOptions {
  /** More than this is forgotten, what was used longest ago first. */
  readonly entriesMax: number
  /** The weight of everything together; what weighs more alone is not kept. */
  readonly weightMax?: number
}

interface Entry<V> {
  readonly value: V
  readonly until: number
  readonly weight: number
}

/**
 * What is worth remembering for a while, and may be forgotten at any time. It is filled by what strangers
 * ask for, so its size is bounded.
 */
export class Kept<V> {
  readonly #entries = new Map<string, Entry<V>>()
  readonly #entriesMax: number
  readonly #weightMax: number
  #weight = 0

  constructor({ entriesMax, weightMax = Number.POSITIVE_INFINITY }: KeptOptions) {
    this.#entriesMax = entriesMax
    this.#weightMax = weightMax
  }

  get(key: string, now: number): V | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    this.forget(key)
    if (entry.until <= now) return undefined
    // Put back at the end: the order of a map is that of its last use.
    this.#add(key, entry)
    return entry.value
  }

  put(key: string, value: V, { until, weight = 1 }: { until: number; weight?: number }): void {
    this.forget(key)
    if (weight > this.#weightMax) return
    this.#add(key, { value, until, weight })
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#entriesMax && this.#weight <= this.#weightMax) break
      this.forget(oldest)
    }
  }

  forget(key: string): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#weight -= entry.weight
  }

  get size(): number {
    return this.#entries.size
  }

  #add(key: string, entry: Entry<V>): void {
    this.#entries.set(key, entry)
    this.#weight += entry.weight
  }
}
