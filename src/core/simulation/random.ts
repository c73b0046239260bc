/** A range of whole numbers, both ends included. */
export type Range = readonly [least: number, most: number]

/** A stream of choices that is the same on every machine: whole numbers only, no logarithms. */
export interface Random {
  /** A whole number of a range. */
  within(range: Range): number
  /** True so many times in a hundred. */
  chance(percent: number): boolean
  pick<T>(entries: readonly T[]): T
  /** One of the entries, each as often as its weight says. */
  weighted<T extends { readonly weight: number }>(entries: readonly T[]): T
}

/** The largest seed: a generator of 32 bits has no more. */
export const SEED_MAX = 0xffff_ffff

/**
 * The stream of a seed and a place: each buyer, checkout and order has its own, so that what one of them
 * draws does not move what another one does.
 */
export function randomOf(seed: number, ...place: readonly number[]): Random {
  let state = seed >>> 0
  for (const part of place) state = mixed((state ^ Math.imul(part + 1, 0x9e37_79b1)) >>> 0)
  const next = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0
    return mixed(state) / 0x1_0000_0000
  }
  const within = ([least, most]: Range): number => least + Math.floor(next() * (most - least + 1))
  return {
    within,
    chance: (percent) => next() * 100 < percent,
    pick: (entries) => entries[within([0, entries.length - 1])] as (typeof entries)[number],
    weighted: (entries) => {
      let left = next() * entries.reduce((sum, { weight }) => sum + weight, 0)
      const found = entries.find(({ weight }) => {
        left -= weight
        return left < 0
      })
      return found ?? (entries.at(-1) as (typeof entries)[number])
    },
  }
}

/** Spreads 32 bits over each other (the last step of murmur3). */
function mixed(bits: number): number {
  let now = bits
  now = Math.imul(now ^ (now >>> 16), 0x85eb_ca6b)
  now = Math.imul(now ^ (now >>> 13), 0xc2b2_ae35)
  return (now ^ (now >>> 16)) >>> 0
}
