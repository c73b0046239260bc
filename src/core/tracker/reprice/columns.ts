/** Texts of many rows, each kept once and its number in each row: −1 for none. */
export class Column {
  readonly #numbers: number[] = []
  readonly #texts: string[] = []
  readonly #known = new Map<string, number>()

  /** Sets the text of a row; answers whether the row has another than before. */
  set(row: number, text: string | null): boolean {
    while (this.#numbers.length <= row) this.#numbers.push(-2)
    const number = text === null ? -1 : this.#numberOf(text)
    const isNew = this.#numbers[row] !== number
    this.#numbers[row] = number
    return isNew
  }

  #numberOf(text: string): number {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const number = this.#texts.length
    this.#known.set(text, number)
    this.#texts.push(text)
    return number
  }

  /** Whether a row has one of some texts. */
  oneOf(texts: readonly string[]): (row: number) => boolean {
    const wanted = new Set(texts.map((text) => this.#known.get(text)))
    const [only] = wanted
    const numbers = this.#numbers
    if (wanted.size === 1) return (row) => numbers[row] === only
    return (row) => wanted.has(numbers[row])
  }

  /** Whether a row's text is such a one: asked once for each text. */
  where(isWanted: (text: string) => boolean): (row: number) => boolean {
    const wanted = this.#texts.map(isWanted)
    return (row) => wanted[this.#numbers[row] as number] === true
  }
}

/** The rows under each key. */
export class Postings {
  readonly #rows = new Map<string, number[]>()

  add(key: string | null, row: number): void {
    if (key === null) return
    const rows = this.#rows.get(key)
    if (rows) rows.push(row)
    else this.#rows.set(key, [row])
  }

  /** The rows under any of some keys; a row may stand twice. */
  of(keys: readonly string[]): readonly number[] {
    return keys.flatMap((key) => this.#rows.get(key) ?? [])
  }
}
