/** A binary heap: gives back the entry that comes first, and of equals the one that was put in first. */
export class Heap<T> {
  readonly #compare: (a: T, b: T) => number
  #entries: { readonly value: T; readonly turn: number }[] = []
  #turn = 0

  /** `compare` is below 0 where `a` comes first. */
  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare
  }

  get first(): T | undefined {
    return this.#entries[0]?.value
  }

  push(value: T): void {
    const entries = this.#entries
    entries.push({ value, turn: this.#turn++ })
    let at = entries.length - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if (!this.#isBefore(at, above)) return
      this.#swap(at, above)
      at = above
    }
  }

  pop(): T | undefined {
    const entries = this.#entries
    const first = entries[0]
    const last = entries.pop()
    if (first === undefined || last === undefined || entries.length === 0) return first?.value
    entries[0] = last
    for (let at = 0; ; ) {
      let next = at
      for (const below of [2 * at + 1, 2 * at + 2]) {
        if (below < entries.length && this.#isBefore(below, next)) next = below
      }
      if (next === at) return first.value
      this.#swap(at, next)
      at = next
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#entries[a], this.#entries[b]] as [
      { value: T; turn: number },
      { value: T; turn: number },
    ]
    const order = this.#compare(one.value, other.value)
    return order === 0 ? one.turn < other.turn : order < 0
  }

  #swap(a: number, b: number): void {
    const entries = this.#entries
    const kept = entries[a] as (typeof entries)[number]
    entries[a] = entries[b] as (typeof entries)[number]
    entries[b] = kept
  }
}
