import type { Use } from './families.ts'
import type { Player, Problem } from './problem.ts'

/**
 * What a shared offer needs in its checkout. A minimum that is tested on what is left has to be reached
 * beside what the offers before it surely take off: fixed amounts whose own minimum shows that they find
 * all that they take (fg.base). That is counted of offers that a checkout holds one of; where it holds
 * several of a slot, one amount may stand before them all.
 */
export class Needs {
  /** By player and other: whether the other surely takes its amount from lines of the player before it. */
  readonly #before: readonly Uint8Array[]

  constructor({ players, cart }: Problem) {
    const sure = players.map((player) => isSure(player, players))
    this.#before = players.map((player) => {
      const { ofRunning, slot } = player.candidate.kind
      const tests = ofRunning && slot?.per === 'checkout' && !cart.pricesIncludeTax
      return Uint8Array.from(players, (other) => {
        if (!tests || other.index >= player.index || !sure[other.index]) return 0
        return other.reaches.every((reached, at) => reached <= (player.reaches[at] as number))
          ? 1
          : 0
      })
    })
  }

  /** The list that the offer's lines must come to in its checkout. */
  of({ player, group }: Use, uses: readonly Use[]): number {
    let need = player.needSpend
    for (const { player: other, group: its } of uses) {
      if (its === group && this.#before[player.index]?.[other.index] === 1) {
        need += other.candidate.most
      }
    }
    return need
  }
}

function isSure({ candidate, index }: Player, players: readonly Player[]): boolean {
  const { offer, kind } = candidate
  if (offer.benefit.form !== 'off' || kind.ofRunning || offer.coinsMax > 0) return false
  let before = 0
  for (const other of players) {
    if (other.index >= index) break
    const oneSlot = kind.slot?.per === 'checkout' && other.candidate.kind.slot === kind.slot
    if (!oneSlot) before += other.candidate.most
  }
  return offer.minimumSpend >= before + offer.benefit.off
}
