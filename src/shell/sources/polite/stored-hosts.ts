import type { Store } from '../../store/store.ts'
import { changeHost } from '../../store/tracker/source-hosts.ts'
import { type HostState, keptUntil, newHost } from './host-state.ts'
import type { Hosts } from './hosts.ts'

/** The states of hosts in the store: all servers together have one bucket for a host, and one breaker. */
export function storedHosts(store: Pick<Store, 'db' | 'shards'>): Hosts {
  return {
    change: (host, now, change) =>
      changeHost(store, host, (kept) => {
        const [state, answer] = change((kept as HostState | null) ?? newHost(now))
        return [{ state, until: new Date(keptUntil(state, now)) }, answer]
      }),
  }
}
