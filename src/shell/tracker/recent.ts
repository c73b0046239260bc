/** What many ask for and is dear to find out: found once in a while, and once for all who wait for it. */
export class Recent<T> {
  readonly #find: () => Promise<T>
  readonly #keptMs: number
  #found: { readonly at: number; readonly value: Promise<T> } | null = null

  constructor(find: () => Promise<T>, keptMs: number) {
    this.#find = find
    this.#keptMs = keptMs
  }

  /** As it was within the last while, by a clock in epoch milliseconds. */
  at(now: number): Promise<T> {
    const isRecent = this.#found !== null && Math.abs(now - this.#found.at) < this.#keptMs
    if (this.#found === null || !isRecent) {
      const value = this.#find()
      const found = { at: now, value }
      this.#found = found
      // Whoever asks next tries again.
      value.catch(() => {
        if (this.#found === found) this.#found = null
      })
    }
    return this.#found.value
  }
}
