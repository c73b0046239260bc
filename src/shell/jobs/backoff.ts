/**
 * How long to wait after a number of failures: each time twice as long up to a limit, and not exactly, so
 * that those who failed together do not come back together.
 */
export function backoffSeconds(
  failures: number,
  firstSeconds: number,
  mostSeconds: number,
): number {
  const seconds = Math.min(mostSeconds, firstSeconds * 2 ** (failures - 1))
  return seconds * (0.75 + Math.random() / 2)
}
