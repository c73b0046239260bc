import type { Offer } from '../offer.ts'
import { comparePicks, type Pick, pickOf } from '../tie-order.ts'
import type { Player } from './problem.ts'

/** Offers that stand behind a twin, or before one. */
export class Twins {
  /** By offer: the first of its twins. */
  readonly #firstOf = new Map<Offer, Offer>()

  constructor(players: readonly Player[]) {
    for (const { twin, candidate } of players) {
      if (twin < 0) continue
      let first = players[twin] as Player
      while (first.twin >= 0) first = players[first.twin] as Player
      this.#firstOf.set(candidate.offer, first.candidate.offer)
      this.#firstOf.set(first.candidate.offer, first.candidate.offer)
    }
  }

  /** Changes twins between checkouts, so that what comes first is used in the earlier one (§9). */
  inOrder(byStage: readonly Pick[]): readonly Pick[] {
    if (this.#firstOf.size === 0) return byStage
    const waiting = new Map<Offer, Offer[]>()
    for (const offer of byStage.flatMap(({ offers }) => offers)) {
      const first = this.#firstOf.get(offer)
      if (first) waiting.set(first, [...(waiting.get(first) ?? []), offer])
    }
    for (const twins of waiting.values())
      twins.sort((a, b) => comparePicks(pickOf([a]), pickOf([b])))
    return byStage.map(({ offers }) =>
      pickOf(
        offers.map((offer) => {
          const first = this.#firstOf.get(offer)
          return first ? (waiting.get(first)?.shift() as Offer) : offer
        }),
      ),
    )
  }
}
