import { accept } from '../../src/core/pricing/accept.ts'
import type { Quote } from '../../src/core/pricing/document.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import type { Offer } from '../../src/core/pricing/offer.ts'
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import {
  isRefused,
  type Plan,
  type PlannedCheckout,
  quote,
  shippedTerms,
  type TermsLibrary,
} from '../../src/tessera.ts'
import { DealtLines } from './dealt-lines.ts'
import {
  type Choice,
  compareKeys,
  compareLists,
  inOrderOfInput,
  type Key,
  keyOf,
} from './exhaustive.ts'

/** What a plan may do beside its input. */
export interface Freedom {
  readonly maxCheckouts: number
  readonly units: boolean
}

/**
 * The cheapest plan by trying every way to deal the lines (or pieces) to checkouts in turn, and in
 * each every choice of offers that all apply (pricing §7, fg.batch, fg.shipping). It shares with the
 * search that it tests the pricing of one checkout, and nothing else.
 */
export function exhaustivePlan(
  input: Input,
  freedom: Freedom,
  library: TermsLibrary = shippedTerms,
): Plan {
  const accepted = accept(input, library)
  if (isRefused(accepted)) throw new Error(JSON.stringify(accepted))
  const { maxCheckouts, units } = freedom
  const dealt = new DealtLines(input, accepted, units)
  const { coins } = accepted.cart
  const deals = new Deals(input, dealt)
  deals.deal({ part: dealt.whole, coins, checkouts: maxCheckouts }, 0)
  const { total, paid } = deals.best as Found
  const single = Math.min(...dealt.choices(dealt.whole, coins).map((one) => one.total))
  return {
    checkouts: documents(dealt, paid, { units, library }),
    total,
    bound: total,
    proved: true,
    single,
  }
}

/** One checkout of a plan: what it holds, which coins it found, what was chosen. */
interface Paid {
  readonly part: number
  readonly coins: number
  readonly choice: Choice
}

interface Found {
  readonly total: number
  readonly paid: readonly Paid[]
  readonly ranks: Ranks
}

/** All plans, one after the other: `best` is the one to be preferred so far. */
class Deals {
  best: Found | null = null
  readonly #dealt: DealtLines
  readonly #uses: Uses
  readonly #least: (left: Left) => number
  readonly #paid: Paid[] = []

  constructor(input: Input, dealt: DealtLines) {
    this.#dealt = dealt
    this.#uses = usesOf(dealt, input)
    this.#least = leastOf(dealt)
  }

