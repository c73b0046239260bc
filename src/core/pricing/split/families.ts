import type { Player, Problem } from './problem.ts'

/** A shared offer that a checkout gets. Checkouts are numbered as they come up, unless their place is fixed. */
export interface Use {
  readonly player: Player
  readonly group: number
}

/** Shared offers that compete for the same place, and so never take spend of the same line. */
export interface Family {
  readonly players: readonly Player[]
  readonly onePerCheckout: boolean
  /** The list of all lines that any of them reaches. */
  readonly capacity: number
}

/** An offer to be decided; or one more use of the offer before. */
export interface Turn {
  readonly player: Player
  readonly family: number
  readonly again: boolean
  /** By number of places: the most that so many offers of the family from here on take off. */
  readonly most: readonly number[]
}

export function familiesOf({ pieces }: Problem, shared: readonly Player[]): Family[] {
  const byName = new Map<string, Player[]>()
  for (const player of shared) {
    const { kind, offer } = player.candidate
    const alone = (kind.allows & kind.bit) === 0 && offer.stacksWith === null
    const name = kind.slot
      ? `slot ${kind.slot.index}`
      : alone
        ? `kind ${kind.id}`
        : `${offer.id} alone`
    const family = byName.get(name)
    if (family) family.push(player)
    else byName.set(name, [player])
  }
  return [...byName.values()].map((players) => {
    let capacity = 0
    for (const [at, { list }] of pieces.entries()) {
      if (players.some(({ reaches }) => reaches[at] === 1)) capacity += list
    }
    return {
      players,
      onePerCheckout: players.every(({ candidate }) => candidate.kind.slot?.per === 'checkout'),
      capacity,
    }
  })
}

export function turnsOf(
  { players }: Family,
  family: number,
  { checkoutsMax, players: all }: Problem,
): Turn[] {
  const worth = ({ candidate, needSpend }: Player): number =>
    candidate.most / Math.max(1, needSpend)
  // A twin comes after the one that stands before it.
  const rankOf = (player: Player): number =>
    player.twin < 0 ? 0 : 1 + rankOf(all[player.twin] as Player)
  const ordered = [...players].sort(
    (a, b) => worth(b) - worth(a) || rankOf(a) - rankOf(b) || a.index - b.index,
  )
  const rows = ordered.flatMap((player) =>
    Array.from({ length: player.uses }, (_, time) => ({ player, again: time > 0 })),
  )
  return rows.map(({ player, again }, at) => {
    const mosts = rows.slice(at).map((row) => row.player.candidate.most)
    mosts.sort((a, b) => b - a)
    const most = [0]
    for (let count = 0; count < checkoutsMax; count++) {
      most.push((most[count] as number) + (mosts[count] ?? 0))
    }
    return { player, family, again, most }
  })
}
