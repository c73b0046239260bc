import { Kept } from '../kept.ts'
import { type HostState, keptUntil, newHost } from './host-state.ts'

/**
 * Where the states of hosts are kept. In memory each process has a bucket of its own; servers that share a
 * store keep them there, one row a host (`storedHosts`).
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
    this.#states.put(host, state, { until: keptUntil(state, now) })
    return answer
  }
}
