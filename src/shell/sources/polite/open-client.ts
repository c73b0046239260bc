import { GuardedClient, type GuardedClientOptions } from '../../fetch/client.ts'
import {
  type Fetches,
  PoliteClient,
  type PoliteClientOptions,
  SOURCE_LIMITS,
} from './polite-client.ts'

export type OpenClientOptions = Omit<PoliteClientOptions, 'client'> &
  Pick<GuardedClientOptions, 'onRefused' | 'resolve'>

/** The client of all sources: 2 MB, five seconds and five hops, the public internet and nothing else. */
export function openClient({ onRefused, resolve, ...options }: OpenClientOptions = {}): {
  readonly client: Fetches
  readonly close: () => Promise<void>
} {
  const guarded = new GuardedClient({
    limits: SOURCE_LIMITS,
    ...(onRefused && { onRefused }),
    ...(resolve && { resolve }),
  })
  return {
    client: new PoliteClient({ ...options, client: guarded }),
    close: () => guarded.close(),
  }
}
