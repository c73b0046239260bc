import type { Ask } from '../claims/ask.ts'
import { numberArray, textArray } from '../claims/text-array.ts'
import type { Store } from '../store.ts'
import { statement } from './connections.ts'
import type { Change, HeardEvent, KnownPayment, NewPayment, SettledPayment } from './decision.ts'

const WRITE_PAYMENTS = statement(
  'write-payments',
  `insert into payments (shard, attempt, checkout_id, buyer_id, provider, amount_minor, currency,
     return_url, state, begun_at)
   select $1, p.*, 'pending', $2::timestamptz
   from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::text[])
     as p (attempt, checkout_id, buyer_id, provider, amount_minor, currency, return_url)`,
)

const SETTLE_PAYMENTS = statement(
  'settle-payments',
  `update payments p set state = s.state, cause = s.cause, settled_at = $2::timestamptz
   from unnest($3::text[], $4::text[], $5::text[]) as s (attempt, state, cause)
   where p.shard = $1 and p.attempt = s.attempt`,
)

const WRITE_EVENTS = statement(
  'write-payment-events',
  `insert into payment_events (shard, provider, id, attempt, kind, outcome, received_at)
   select $1, e.*, $2::timestamptz
   from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
     as e (provider, id, attempt, kind, outcome)`,
)

interface At {
  readonly shard: number
  readonly now: Date
}

/** Writes what changes began and settled of payments, and what was heard of them. */
export async function writePayments(
  ask: Ask,
  { shard, now }: At,
  changes: readonly Change[],
): Promise<void> {
  const begun = changes.flatMap(({ payment }) => payment ?? [])
  const settled = changes.flatMap((change) => [
    ...(change.settled ? [change.settled] : []),
    ...voided(change),
  ])
  const heard = changes.flatMap((change) => change.heard ?? [])
  if (begun.length > 0) await ask(WRITE_PAYMENTS, [shard, now, ...paymentColumns(begun)])
  if (settled.length > 0) await ask(SETTLE_PAYMENTS, [shard, now, ...settledColumns(settled)])
  if (heard.length > 0) await ask(WRITE_EVENTS, [shard, now, ...heardColumns(heard)])
}

/** Payments that nobody answered for in time. */
function voided({ steps }: Change): SettledPayment[] {
  const attempts = steps.flatMap(({ step }) =>
    step.effects.flatMap((one) => (one.effect === 'void-payment' ? [one.attempt] : [])),
  )
  return [...new Set(attempts)].map((attempt) => ({ attempt, state: 'void', cause: null }))
}

const paymentColumns = (rows: readonly NewPayment[]) => [
  rows.map(({ attempt }) => attempt),
  rows.map(({ checkout }) => checkout),
  rows.map(({ buyer }) => buyer),
  rows.map(({ provider }) => provider),
  rows.map(({ amountMinor }) => amountMinor),
  rows.map(({ currency }) => currency),
  rows.map(({ returnUrl }) => returnUrl),
]

const settledColumns = (rows: readonly SettledPayment[]) => [
  rows.map(({ attempt }) => attempt),
  rows.map(({ state }) => state),
  rows.map(({ cause }) => cause),
]

const heardColumns = (rows: readonly HeardEvent[]) => [
  rows.map(({ provider }) => provider),
  rows.map(({ id }) => id),
  rows.map(({ attempt }) => attempt),
  rows.map(({ kind }) => kind),
  rows.map(({ outcome }) => outcome),
]

const LOAD_PAYMENTS = statement(
  'load-payments',
  `select attempt, checkout_id as checkout, buyer_id as buyer, provider,
     amount_minor as "amountMinor", currency, return_url as "returnUrl", state
   from payments where shard = $1 and attempt = any($2::text[])`,
)

/** Reads payments by their numbers. */
export async function loadPayments(
  ask: Ask,
  shard: number,
  attempts: readonly string[],
): Promise<ReadonlyMap<string, KnownPayment>> {
  if (attempts.length === 0) return new Map()
  const rows = await ask<KnownPayment>(LOAD_PAYMENTS, [shard, attempts])
  return new Map(rows.map((row) => [row.attempt, row]))
}

const HEARD_EVENTS = statement(
  'heard-events',
  `select provider, id from payment_events
   where shard = $1 and (provider, id) in (select * from unnest($2::text[], $3::text[]))`,
)

/** Which events of payment providers were heard before. */
export async function heardEvents(
  ask: Ask,
  shard: number,
  events: readonly { readonly provider: string; readonly id: string }[],
): Promise<ReadonlySet<string>> {
  if (events.length === 0) return new Set()
  const providers = events.map(({ provider }) => provider)
  const rows = await ask<{ provider: string; id: string }>(HEARD_EVENTS, [
    shard,
    providers,
    events.map(({ id }) => id),
  ])
  return new Set(rows.map(({ provider, id }) => `${provider}\n${id}`))
}

const BUYERS_OF_ATTEMPTS = statement(
  'buyers-of-attempts',
  `select attempt, buyer_id as buyer, checkout_id as checkout from payments
   where shard = any($1::smallint[]) and attempt = any($2::text[])`,
)

/** Whose payments these are, in their order; null where we began no such payment. */
export async function buyersOfAttempts(
  ask: Ask,
  { shards }: Pick<Store, 'shards'>,
  attempts: readonly string[],
): Promise<(string | null)[]> {
  const every = Array.from({ length: shards }, (_, shard) => shard)
  const wellFormed = attempts.map((attempt) => attempt.toWellFormed())
  const rows = await ask<{ attempt: string; buyer: string; checkout: string }>(BUYERS_OF_ATTEMPTS, [
    numberArray(every),
    textArray(wellFormed),
  ])
  const byAttempt = new Map(rows.map((row) => [row.attempt, row]))
  return attempts.map((attempt) => {
    const found = byAttempt.get(attempt)
    return found?.checkout === checkoutOfAttempt(attempt) ? found.buyer : null
  })
}

/** Checkouts name their payments, so that a payment names its checkout. */
export function checkoutOfAttempt(attempt: string): string {
  return attempt.replace(/-p\d+$/, '')
}
