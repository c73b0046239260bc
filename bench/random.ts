/** A stream of numbers that is the same on every machine, so that two runs price the same carts. */
export interface Random {
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  /** True once in a while: `probability` from 0 to 1. */
  chance(probability: number): boolean
  /** One of the entries. */
  pick<T>(entries: readonly T[]): T
  /** The same entries in another order. */
  shuffled<T>(entries: readonly T[]): T[]
}

/** Numbers from a seed (mulberry32: ten lines, and more than even enough for carts). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1))
  return {
    whole,
    chance: (probability) => next() < probability,
    pick: (entries) => entries[whole(0, entries.length - 1)] as (typeof entries)[number],
    shuffled: (entries) => {
      const order = [...entries]
      for (let last = order.length - 1; last > 0; last--) {
        const other = whole(0, last)
        const kept = order[last] as (typeof order)[number]
        order[last] = order[other] as (typeof order)[number]
        order[other] = kept
      }
      return order
    },
  }
}
