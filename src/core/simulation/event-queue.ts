import type { Instant } from '../base/instant.ts'

interface Entry<T> {
  readonly at: Instant
  /** Of the same instant, what was planned first comes first. */
  readonly turn: number
  readonly event: T
}

/** What is still to happen, the earliest first: the virtual clock stands where the last one was taken. */
export class EventQueue<T> {
  readonly #heap: Entry<T>[] = []
  #turn = 0

  /** When the next event happens; null where there is none. */
  get nextAt(): Instant | null {
    return this.#heap[0]?.at ?? null
  }

  add(at: Instant, event: T): void {
    const heap = this.#heap
    const entry = { at, turn: this.#turn++, event }
    let place = heap.length
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = heap[above] as Entry<T>
      if (!isBefore(entry, parent)) break
      heap[place] = parent
      place = above
    }
    heap[place] = entry
  }

  /** Takes the next event; null where there is none. */
  take(): { readonly at: Instant; readonly event: T } | null {
    const [first] = this.#heap
    const last = this.#heap.pop()
    if (first === undefined || last === undefined) return null
    if (this.#heap.length > 0) this.#sink(last)
    return first
  }

  /** Puts an entry at the top and lets it sink to its place. */
  #sink(entry: Entry<T>): void {
    const heap = this.#heap
    let place = 0
    for (;;) {
      let below = 2 * place + 1
      const left = heap[below]
      if (left === undefined) break
      const right = heap[below + 1]
      const child = right !== undefined && isBefore(right, left) ? right : left
      if (child === right) below++
      if (!isBefore(child, entry)) break
      heap[place] = child
      place = below
    }
    heap[place] = entry
  }
}

function isBefore(one: Entry<unknown>, other: Entry<unknown>): boolean {
  return one.at < other.at || (one.at === other.at && one.turn < other.turn)
}
