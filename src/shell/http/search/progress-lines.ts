import type { Progress } from '../../../core/pricing/progress.ts'

/**
 * A search as lines of JSON: how it stands, whenever it says so and the reader is ready, and at last the
 * answer. A line of progress that was not read yet gives way to a newer one.
 */
export async function* progressLines(
  search: (onProgress: (progress: Progress) => void) => Promise<string>,
): AsyncGenerator<string> {
  let latest: Progress | null = null
  let ended = false
  let wake = (): void => {}
  const answer = search((progress) => {
    latest = progress
    wake()
  }).finally(() => {
    ended = true
    wake()
  })
  // Whoever reads these lines may stop before the end; a failure is then nobody's.
  answer.catch(() => {})
  while (!ended) {
    const progress: Progress | null = latest
    latest = null
    if (progress !== null) yield JSON.stringify({ progress })
    else await new Promise<void>((resolve) => (wake = resolve))
  }
  yield await answer
}
