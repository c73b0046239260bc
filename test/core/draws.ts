import fc from 'fast-check'

/**
 * Random choices, read one by one from a list of whole numbers. When the list is used up every choice
 * is the first, so a generator built on draws offers its simplest value first: then fast-check, by
 * shortening the list and lowering its numbers, shrinks a failing cart to a small one. Nested
 * arbitraries of the same carts would take ten times as long to draw.
 */
export interface Draws {
  /** A whole number from 0 to below `count`, 0 first. */
  below(count: number): number
  /** True once in so many times. */
  oneIn(times: number): boolean
  pick<T>(list: readonly T[]): T
  /** A list of `least` to below `least + spread` values. */
  list<T>(least: number, spread: number, draw: (at: number) => T): T[]
  /** The value once in so many times, else nothing: for a field that may be absent. */
  maybe<T extends object>(times: number, draw: () => T): T | object
}

const CHOICE = 2 ** 16

export function drawsFrom(choices: readonly number[]): Draws {
  let at = 0
  const next = (): number => choices[at++] ?? 0
  const below = (count: number): number => {
    if (count <= CHOICE) return next() % count
    // Amounts near the limits need more than 16 bits: three draws give 48.
    return ((next() * CHOICE + next()) * CHOICE + next()) % count
  }
  const oneIn = (times: number): boolean => below(times) === times - 1
  return {
    below,
    oneIn,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    list: (least, spread, draw) =>
      Array.from({ length: least + below(spread) }, (_, place) => draw(place)),
    maybe: (times, draw) => (oneIn(times) ? draw() : {}),
  }
}

/** Whatever a generator builds from at most `length` choices. */
export function drawn<T>(build: (draws: Draws) => T, length = 1000): fc.Arbitrary<T> {
  return fc
    .array(fc.nat({ max: CHOICE - 1 }), { maxLength: length, size: 'max' })
    .map((choices) => build(drawsFrom(choices)))
}

/** The same from a list that is never used up: what it builds is seldom simple, and shrinks less. */
export function drawnInFull<T>(build: (draws: Draws) => T, length = 300): fc.Arbitrary<T> {
  const choice = fc.nat({ max: CHOICE - 1 })
  return fc
    .noBias(fc.array(choice, { minLength: length, maxLength: length, size: 'max' }))
    .map((choices) => build(drawsFrom(choices)))
}

/** Minutes that each property is given to look for new carts, where somebody asks for a soak. */
const soakMinutes = Number(process.env.TESSERA_SOAK ?? 0)

/** Milliseconds that a test of properties may take; without a soak it takes seconds. */
export const PATIENCE = { testTimeout: (5 + 10 * soakMinutes) * 60_000 }

/** How many random cases: `runs`, or as many as a soak finds time for. */
export function effort<T>(runs: number): fc.Parameters<T> {
  // A fixed seed, so that what passes today passes tomorrow; a soak looks for what nobody has seen.
  // The limit ends a search for a smaller failing case, which can go on for minutes.
  // Cases that there was no time for are no cases that passed.
  if (soakMinutes === 0) {
    const limit = { interruptAfterTimeLimit: 240_000, markInterruptAsFailure: true }
    return { numRuns: runs, seed: 20_200_312, ...limit }
  }
  return { numRuns: 2 ** 31, interruptAfterTimeLimit: soakMinutes * 60_000 }
}
