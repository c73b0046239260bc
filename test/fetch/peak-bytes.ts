/**
 * The most memory that this thread held above what it held before, while something was awaited. The memory of
 * the process says nothing of that: other files of tests run in it at the same time.
 */
export async function peakBytes(act: () => Promise<unknown>): Promise<number> {
  const before = held()
  let peak = before
  let isOver = false
  const look = () => {
    peak = Math.max(peak, held())
    if (!isOver) setImmediate(look)
  }
  look()
  try {
    await act()
  } finally {
    isOver = true
  }
  return Math.max(peak, held()) - before
}

/** The heap of this thread, and the buffers beside it. */
function held(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
