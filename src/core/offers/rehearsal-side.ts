import { isRefused, type Refused } from '../base/faults.ts'
import { best } from '../pricing/best.ts'
import type { Quote } from '../pricing/document.ts'
import type { Input } from '../pricing/input.ts'
import type { TermsLibrary } from '../pricing/library.ts'
import { quote } from '../pricing/quote.ts'
import type { DraftOffer } from './rehearsal-drafts.ts'

/** How carts are priced on one side of a comparison. */
export interface RehearsedSide {
  readonly library: TermsLibrary
  /** The rule-set in place of the one that each cart names. */
  readonly terms?: string | undefined
  /** Offers beside those of the carts; one of the same id takes the place of a cart's. */
  readonly drafts?: readonly DraftOffer[] | undefined
  /** Offers of the carts that are left out. */
  readonly without?: readonly string[] | undefined
  /** Buyers choose what the cart recorded, or the cheapest. */
  readonly choosing?: 'as-recorded' | 'cheapest' | undefined
}

/** Prices carts in turn: what one uses of a limited offer, the next ones do not find. */
export interface SidePricer {
  readonly price: (input: Input) => Quote | Refused
  /** The cart as it was priced last. */
  readonly asked: (input: Input) => Input
}

// A choice that needs more steps than this is as good as proved, and thousands of carts wait.
const STEPS_MAX = 20_000_000

/** What the carts so far have taken of each draft. */
class Given {
  readonly #uses = new Map<string, number>()
  readonly #ofBuyers = new Map<string, number>()
  readonly #spent = new Map<string, number>()

  uses(offer: string): number {
    return this.#uses.get(offer) ?? 0
  }

  by(offer: string, buyer: string): number {
    return this.#ofBuyers.get(JSON.stringify([offer, buyer])) ?? 0
  }

  spent(offer: string): number {
    return this.#spent.get(offer) ?? 0
  }

  add(offer: string, buyer: string, off: number): void {
    this.#uses.set(offer, this.uses(offer) + 1)
    this.#ofBuyers.set(JSON.stringify([offer, buyer]), this.by(offer, buyer) + 1)
    this.#spent.set(offer, this.spent(offer) + off)
  }
}

const OUT = { limit: 0, made: 0 }

/** A pricer of one side, which remembers what its limited offers have given. */
export function sidePricer(side: RehearsedSide): SidePricer {
  const given = new Given()
  const drafts = new Map((side.drafts ?? []).map((draft) => [draft.offer.id, draft]))
  const replaced = new Set([...drafts.keys(), ...(side.without ?? [])])
  const asked = (input: Input, out: ReadonlySet<string> = new Set()): Input => {
    const recorded = (input.offers ?? []).filter(({ id }) => !replaced.has(id))
    const buyer = input.buyer.id
    const tried = [...drafts.values()].map((draft) => standing(draft, { given, buyer, out }))
    const named = Array.isArray(input.choose)
      ? {
          choose: [
            ...recorded.map(({ id }) => id).filter((id) => input.choose?.includes(id)),
            ...drafts.keys(),
          ],
        }
      : {}
    return { ...input, ...named, terms: side.terms ?? input.terms, offers: [...recorded, ...tried] }
  }
  const price = (input: Input): Quote | Refused => {
    const out = new Set<string>()
    for (;;) {
      const answer = quoteOf(asked(input, out), side)
      if (isRefused(answer)) return answer
      const over = answer.applied.find(({ offer, off }) => {
        const { budget = null } = drafts.get(offer) ?? {}
        return budget !== null && given.spent(offer) + off > budget
      })
      if (!over) return taken(answer, input)
      // The rest of its budget does not cover it: to this cart it is spent.
      out.add(over.offer)
    }
  }
  const taken = (answer: Quote, { buyer }: Input): Quote => {
    for (const { offer, off } of answer.applied) {
      if (drafts.has(offer)) given.add(offer, buyer.id, off)
    }
    return answer
  }
  return { price, asked: (input) => asked(input) }
}

function standing(
  { offer, perBuyer, uses, budget }: DraftOffer,
  { given, buyer, out }: { given: Given; buyer: string; out: ReadonlySet<string> },
) {
  const isSpent = budget !== null && given.spent(offer.id) >= budget
  const isTaken = uses !== null && given.uses(offer.id) >= uses
  return {
    ...offer,
    uses: { limit: perBuyer, made: Math.min(perBuyer, given.by(offer.id, buyer)) },
    budget: isSpent || isTaken || out.has(offer.id) ? OUT : null,
  }
}

function quoteOf(input: Input, { library, choosing }: RehearsedSide): Quote | Refused {
  if (choosing !== 'cheapest') return quote(input, { terms: library })
  const found = best(input, { terms: library, stepsMax: STEPS_MAX })
  return isRefused(found) ? found : found.quote
}
