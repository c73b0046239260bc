import { sql } from 'kysely'
import type { Job } from '../jobs/jobs.ts'
import { nowOf } from '../store/instants.ts'
import type { Store } from '../store/store.ts'
import { testEventHeaders } from './test-event.ts'

/** Where the test provider posts its web hooks, below the server's own address. */
const TEST_EVENTS_PATH = '/v1/payments/test/events'

/** Longer would keep a worker waiting for a server that hangs, shorter would give up a busy one. */
const POST_MS = 10_000

/** How long an event is one worker's: longer than a post, for a second one of it would be in vain. */
const LEASE_SECONDS = 30

/** Posts under way at a time from one shard: the server is our own, and has others to serve. */
const AT_ONCE = 16

const FIRST_SECONDS = 1
/** Long enough to spare a server that refuses for good, short enough to wait for after a release. */
const MOST_SECONDS = 600

export interface TestProviderJobOptions {
  /** The server’s own address, `http://127.0.0.1:8080`; null while it does not listen yet. */
  readonly baseUrl: string | (() => string | null)
  /** How long it rests when nothing is due: the most that an answer comes late. */
  readonly everyMs?: number
  /** The clock of a test or a replay; without it the database's. */
  readonly at?: () => Date | undefined
}

/**
 * Posts what the test provider has to tell, each event until it is taken. Any number of workers may do so:
 * an event is leased, and one whose worker died is posted again when the lease is over, with the same id.
 */
export function testProviderJob(
  store: Store,
  { baseUrl, everyMs = 500, at = () => undefined }: TestProviderJobOptions,
): Job {
  const base = typeof baseUrl === 'string' ? () => baseUrl : baseUrl
  return {
    name: 'test payments',
    everyMs,
    run: async () => {
      const address = base()
      if (address === null) return false
      const url = `${address.replace(/\/$/, '')}${TEST_EVENTS_PATH}`
      return (await postTestEvents(store, { url, at: at() })).posted > 0
    },
  }
}

/** How many events were posted, and how many of them were taken. */
export interface PostedTestEvents {
  readonly posted: number
  readonly taken: number
}

/** Posts the events that are due once, some of each shard. */
export async function postTestEvents(
  store: Store,
  { url, at }: { readonly url: string; readonly at?: Date | undefined },
): Promise<PostedTestEvents> {
  let posted = 0
  let taken = 0
  for (let shard = 0; shard < store.shards; shard++) {
    const leased = await lease(store, shard, at)
    const faults = await Promise.all(leased.map((event) => post(store, url, event)))
    for (const [place, event] of leased.entries()) {
      await settle(store, event, { fault: faults[place] ?? null, at })
    }
    posted += leased.length
    taken += faults.filter((fault) => fault === null).length
  }
  return { posted, taken }
}

interface LeasedEvent {
  readonly shard: number
  readonly reference: string
  readonly id: string
  readonly document: object
  readonly attempts: number
  readonly now: Date
}

async function lease(store: Store, shard: number, at: Date | undefined): Promise<LeasedEvent[]> {
  const { rows } = await sql<LeasedEvent>`
    with due as (
      select reference, id from test_payment_events
      where shard = ${shard} and delivered_at is null and due_at <= ${nowOf(at)}
      order by due_at limit ${AT_ONCE} for update skip locked)
    update test_payment_events as e
    set attempts = attempts + 1, due_at = ${nowOf(at)} + make_interval(secs => ${LEASE_SECONDS})
    from due
    where e.shard = ${shard} and e.reference = due.reference and e.id = due.id
    returning e.shard, e.reference, e.id, e.document, e.attempts, ${nowOf(at)} as now
  `.execute(store.db)
  return rows
}

/** Posts one event; what was wrong, or null where it was taken. */
async function post(store: Store, url: string, event: LeasedEvent): Promise<string | null> {
  const body = JSON.stringify(event.document)
  const signed = testEventHeaders(store, body, event.now.getTime())
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(POST_MS),
    })
    await answer.body?.cancel()
    return answer.ok ? null : `It answered ${answer.status}.`
  } catch (error) {
    const { message, cause } = error as Error
    return `It was not reached: ${cause instanceof Error ? cause.message : message}`
  }
}

/** Whoever heard that it was taken says so for all; a failure counts for who still has the lease. */
async function settle(
  store: Store,
  { shard, reference, id, attempts }: LeasedEvent,
  { fault, at }: { readonly fault: string | null; readonly at: Date | undefined },
): Promise<void> {
  const row = store.db
    .updateTable('test_payment_events')
    .where('shard', '=', shard)
    .where('reference', '=', reference)
    .where('id', '=', id)
    .where('delivered_at', 'is', null)
  if (fault === null) {
    await row.set({ delivered_at: nowOf(at), last_fault: null }).execute()
    return
  }
  const dueAt = sql<Date>`${nowOf(at)} + make_interval(secs => ${retrySeconds(attempts)})`
  await row.where('attempts', '=', attempts).set({ due_at: dueAt, last_fault: fault }).execute()
}

/** Twice as long after each failure, and not exactly: what failed together does not come back together. */
function retrySeconds(failures: number): number {
  const seconds = Math.min(MOST_SECONDS, FIRST_SECONDS * 2 ** (failures - 1))
  return seconds * (0.75 + Math.random() / 2)
}
