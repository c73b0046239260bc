import type { Allotment } from './allotments.ts'
import type { Settled } from './local-gains.ts'
import type { Piece, Player, Problem } from './problem.ts'

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

/** The most that offers take off with the pieces dealt so. */
export function mostOf(way: Way, problem: Problem, looseMost: number): number {
  let sum = looseMost
  for (let place = 0; place < way.groupAt.length; place++) sum += mostIn(way, place, problem)
  for (const dealt of way.settled) sum -= dealt?.fees ?? 0
  return sum
}

/**
 * The same in one checkout, without the loose ones. Beside an offer that needs a part to be left, what
 * comes before it takes no more than the rest.
 */
export function mostIn(way: Way, place: number, problem: Problem): number {
  const { allotment, groupAt, settled, blocks } = way
  const group = groupAt[place] as number
  let early = 0
  let late = 0
  let last: Player | null = null
  for (const { player, group: its } of allotment.uses) {
    if (its !== group) continue
    if (player.last) last = player
    if (player.early) early += player.candidate.most
    else late += player.candidate.most
  }
  for (let seller = 0; seller < settled.length; seller++) {
    const here = settled[seller]?.mostIn[blocks[seller]?.[group] as number]
    if (here === undefined) continue
    early += here.early
    late += here.late
  }
  const room = last === null ? early : listIn(way, place, problem) - last.needSpend
  return Math.min(early, room) + late
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
export function allowedIn(
  { allotment, groupAt }: Way,
  players: readonly Player[],
  place: number,
): Player[] {
  const group = groupAt[place]
  return players.filter((player) => {
    if (player.firstOnly && place > 0) return false
    if (player.role !== 'shared') return true
    return allotment.uses.some((use) => use.player === player && use.group === group)
  })
}
