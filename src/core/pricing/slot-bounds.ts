import type { Cart } from './cart.ts'
import type { Candidate, Unit } from './potential.ts'

/**
 * Adds up the most that offers can take off together, while a slot is held by one of them: of each
 * unit of a slot only the largest counts. Made to be asked again and again of the same candidates, in
 * their order: `open` forgets all.
 */
export class SlotBounds {
  /** By slot and unit: the largest so far, valid where the stamp is the current one. */
  readonly #largest: Float64Array[] = []
  readonly #stamps: Int32Array[] = []
  readonly #together: number[] = []
  readonly #byUnit: number[] = []
  /** By slot: the places of the first and the last candidate that could hold a unit of it. */
  readonly #firstAt: number[] = []
  readonly #lastAt: number[] = []
  #stamp = 0
  #free = 0

  constructor(cart: Cart, candidates: readonly Candidate[]) {
    const units = Math.max(cart.lines.length, cart.orders.length, 1)
    for (let k = 0; k < cart.terms.slots.length; k++) {
      this.#largest.push(new Float64Array(units))
      this.#stamps.push(new Int32Array(units))
      this.#together.push(0)
      this.#byUnit.push(0)
      const couldHold = ({ kind }: Candidate) => kind.slot?.index === k
      this.#firstAt.push(candidates.findIndex(couldHold))
      this.#lastAt.push(candidates.findLastIndex(couldHold))
    }
  }

  open(): void {
    this.#stamp++
    this.#free = 0
    this.#together.fill(0)
    this.#byUnit.fill(0)
  }

  /** Counts an offer that takes off `most`; nothing on the units that somebody holds already. */
  add({ kind, units }: Candidate, most: number, holders: readonly unknown[] | null): void {
    if (kind.slot === null) {
      this.#free += most
      return
    }
    const slot = kind.slot.index
    const largest = this.#largest[slot] as Float64Array
    const stamps = this.#stamps[slot] as Int32Array
    let there = false
    for (let k = 0; k < units.length; k++) {
      const { unit, most: unitMost } = units[k] as Unit
      if (holders !== null && holders[unit] !== undefined) continue
      there = true
      const before = stamps[unit] === this.#stamp ? (largest[unit] as number) : 0
      const now = unitMost < most ? unitMost : most
      if (now <= before) continue
      largest[unit] = now
      stamps[unit] = this.#stamp
      this.#byUnit[slot] = (this.#byUnit[slot] as number) + now - before
    }
    if (there) this.#together[slot] = (this.#together[slot] as number) + most
  }

  /** Whether a candidate before a place could hold what this one could. */
  isSharedBefore(place: number, { kind }: Candidate): boolean {
    return kind.slot !== null && (this.#firstAt[kind.slot.index] as number) < place
  }

  /** The most that the offers counted since `open` take off together. */
  sum(): number {
    return this.sumBefore(Number.POSITIVE_INFINITY)
  }

  /**
   * The same without the slots that a candidate from a place on could hold: there it may be the place,
   * not what was counted before it, that is held in the end.
   */
  sumBefore(place: number): number {
    let sum = this.#free
    for (let slot = 0; slot < this.#together.length; slot++) {
      if ((this.#lastAt[slot] as number) >= place) continue
      sum += Math.min(this.#together[slot] as number, this.#byUnit[slot] as number)
    }
    return sum
  }
}
