import { accept } from '../../src/core/pricing/accept.ts'
import type { Cart } from '../../src/core/pricing/cart.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import type { Attempt } from '../../src/core/pricing/lineup.ts'
import type { Offer } from '../../src/core/pricing/offer.ts'
import { priceInTurn } from '../../src/core/pricing/price.ts'
import { totalOf } from '../../src/core/pricing/quote.ts'
import { isRefused, shippedTerms, type TermsLibrary } from '../../src/tessera.ts'

/** The cheapest choice by trying every subset: what a search has to find. */
export function exhaustive(
  input: Input,
  library: TermsLibrary = shippedTerms,
): { total: number; chosen: string[] } {
  const accepted = accept(input, library)
  if (isRefused(accepted)) throw new Error(JSON.stringify(accepted))
  let best: { total: number; key: Key; offers: readonly Offer[] } | null = null
  for (const { total, offers } of choicesOf(accepted.cart, accepted.attempts)) {
    if (best !== null && total > best.total) continue
    const key = keyOf(offers)
    if (best === null || total < best.total || compareKeys(key, best.key) < 0) {
      best = { total, key, offers }
    }
  }
  const { total, offers } = best as NonNullable<typeof best>
  return { total, chosen: inOrderOfInput(offers) }
}

/** Some offers that all apply together, and what the cart then comes to. */
export interface Choice {
  readonly total: number
  readonly coins: number
  readonly offers: readonly Offer[]
}

/**
 * Every subset in which all offers apply, each priced from the beginning. The others can be spared:
 * an offer that is refused changes nothing, so a subset with one costs what it costs without it, and
 * of equal totals the fewer offers win.
 */
export function choicesOf(cart: Cart, attempts: readonly Attempt[]): Choice[] {
  const choices: Choice[] = []
  const walk = (chosen: readonly Attempt[], from: number): void => {
    const { running, feesLeft, applied, rejected } = priceInTurn(cart, chosen, 'decide')
    // Those before the last applied already, and later ones cannot help it: refused, whatever follows.
    if (rejected.length > 0) return
    choices.push({
      total: totalOf(cart, running, feesLeft),
      coins: applied.reduce((sum, one) => sum + one.coins, 0),
      offers: chosen.map(({ offer }) => offer),
    })
    for (let at = from; at < attempts.length; at++) {
      walk([...chosen, attempts[at] as Attempt], at + 1)
    }
  }
  walk([], 0)
  return choices
}

/** Ids in the order of `offers`. */
export function inOrderOfInput(offers: readonly Offer[]): string[] {
  return offers.toSorted((a, b) => a.position - b.position).map((offer) => offer.id)
}

/** How many, when they end (none last), how they are called: pricing §7's order among equal totals. */
export type Key = readonly [number, readonly number[], readonly string[]]

export function keyOf(offers: readonly Offer[]): Key {
  const ends = offers.map((offer) => offer.until).sort((a, b) => (a === b ? 0 : a < b ? -1 : 1))
  return [offers.length, ends, offers.map((offer) => offer.id).sort()]
}

export function compareKeys(a: Key, b: Key): number {
  return a[0] - b[0] || compareLists(a[1], b[1]) || compareLists(a[2], b[2])
}

/** Two lists of equal length by their first difference, strings by code unit. */
export function compareLists<T extends number | string>(a: readonly T[], b: readonly T[]): number {
  for (const [at, one] of a.entries()) {
    const other = b[at] as T
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}
