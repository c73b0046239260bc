import { comparePicks, compareStages, type Pick } from '../tie-order.ts'

/** A way to pay the cart: where each piece lies, and what each checkout uses. */
export interface Deal {
  readonly total: number
  /** Checkouts that hold a piece. */
  readonly checkouts: number
  /** By piece: its checkout, in order of payment. */
  readonly checkoutOf: Int32Array
  readonly all: Pick
  readonly byStage: readonly Pick[]
}

/** Below 0 where `a` comes first: the smaller total, then the ties of pricing §7 and §9. */
export function compareDeals(a: Deal, b: Deal): number {
  if (a.total !== b.total) return a.total - b.total
  if (a.checkouts !== b.checkouts) return a.checkouts - b.checkouts
  const byOffers = comparePicks(a.all, b.all)
  if (byOffers !== 0) return byOffers
  const byLines = comparePlaces(a.checkoutOf, b.checkoutOf)
  return byLines === 0 ? compareStages(a.byStage, b.byStage) : byLines
}

/** The first piece that differs lies in the earlier checkout; up to the first that does not lie. */
export function comparePlaces(a: Int32Array, b: Int32Array): number {
  for (let at = 0; at < a.length && a[at] !== -1; at++) {
    const difference = (a[at] as number) - (b[at] as number)
    if (difference !== 0) return difference
  }
  return 0
}
