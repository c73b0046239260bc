/** One thing wrong with an input: where (JSON Pointer, RFC 6901) and what, as a sentence. */
export interface Fault {
  readonly path: string
  readonly fault: string
}

/** Bad input is refused whole, every fault named (pricing §2). */
export interface Refused {
  readonly refused: readonly Fault[]
}

/** Whether an answer is a refusal of the input. */
export function isRefused(answer: object): answer is Refused {
  return Array.isArray((answer as Partial<Refused>).refused)
}

/** Appends one reference token to a JSON Pointer, escaped (RFC 6901 §3). */
export function pointer(path: string, token: string | number): string {
  if (typeof token === 'number') return `${path}/${token}`
  return `${path}/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** Throws when an invariant of our own code is broken: never for input, which is refused instead. */
export function assert(condition: boolean, invariant: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${invariant}`)
}
