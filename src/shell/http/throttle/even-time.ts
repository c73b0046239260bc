import { setTimeout as wait } from 'node:timers/promises'

/**
 * How finely the time of a refusal is told. Looking a code up takes about a millisecond, however that
 * ends; answers at these steps all come at the first one, unless the server is very busy.
 */
const STEP_MS = 20

/**
 * Waits until a time after `beganMs` that is the same for every cause of a refusal, so that a guesser
 * cannot tell an unknown code from one that was used or has expired.
 */
export async function untilEvenTime(beganMs: number, stepMs = STEP_MS): Promise<void> {
  const restMs = stepMs - ((performance.now() - beganMs) % stepMs)
  await wait(restMs)
}
