/** Ways to part `count` pieces into at most `blocks` blocks; infinite where there are more than `most`. */
export function waysOf(count: number, blocks: number, most: number): number {
  // By number of blocks in use: each further piece joins one of them or opens a new one.
  let ways = [1]
  for (let piece = 0; piece < count; piece++) {
    const more = new Array<number>(Math.min(ways.length + 1, blocks + 1)).fill(0)
    for (const [used, many] of ways.entries()) {
      more[used] = (more[used] as number) + many * used
      if (used < blocks) more[used + 1] = (more[used + 1] as number) + many
    }
    ways = more
    if (sumOf(ways) > most) return Number.POSITIVE_INFINITY
  }
  return sumOf(ways)
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
