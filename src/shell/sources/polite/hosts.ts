import { Kept } from '../kept.ts'
import { DAY_MS, type HostState, newHost } from './host-state.ts'

/**
 * Where the states of hosts are kept. In memory each process has a bucket of its own; several workers that
 * share a store keep them there, one row a host.
 */
export interface Hosts {
  /** Changes the state of a host; what `change` answers beside the state is the answer. */
  readonly change: <T>(
    host: string,
    now: number,
    change: (state: HostState) => readonly [HostState, T],
  ) => Promise<T>
}

/** Hosts of which there is nothing to remember but full buckets are the first to be forgotten. */
const HOSTS_MAX = 20_000

export class MemoryHosts implements Hosts {
  readonly #states = new Kept<HostState>({ entriesMax: HOSTS_MAX })

  async change<T>(
    host: string,
    now: number,
    change: (state: HostState) => readonly [HostState, T],
  ): Promise<T> {
    const [state, answer] = change(this.#states.get(host, now) ?? newHost(now))
    const { breaker, quietUntil } = state
    this.#states.put(host, state, { until: Math.max(now, breaker.until, quietUntil) + DAY_MS })
    return answer
  }
}
