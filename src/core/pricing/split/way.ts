import type { Allotment } from './allotments.ts'
import type { Settled } from './local-gains.ts'
import type { Piece, Player, Problem } from './problem.ts'
import type { Table } from './table.ts'

/** All pieces lie in checkouts: which shared offers these got, and what each seller gains there. */
export interface Way {
  /** By piece: its checkout, in the order of payment. */
  readonly checkoutOf: Int32Array
  /** By checkout in that order: its group in the allotment. */
  readonly groupAt: readonly number[]
  readonly allotment: Allotment
  /** By seller. */
  readonly settled: readonly (Settled | null)[]
  /** By seller and group: the seller's block, −1 where none lies there. */
  readonly blocks: readonly Int8Array[]
}

/**
 * The most that offers take off with the pieces dealt so. Beside an offer that needs a part of its
 * checkout to be left, what comes before it takes no more than the rest.
 */
export function mostOf(way: Way, { problem, looseMost }: Table): number {
  const { allotment, groupAt, settled, blocks } = way
  let sum = looseMost
  for (const [place, group] of groupAt.entries()) {
    const most = { early: 0, late: 0 }
    let last: Player | null = null
    for (const { player, group: its } of allotment.uses) {
      if (its !== group) continue
      if (player.last) last = player
      most[player.early ? 'early' : 'late'] += player.candidate.most
    }
    for (const [seller, dealt] of settled.entries()) {
      const here = dealt?.mostIn[blocks[seller]?.[group] as number]
      if (here === undefined) continue
      most.early += here.early
      most.late += here.late
    }
    const room = last === null ? most.early : listIn(way, place, problem) - last.needSpend
    sum += Math.min(most.early, room) + most.late
  }
  for (const dealt of settled) sum -= dealt?.fees ?? 0
  return sum
}

function listIn({ checkoutOf }: Way, place: number, { pieces }: Problem): number {
  let list = 0
  for (let at = 0; at < pieces.length; at++) {
    if (checkoutOf[at] === place) list += (pieces[at] as Piece).list
  }
  return list
}

/** The offers that were counted on in one checkout, in order of attempt. */
export function countedIn({ allotment, settled, blocks }: Way, group: number): Player[] {
  const players = allotment.uses.filter((use) => use.group === group).map(({ player }) => player)
  for (const [seller, dealt] of settled.entries()) {
    const its = blocks[seller]?.[group] as number
    if (dealt === null || its < 0) continue
    for (const { player, block } of dealt.placed) if (block === its) players.push(player)
  }
  return players.sort((a, b) => a.index - b.index)
}

/** The offers that a checkout may use: those allotted to it, and all that are not allotted. */
export function allowedIn({ allotment }: Way, players: readonly Player[], at: Checkout): Player[] {
  return players.filter((player) => {
    if (player.firstOnly && at.place > 0) return false
    if (player.role !== 'shared') return true
    return allotment.uses.some((use) => use.player === player && use.group === at.group)
  })
}

interface Checkout {
  readonly group: number
  readonly place: number
}
