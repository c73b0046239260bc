import type { Offer } from './offer.ts'

/** Offers that are used, with what decides between equal totals (pricing §7). */
export interface Pick {
  readonly offers: readonly Offer[]
  /** Ends of the offers, ascending, none last; and their ids, ascending by code unit. */
  readonly ends: readonly number[]
  readonly ids: readonly string[]
}

export function pickOf(offers: readonly Offer[]): Pick {
  return new LazyPick(offers)
}

/** Sorted lists are made when two totals are equal, which is seldom. */
class LazyPick implements Pick {
  readonly offers: readonly Offer[]
  #ends: readonly number[] | null = null
  #ids: readonly string[] | null = null

  constructor(offers: readonly Offer[]) {
    this.offers = offers
  }

  get ends(): readonly number[] {
    this.#ends ??= this.offers
      .map(({ until }) => until)
      .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    return this.#ends
  }

  get ids(): readonly string[] {
    this.#ids ??= this.offers.map(({ id }) => id).sort()
    return this.#ids
  }
}

/** Of equal totals: fewer offers, then what expires first is spent, then ids; below 0 where a wins. */
export function comparePicks(a: Pick, b: Pick): number {
  if (a.offers.length !== b.offers.length) return a.offers.length - b.offers.length
  const byEnd = compareLists(a.ends, b.ends)
  return byEnd === 0 ? compareLists(a.ids, b.ids) : byEnd
}

/** Of equal picks over all: what the first checkout uses decides, then the second (pricing §9). */
export function compareStages(a: readonly Pick[], b: readonly Pick[]): number {
  for (const [at, one] of a.entries()) {
    const order = comparePicks(one, b[at] as Pick)
    if (order !== 0) return order
  }
  return 0
}

function compareLists<T extends string | number>(a: readonly T[], b: readonly T[]): number {
  for (let k = 0; k < a.length; k++) {
    const [one, other] = [a[k] as T, b[k] as T]
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}
