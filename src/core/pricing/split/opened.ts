import type { Piece } from './problem.ts'

/** The checkouts that were opened while pieces are dealt, in the order in which they were. */
export class Opened {
  /** By group: its place, −1 while it has none; by place: its group. */
  readonly #placeOf: Int32Array
  readonly groups: number[] = []
  /** By group: the line whose piece opened it, and how many of its pieces lie there. */
  readonly #lineOf: Int32Array
  readonly #held: Int32Array
  readonly #placed: number

  /** The first groups have a fixed place and are open from the start. */
  constructor(checkoutsMax: number, placed: number) {
    this.#placed = placed
    this.#placeOf = new Int32Array(checkoutsMax).fill(-1)
    this.#lineOf = new Int32Array(checkoutsMax).fill(-1)
    this.#held = new Int32Array(checkoutsMax)
    for (let group = 0; group < placed; group++) {
      this.#placeOf[group] = group
      this.groups.push(group)
    }
  }

  placeOf(group: number): number {
    return this.#placeOf[group] as number
  }

  isOpen(group: number): boolean {
    return this.#placeOf[group] !== -1
  }

  /**
   * Where a piece may go: groups that are open, from a place on; those that are not and were allotted
   * something; and one more, for those that are left are all alike. How many these are.
   */
  choices(into: Int32Array, leastPlace: number, allotted: number): number {
    let count = 0
    const places = this.groups.length
    for (let place = leastPlace; place < places; place++) {
      into[count++] = this.groups[place] as number
    }
    if (places === into.length) return count
    for (let group = 0; group < allotted; group++) {
      if (!this.isOpen(group)) into[count++] = group
    }
    const blank = this.#placeOf.indexOf(-1, allotted)
    if (blank >= 0) into[count++] = blank
    return count
  }

  open(group: number, { line }: Piece): void {
    this.#placeOf[group] = this.groups.length
    this.#lineOf[group] = line
    this.groups.push(group)
  }

  /** Closes the group that was opened last. */
  close(group: number): void {
    this.groups.pop()
    this.#placeOf[group] = -1
    this.#lineOf[group] = -1
  }

  hold(group: number, { line }: Piece, sign: 1 | -1): void {
    if (this.#lineOf[group] === line) this.#held[group] = (this.#held[group] as number) + sign
  }

  /**
   * Whether a checkout would hold more of the line that opened it than one that the same line opened
   * before it: then they change places, and the deal is one that is looked at anyway.
   */
  outgrows(group: number, { line }: Piece): boolean {
    const place = this.#placeOf[group] as number
    if (this.#lineOf[group] !== line || place === 0) return false
    const before = this.groups[place - 1] as number
    if (this.#lineOf[before] !== line) return false
    return (this.#held[group] as number) >= (this.#held[before] as number)
  }

  /** How many checkouts hold something, with those that their offers will make hold something. */
  leastCheckouts(inNeed: Set<number>, placeAt: Int32Array): number {
    for (const [place, group] of this.groups.entries()) {
      if (place >= this.#placed || placeAt.includes(place)) inNeed.add(group)
    }
    return inNeed.size
  }
}
