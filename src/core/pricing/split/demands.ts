import type { Allotment } from './allotments.ts'
import type { Piece } from './problem.ts'
import type { DealOrder, Table } from './table.ts'

/** One use of a shared offer, and what its checkout still lacks for it. */
interface Demand {
  readonly group: number
  readonly family: number
  readonly reaches: Uint8Array
  readonly listFrom: Float64Array
  readonly countFrom: Float64Array
  lacks: number
  lacksPieces: number
}

/** What the offers of an allotment demand of their checkouts, while pieces are dealt. */
export class Demands {
  readonly #order: DealOrder
  readonly #rows: readonly Demand[]
  /** By family: what its demands lack together. */
  readonly #lacks: Float64Array
  readonly #need: Float64Array

  constructor({ uses }: Allotment, { tree, problem }: Table, order: DealOrder) {
    this.#need = new Float64Array(problem.checkoutsMax)
    this.#order = order
    this.#lacks = new Float64Array(tree.families.length)
    this.#rows = uses.map((use) => {
      const { player, group } = use
      return {
        group,
        family: tree.familyOf[player.index] as number,
        reaches: player.reaches,
        listFrom: order.listFrom[player.index] as Float64Array,
        countFrom: order.countFrom[player.index] as Float64Array,
        lacks: tree.needs.of(use, uses),
        lacksPieces: player.needPieces,
      }
    })
  }

  /** Adds a piece to what the offers of its checkout have there, or takes it away again. */
  meet(here: number, group: number, { list, quantity }: Piece, sign: 1 | -1): void {
    for (let k = 0; k < this.#rows.length; k++) {
      const row = this.#rows[k] as Demand
      if (row.group !== group || row.reaches[here] === 0) continue
      row.lacks -= sign * list
      row.lacksPieces -= sign * quantity
    }
  }

  /** Whether what is still to be dealt can meet every minimum, those of a family together. */
  canBeMet(dealt: number): boolean {
    const { familyFrom } = this.#order
    const lacks = this.#lacks.fill(0)
    for (let k = 0; k < this.#rows.length; k++) {
      const row = this.#rows[k] as Demand
      if (row.lacksPieces > 0 && row.lacksPieces > (row.countFrom[dealt] as number)) return false
      if (row.lacks <= 0) continue
      if (row.lacks > (row.listFrom[dealt] as number)) return false
      lacks[row.family] = (lacks[row.family] as number) + row.lacks
    }
    for (let family = 0; family < lacks.length; family++) {
      if ((lacks[family] as number) > (familyFrom[family]?.[dealt] as number)) return false
    }
    return true
  }

  /** By group: what it lacks most; good until it is asked for again. */
  needs(): Float64Array {
    const need = this.#need.fill(0)
    for (const { group, lacks } of this.#rows) {
      if (lacks > (need[group] as number)) need[group] = lacks
    }
    return need
  }

  /** Groups that lack something: they will hold a piece. */
  groupsInNeed(): Set<number> {
    const groups = new Set<number>()
    for (const { group, lacks } of this.#rows) if (lacks > 0) groups.add(group)
    return groups
  }
}

/** Puts the first of the groups into the order of their keys, the greatest first, in place. */
export function sortDown(groups: Int32Array, count: number, keys: Float64Array): void {
  for (let k = 1; k < count; k++) {
    const group = groups[k] as number
    const key = keys[group] as number
    let to = k
    for (; to > 0 && (keys[groups[to - 1] as number] as number) < key; to--) {
      groups[to] = groups[to - 1] as number
    }
    groups[to] = group
  }
}
