import pg from 'pg'
import type { Store } from './store.ts'

/**
 * Statements here are planned once for each connection (the planner takes longer than a claim), and find
 * rows by an index whatever the planner believes of a table: it learns that one has grown a minute later,
 * and in that minute a crowd would read it from end to end for every claim.
 */
const SETTINGS = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off'

/** Connections of a part's own, so that none of its acts waits behind a page: `max` of them at most. */
export function ownPool({ pool }: Pick<Store, 'pool'>, max: number): pg.Pool {
  const { password, ssl, options = '', ...rest } = pool.options
  const own = new pg.Pool({
    ...rest,
    // The pool hides them, so that they are not logged.
    ...(password !== undefined && { password }),
    ...(ssl !== undefined && { ssl }),
    options: `${options} ${SETTINGS}`.trim(),
    max,
    // A new one would prepare everything anew; none keeps a process from its end.
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
  })
  // What breaks while idle is replaced when it is needed; what breaks between two statements of a
  // transaction is told by the second. Without a listener either would end the process.
  own.on('error', () => {})
  own.on('connect', (client) => client.on('error', () => {}))
  return own
}
