import { comparePicks, type Pick, pickOf } from '../tie-order.ts'
import type { Player } from './problem.ts'
import { sumsFrom } from './sums.ts'

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
  /** Whether something else could give as much, or nobody looked. */
  readonly ambiguous: boolean
}

/**
 * The most that offers give together: one a cell at most, none more often than it may be used. Of
 * equals, what comes first (pricing §7). Where there are too many ways, a bound without places.
 */
export function fillCells(cells: readonly Cell[]): Filling {
  for (const { options } of cells) options.sort((a, b) => b.worth - a.worth)
  const rest = sumsFrom(cells, ({ options }) => options[0]?.worth ?? 0)
  const filler = new Filler(cells, rest)
  filler.from(0, 0)
  return filler.gaveUp ? { gain: mostOfCells(cells), placed: [], ambiguous: true } : filler
}

/**
 * No more than all cells hold in full, of each family: as many offers as there are cells, those that
 * give most; and of what they lack, no more than is left.
 */
export function mostOfCells(cells: readonly Cell[]): number {
  return familiesIn(cells).reduce((sum, { offers, cells: count }) => sum + top(offers, count), 0)
}

/** The same by number of blocks that hold something, from 1 on, while pieces are still to be dealt. */
export function mostByBlocks(
  cells: readonly Cell[],
  left: readonly number[],
  blocksMax: number,
): number[] {
  const families = familiesIn(cells).map(({ family, offers }) => ({
    offers,
    within: withinRoom(offers, left[family] as number),
  }))
  return Array.from({ length: blocksMax }, (_, blocks) =>
    families.reduce(
      (sum, { offers, within }) => sum + Math.min(top(offers, blocks + 1), within),
      0,
    ),
  )
}

function familiesIn(cells: readonly Cell[]) {
  return [...new Set(cells.map((cell) => cell.family))].map((family) => {
    const own = cells.filter((cell) => cell.family === family)
    const offers = [...bestByPlayer(own).values()].flatMap((option) =>
      new Array<Option>(Math.min(own.length, option.player.uses)).fill(option),
    )
    offers.sort((a, b) => b.worth - a.worth)
    return { family, offers, cells: own.length }
  })
}

/** What so many of them give, those first that give most. */
function top(offers: readonly Option[], count: number): number {
  let sum = 0
  for (let k = 0; k < count && k < offers.length; k++) sum += (offers[k] as Option).worth
  return sum
}

/** By offer: the most that it gives in any cell, and the least that it lacks. */
function bestByPlayer(cells: readonly Cell[]): Map<Player, Option> {
  const best = new Map<Player, Option>()
  for (const { options } of cells) {
    for (const { player, worth, lacks } of options) {
      const known = best.get(player)
      best.set(player, {
        player,
        worth: Math.max(worth, known?.worth ?? 0),
        lacks: Math.min(lacks, known?.lacks ?? lacks),
      })
    }
  }
  return best
}

/** What gives most for what it lacks first, and a part of the one that no longer fits. */
function withinRoom(offers: readonly Option[], room: number): number {
  const ordered = [...offers].sort((a, b) => b.worth * a.lacks - a.worth * b.lacks)
  let left = room
  let sum = 0
  for (const { worth, lacks } of ordered) {
    if (lacks > left) return sum + Math.floor((worth * left) / lacks) + 1
    left -= lacks
    sum += worth
  }
  return sum
}

/** Ways that are looked at before a bound has to do. */
const WAYS_MAX = 3_000

class Filler implements Filling {
  readonly #cells: readonly Cell[]
  /** By cell: the most that it and those after it could give. */
  readonly #rest: Float64Array
  readonly #path: Placed[] = []
  #pick: Pick | null = null
  #ways = 0
  gain = -1
  placed: readonly Placed[] = []
  ambiguous = false

  constructor(cells: readonly Cell[], rest: Float64Array) {
    this.#cells = cells
    this.#rest = rest
  }

  get gaveUp(): boolean {
    return this.#ways > WAYS_MAX
  }

  from(at: number, gain: number): void {
    if (gain + (this.#rest[at] as number) < this.gain || ++this.#ways > WAYS_MAX) return
    if (at === this.#cells.length) {
      this.#keepBetter(gain)
      return
    }
    const { options, block } = this.#cells[at] as Cell
    for (const { player, worth } of options) {
      if (this.#usedUp(player)) continue
      this.#path.push({ player, block })
      this.from(at + 1, gain + worth)
      this.#path.pop()
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
