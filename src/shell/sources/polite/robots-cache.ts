import type { GuardedClient } from '../../fetch/client.ts'
import { Kept } from '../kept.ts'
import { NO_ROBOTS, type Robots, readRobots } from './robots.ts'

/** What a site says to robots, or that it could not be asked. */
export type RobotsAnswer = Robots | { readonly unknown: 'unreachable' | 'failing' }

const HOUR_MS = 3_600_000
/** RFC 9309 lets a file be kept for a day. */
const KEPT_MS = 24 * HOUR_MS
/** A site that cannot say what it allows allows nothing; it is asked again after this. */
const UNKNOWN_KEPT_MS = HOUR_MS / 12

/** The product's name in robots.txt. */
export const ROBOT = 'tessera'

/** Which robots.txt holds for which origin: read once a day, and once for all who wait for it. */
export class RobotsCache {
  readonly #client: GuardedClient
  readonly #headers: Readonly<Record<string, string>>
  // Rules of 20,000 sites of a usual size, or of some that write as much as they may.
  readonly #kept = new Kept<RobotsAnswer>({ entriesMax: 20_000, weightMax: 32 * 1024 * 1024 })
  readonly #asked = new Map<string, Promise<RobotsAnswer>>()

  constructor(client: GuardedClient, headers: Readonly<Record<string, string>>) {
    this.#client = client
    this.#headers = headers
  }

  /** What is known of an origin without asking it. */
  known(origin: string, now: number): RobotsAnswer | undefined {
    return this.#kept.get(origin, now)
  }

  /** Asks the origin. */
  ask(origin: string, now: number, withinMs: number): Promise<RobotsAnswer> {
    const begun = this.#asked.get(origin)
    if (begun) return begun
    const asking = this.#read(origin, now, withinMs).finally(() => this.#asked.delete(origin))
    this.#asked.set(origin, asking)
    return asking
  }

  async #read(origin: string, now: number, withinMs: number): Promise<RobotsAnswer> {
    const headers = { ...this.#headers, accept: 'text/plain,*/*;q=0.1' }
    const came = await this.#client.request({ url: `${origin}/robots.txt`, headers, withinMs })
    const answer = 'refused' in came ? ({ unknown: 'unreachable' } as const) : readAnswer(came)
    const isKnown = !('unknown' in answer)
    this.#kept.put(origin, answer, {
      until: now + (isKnown ? KEPT_MS : UNKNOWN_KEPT_MS),
      weight: isKnown ? 200 + weightOf(answer) : 200,
    })
    return answer
  }
}

/** Without a file all is allowed; where the server fails, or asks to wait, nothing is. */
function readAnswer({ status, body }: { status: number; body: Buffer }): RobotsAnswer {
  if (status >= 200 && status < 300) return readRobots(body.toString('utf8'), ROBOT)
  if (status >= 400 && status < 500 && status !== 429) return NO_ROBOTS
  return { unknown: 'failing' }
}

function weightOf({ rules }: Robots): number {
  return rules.reduce((sum, { length }) => sum + length + 100, 0)
}
