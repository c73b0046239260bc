/** How long something took, without what else the machine did meanwhile: bounds that no busy machine breaks. */

const TICK_MS = 10

/**
 * Milliseconds that the event loop of this thread lived through while something was awaited: ticks that it
 * came to. Where the thread is not let run, the clock on the wall goes on and this one does not. Never more
 * than has passed.
 */
export async function livedMs(act: () => Promise<unknown>): Promise<number> {
  let ticks = 0
  const timer = setInterval(() => ticks++, TICK_MS)
  try {
    await act()
  } finally {
    clearInterval(timer)
  }
  return ticks * TICK_MS
}

/** Milliseconds that the processor worked for this thread while something ran. */
export function workedMs(act: () => void): number {
  const before = process.threadCpuUsage()
  act()
  return sinceMs(before)
}

/** As `workedMs`, while something was awaited. */
export async function workedMsAwaiting(act: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage()
  await act()
  return sinceMs(before)
}

function sinceMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}
