import { accept } from '../../src/core/pricing/accept.ts'
import type { Input } from '../../src/core/pricing/input.ts'
import { price } from '../../src/core/pricing/price.ts'
import { totalOf } from '../../src/core/pricing/quote.ts'
import { isRefused, shippedTerms } from '../../src/tessera.ts'

/** The cheapest choice by trying every subset: what a search has to find. */
export function exhaustive(input: Input): { total: number; chosen: string[] } {
  const accepted = accept(input, shippedTerms)
  if (isRefused(accepted)) throw new Error(JSON.stringify(accepted))
  const { cart, offers } = accepted
  let best: { total: number; key: Key; chosen: string[] } | null = null
  for (let subset = 0; subset < 1 << offers.length; subset++) {
    const some = offers.filter((_, at) => (subset >> at) & 1)
    const { running, feesLeft } = price(cart, some, 'decide')
    const total = totalOf(cart, running, feesLeft)
    if (best !== null && total > best.total) continue
    const key = keyOf(some)
    if (best === null || total < best.total || compareKeys(key, best.key) < 0) {
      best = { total, key, chosen: some.map((offer) => offer.id) }
    }
  }
  return best as { total: number; chosen: string[] }
}

/** How many, when they end (none last), how they are called: pricing §7's order among equal totals. */
type Key = readonly [number, readonly number[], readonly string[]]

function keyOf(offers: readonly { readonly id: string; readonly until: number }[]): Key {
  const ends = offers.map((offer) => offer.until).sort((a, b) => (a === b ? 0 : a < b ? -1 : 1))
  return [offers.length, ends, offers.map((offer) => offer.id).sort()]
}

function compareKeys(a: Key, b: Key): number {
  if (a[0] !== b[0]) return a[0] - b[0]
  for (const part of [1, 2] as const) {
    for (const [at, one] of a[part].entries()) {
      const other = b[part][at] as string | number
      if (one !== other) return one < other ? -1 : 1
    }
  }
  return 0
}
