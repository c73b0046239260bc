import type { Quote } from '../pricing/document.ts'
import type { Reason } from '../pricing/reasons.ts'
import type { DraftOffer } from './rehearsal-drafts.ts'
import type { RehearsedOffer } from './rehearsal-report.ts'

interface Tally {
  used: number
  readonly off: Map<string, number>
  readonly rejected: Map<Reason, number>
}

/** Sums up what became of each draft. */
export class OfferTally {
  readonly #tallies: ReadonlyMap<string, Tally>

  constructor(drafts: readonly DraftOffer[]) {
    this.#tallies = new Map(
      drafts.map(({ offer }) => [offer.id, { used: 0, off: new Map(), rejected: new Map() }]),
    )
  }

  add({ applied, rejected, currency }: Quote): void {
    for (const { offer, off } of applied) {
      const tally = this.#tallies.get(offer)
      if (!tally) continue
      tally.used++
      tally.off.set(currency, (tally.off.get(currency) ?? 0) + off)
    }
    for (const { offer, reason } of rejected) {
      const reasons = this.#tallies.get(offer)?.rejected
      reasons?.set(reason, (reasons.get(reason) ?? 0) + 1)
    }
  }

  report(): RehearsedOffer[] {
    return [...this.#tallies].map(([offer, { used, off, rejected }]) => {
      const reasons = [...rejected].map(([reason, carts]) => ({ reason, carts }))
      return {
        offer,
        used,
        off: [...off].map(([currency, amount]) => ({ currency, amount })),
        rejected: reasons.sort((one, other) => other.carts - one.carts),
      }
    })
  }
}