  /** Pays what is left in every way; `total` is what was paid before. */
  deal(left: Left, total: number): void {
    if (left.part === 0) {
      this.#consider(total)
      return
    }
    for (const part of partsOf(this.#dealt, left)) {
      for (const choice of this.#dealt.choices(part, left.coins)) {
        if (this.#mayUse(choice)) this.#pay({ part, coins: left.coins, choice }, left, total)
      }
    }
  }

  #pay(paid: Paid, left: Left, total: number): void {
    const { part, choice } = paid
    const after = leftAfter(left, part, choice)
    const sum = total + choice.total
    if (this.best !== null && sum + this.#least(after) > this.best.total) return
    this.#count(choice, 1)
    this.#paid.push(paid)
    this.deal(after, sum)
    this.#paid.pop()
    this.#count(choice, -1)
  }

  /** Offers for new buyers, and welcome coupons, are for the first of the checkouts alone. */
  #mayUse({ offers }: Choice): boolean {
    const isFirst = this.#paid.length === 0
    return offers.every((offer) => {
      if ((this.#uses.get(offer) as number) <= 0) return false
      return isFirst || !(offer.kind === 'welcome-coupon' || offer.newBuyersOnly)
    })
  }

  #count({ offers }: Choice, times: 1 | -1): void {
    for (const offer of offers) this.#uses.set(offer, (this.#uses.get(offer) as number) - times)
  }

  #consider(total: number): void {
    const found = { total, paid: [...this.#paid], ranks: ranksOf(this.#dealt, this.#paid) }
    if (this.best === null || total < this.best.total || precedes(found, this.best)) {
      this.best = found
    }
  }
}

interface Left {
  readonly part: number
  readonly coins: number
  readonly checkouts: number
}

/** What the next checkout may hold: the last one has to hold all that is left. */
function partsOf(dealt: DealtLines, { part, checkouts }: Left): readonly number[] {
  if (checkouts === 0) return []
  return checkouts === 1 ? [part] : dealt.parts(part)
}

function leftAfter(left: Left, part: number, choice: Choice): Left {
  return {
    part: left.part - part,
    coins: left.coins - choice.coins,
    checkouts: left.checkouts - 1,
  }
}

/** How often each offer may still be used by this buyer, and by anybody. */
type Uses = Map<Offer, number>

function usesOf({ accepted }: DealtLines, { offers = [] }: Input): Uses {
  return new Map(
    accepted.offers.map((offer) => {
      const { uses = { limit: 1, made: 0 }, budget } = offers[offer.position] as OfferDocument
      const left = uses.limit - uses.made
      return [offer, budget ? Math.min(left, budget.limit - budget.made) : left]
    }),
  )
}

/**
 * The least that the rest can come to if every offer might be used in each checkout: no plan comes
 * below it, so what cannot reach the best one so far need not be tried to the end.
 */
function leastOf(dealt: DealtLines): (left: Left) => number {
  const known = new Map<string, number>()
  const least = (left: Left): number => {
    if (left.part === 0) return 0
    const name = `${left.part} ${left.coins} ${left.checkouts}`
    const before = known.get(name)
    if (before !== undefined) return before
    let lowest = Number.POSITIVE_INFINITY
    for (const part of partsOf(dealt, left)) {
      for (const choice of dealt.choices(part, left.coins)) {
        if (choice.total >= lowest) break
        lowest = Math.min(lowest, choice.total + least(leftAfter(left, part, choice)))
      }
    }
    known.set(name, lowest)
    return lowest
  }
  return least
}

/** What decides between plans of one total, in this order (pricing §7, §9). */
interface Ranks {
  /** How many checkouts, and the key of all that is chosen. */
  readonly checkouts: number
  readonly all: Key
  /** By line and piece: the place of its checkout, the pieces of a line ascending. */
  readonly places: readonly number[]
  /** The key of what is chosen in each checkout. */
  readonly each: readonly Key[]
}

function ranksOf(dealt: DealtLines, paid: readonly Paid[]): Ranks {
  const digits = paid.map(({ part }) => dealt.digits(part))
  return {
    checkouts: paid.length,
    all: keyOf(paid.flatMap(({ choice }) => choice.offers)),
    places: dealt
      .digits(dealt.whole)
      .flatMap((_, line) =>
        digits.flatMap((counts, place) => new Array<number>(counts[line] as number).fill(place)),
      ),
    each: paid.map(({ choice }) => keyOf(choice.offers)),
  }
}

/** Of two plans with equal totals, whether the first one is to be preferred. */
function precedes({ ranks: one }: Found, { ranks: other }: Found): boolean {
  let order =
    one.checkouts - other.checkouts ||
    compareKeys(one.all, other.all) ||
    compareLists(one.places, other.places)
  for (let at = 0; order === 0 && at < one.checkouts; at++) {
    order = compareKeys(one.each[at] as Key, other.each[at] as Key)
  }
  return order < 0
}

/** The checkouts as a plan tells them, each priced by `quote` on an input of its own. */
function documents(
  dealt: DealtLines,
  paid: readonly Paid[],
  { units, library }: { readonly units: boolean; readonly library: TermsLibrary },
): PlannedCheckout[] {
  return paid.map(({ part, coins, choice }) => {
    const input = dealt.input(part, coins)
    const chosen = inOrderOfInput(choice.offers)
    return {
      lines: units
        ? input.lines.map(({ id, quantity = 1 }) => ({ line: id, quantity }))
        : input.lines.map(({ id }) => id),
      chosen,
      quote: quote({ ...input, choose: chosen }, { terms: library }) as Quote,
    }
  })
}
