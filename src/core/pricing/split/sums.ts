/** By place: the sum of what is counted from there on; after the last, 0. */
export function sumsFrom<T>(all: ArrayLike<T>, count: (one: T) => number): Float64Array {
  const sums = new Float64Array(all.length + 1)
  for (let at = all.length - 1; at >= 0; at--) {
    sums[at] = (sums[at + 1] as number) + count(all[at] as T)
  }
  return sums
}
