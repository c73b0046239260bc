import { sql, type Transaction } from 'kysely'
import { instantOf, secondsAfter } from '../store/access/clock.ts'
import type { Store } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'
import { backoffSeconds } from './backoff.ts'
import type { Consumers, Message } from './message.ts'

/** How many messages are taken at once: more keep a transaction open for longer. */
const BATCH_MAX = 500

/** A message that failed so often, for about an hour and a half, is put aside for somebody to look at. */
export const ATTEMPTS_MAX = 25

const FIRST_SECONDS = 1
const MOST_SECONDS = 300

export interface Taken {
  /** How many were found due; more may be, where it is as many as are taken at once. */
  readonly found: number
  readonly failed: readonly FailedMessage[]
}

export interface FailedMessage extends Message {
  readonly attempts: number
  readonly fault: string
}

interface Due extends Message {
  readonly attempts: number
}

/**
 * Acts on the messages of a shard that are due, in one transaction: acted on and gone, or neither. Rows
 * that another worker holds are passed over, so any number of workers may run.
 */
export async function takeMessages(
  store: Store,
  shard: number,
  consumers: Consumers,
  at?: Date,
): Promise<Taken> {
  return store.db.transaction().execute(async (trx) => {
    const due = await dueMessages(trx, shard, { topics: Object.keys(consumers), at })
    if (due.length === 0) return { found: 0, failed: [] }
    const failed: FailedMessage[] = []
    for (const [topic, messages] of Map.groupBy(due, (message) => message.topic)) {
      failed.push(...(await actOn(messages, consumers[topic] ?? [], trx)))
    }
    const failedNumbers = new Set(failed.map(({ number }) => number))
    await removeMessages(
      trx,
      shard,
      due.filter(({ number }) => !failedNumbers.has(number)),
    )
    for (const message of failed) await putOff(trx, message, at)
    return { found: due.length, failed }
  })
}

async function dueMessages(
  trx: Transaction<Tables>,
  shard: number,
  { topics, at }: { readonly topics: readonly string[]; readonly at: Date | undefined },
): Promise<Due[]> {
  const rows = await trx
    .selectFrom('outbox')
    .select(['number', 'topic', 'document', 'created_at', 'attempts'])
    .where('shard', '=', shard)
    .where('due_at', '<=', instantOf(at))
    .where(sql<boolean>`topic = any(${topics}::text[])`)
    .orderBy('due_at')
    .orderBy('number')
    .limit(BATCH_MAX)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(({ created_at, ...row }) => ({ ...row, shard, createdAt: created_at }))
}

/** Acts on messages together; where that fails, on each by itself, so that one fault holds up one message. */
async function actOn(
  messages: readonly Due[],
  acts: Consumers[string],
  trx: Transaction<Tables>,
): Promise<FailedMessage[]> {
  await sql`savepoint together`.execute(trx)
  try {
    for (const act of acts) await act(messages, trx)
    await sql`release savepoint together`.execute(trx)
    return []
  } catch (error) {
    // Throws where the connection is gone, and with it the whole transaction.
    await sql`rollback to savepoint together`.execute(trx)
    if (messages.length === 1)
      return messages.map((message) => ({ ...message, fault: said(error) }))
  }
  const failed: FailedMessage[] = []
  for (const message of messages) failed.push(...(await actOn([message], acts, trx)))
  return failed
}

const FAULT_MAX = 1_000

const said = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).slice(0, FAULT_MAX)

async function removeMessages(
  trx: Transaction<Tables>,
  shard: number,
  messages: readonly Message[],
): Promise<void> {
  const numbers = messages.map(({ number }) => number)
  await sql`delete from outbox where shard = ${shard} and number = any(${numbers}::bigint[])`.execute(
    trx,
  )
}

/** A message that failed comes again later, and is put aside in the end. */
async function putOff(trx: Transaction<Tables>, message: FailedMessage, at?: Date): Promise<void> {
  const { shard, number, topic, document, createdAt, fault } = message
  const attempts = message.attempts + 1
  if (attempts < ATTEMPTS_MAX) {
    await trx
      .updateTable('outbox')
      .set({
        attempts,
        due_at: secondsAfter(at, backoffSeconds(attempts, FIRST_SECONDS, MOST_SECONDS)),
      })
      .where('shard', '=', shard)
      .where('number', '=', number)
      .execute()
    return
  }
  await removeMessages(trx, shard, [message])
  await trx
    .insertInto('outbox_parked')
    .values({
      shard,
      number,
      topic,
      document: JSON.stringify(document),
      created_at: createdAt,
      attempts,
      fault,
      parked_at: instantOf(at),
    })
    .execute()
}

/** Puts the messages of a topic that were put aside back, once their fault is mended; how many. */
export async function retryParked(store: Store, topic: string, at?: Date): Promise<number> {
  let all = 0
  for (let shard = 0; shard < store.shards; shard++) {
    const { numAffectedRows = 0n } = await sql`
      with parked as (
        delete from outbox_parked where shard = ${shard} and topic = ${topic}
        returning number, document, created_at)
      insert into outbox (shard, number, topic, document, created_at, due_at)
      select ${shard}, number, ${topic}, document, created_at, ${instantOf(at)} from parked
    `.execute(store.db)
    all += Number(numAffectedRows)
  }
  return all
}

/** What waits, for those who watch over the server. */
export interface OutboxStanding {
  readonly waiting: number
  readonly parked: number
  /** How long the oldest message has been due. */
  readonly lateSeconds: number
}

export async function outboxStanding(store: Store, at?: Date): Promise<OutboxStanding> {
  const { rows } = await sql<{ waiting: number; parked: number; late: number }>`
    select (select count(*) from outbox) as waiting, (select count(*) from outbox_parked) as parked,
      greatest(0, coalesce((select extract(epoch from ${instantOf(at)} - min(due_at)) from outbox), 0))
        ::float8 as late
  `.execute(store.db)
  const { waiting = 0, parked = 0, late = 0 } = rows[0] ?? {}
  return { waiting, parked, lateSeconds: late }
}
