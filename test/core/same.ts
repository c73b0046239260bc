import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'

/**
 * Two values are equal. The quick comparison comes first, for tests that ask it ten thousand times;
 * the other one is for its picture of the difference.
 */
export function same(one: unknown, other: unknown): void {
  if (!isDeepStrictEqual(one, other)) expect<unknown>(one).toEqual<unknown>(other)
}
