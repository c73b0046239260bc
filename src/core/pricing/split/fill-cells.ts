import { comparePicks, type Pick, pickOf } from '../tie-order.ts'
import type { Player } from './problem.ts'

/** A place that at most one offer can hold: a unit of a slot in a block of pieces. */
export interface Cell {
  /** Cells of one family draw on the same lines, which lie in one block each. */
  readonly family: number
  readonly block: number
  readonly options: Option[]
}

/** An offer that could hold the place, what it gives, and the list that it still lacks there. */
export interface Option {
  readonly player: Player
  readonly worth: number
  readonly lacks: number
}

/** An offer in the block that uses it. */
export interface Placed {
  readonly player: Player
  readonly block: number
}

export interface Filling {
  readonly gain: number
  readonly placed: readonly Placed[]
  /** Whether the same offers could give as much in other blocks. */
  readonly ambiguous: boolean
}

/**
 * The most that offers give together: one a cell at most, none more often than it may be used, and what
 * those of a family lack within what is left to deal to them. Of equals, what comes first (pricing §7).
 */
export function fillCells(cells: readonly Cell[], left: readonly number[]): Filling {
  for (const { options } of cells) options.sort((a, b) => b.worth - a.worth)
  const rest = new Array<number>(cells.length + 1).fill(0)
  for (let at = cells.length - 1; at >= 0; at--) {
    rest[at] = (rest[at + 1] as number) + (cells[at]?.options[0]?.worth ?? 0)
  }
  const filler = new Filler(cells, rest, left)
  filler.from(0, 0)
  return filler
}

class Filler implements Filling {
  readonly #cells: readonly Cell[]
  /** By cell: the most that it and those after it could give. */
  readonly #rest: readonly number[]
  readonly #left: number[]
  readonly #path: Placed[] = []
  #pick: Pick | null = null
  gain = -1
  placed: readonly Placed[] = []
  ambiguous = false

  constructor(cells: readonly Cell[], rest: readonly number[], left: readonly number[]) {
    this.#cells = cells
    this.#rest = rest
    this.#left = [...left]
  }

  from(at: number, gain: number): void {
    if (gain + (this.#rest[at] as number) < this.gain) return
    if (at === this.#cells.length) {
      this.#keepBetter(gain)
      return
    }
    const { options, family, block } = this.#cells[at] as Cell
    const left = this.#left[family] as number
    for (const { player, worth, lacks } of options) {
      if (lacks > left || this.#usedUp(player)) continue
      this.#left[family] = left - lacks
      this.#path.push({ player, block })
      this.from(at + 1, gain + worth)
      this.#path.pop()
      this.#left[family] = left
    }
    this.from(at + 1, gain)
  }

  #usedUp(player: Player): boolean {
    let used = 0
    for (const other of this.#path) if (other.player === player) used++
    return used >= player.uses
  }

  #keepBetter(gain: number): void {
    if (gain < this.gain) return
    if (gain === this.gain && this.#path.length > this.placed.length) return
    const pick = pickOf(this.#path.map(({ player }) => player.candidate.offer))
    if (gain === this.gain && this.#pick !== null) {
      const order = comparePicks(pick, this.#pick)
      if (order === 0) this.ambiguous = true
      if (order >= 0) return
    }
    this.gain = gain
    this.placed = [...this.#path]
    this.#pick = pick
    this.ambiguous = false
  }
}
