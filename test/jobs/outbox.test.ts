import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type JobFault, startJobs } from '../../src/shell/jobs/jobs.ts'
import type { Consumer } from '../../src/shell/jobs/message.ts'
import {
  ATTEMPTS_MAX,
  outboxStanding,
  retryParked,
  takeMessages,
} from '../../src/shell/jobs/outbox.ts'
import { connectStore, type Store } from '../../src/shell/store/store.ts'
import { afterwards } from '../afterwards.ts'
import { freshDatabase, freshStore } from '../store/database.ts'

/** Messages on a topic, spread over the shards. */
async function send(store: Store, topic: string, count: number): Promise<void> {
  await store.pool.query(
    `insert into outbox (shard, topic, document)
     select n % $3, $1, jsonb_build_object('n', n) from generate_series(1, $2::int) as n`,
    [topic, count, store.shards],
  )
}

/** A consumer whose effect is a row in the database: the primary key tells a message that came twice. */
const recording: Consumer = async (messages, trx) => {
  const numbers = messages.map(({ document }) => (document as { n: number }).n)
  await trx
    .insertInto('feed')
    .values(numbers.map((number) => ({ number, topic: 'done', subject: 'n', document: '{}' })))
    .execute()
}

const done = async (store: Store) =>
  (await store.pool.query<{ n: number }>('select count(*) as n from feed')).rows[0]?.n

/** Who waits in vain is ended by the limit of the test. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** Later than every message is due, and standing still: what is put off is not due however slow a test is. */
const AT = new Date('2099-01-01T00:00:00Z')

/** Cuts every connection to the database of a store, but the one that says so. */
const cutAll = (store: Store) =>
  store.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  )

describe('the outbox', async () => {
  test('any number of workers: each message has its effect once', async () => {
    const store = await freshStore()
    await send(store, 'a', 6_000)
    const workers = Array.from({ length: 4 }, () =>
      startJobs(store, { consumers: { a: [recording] }, everyMs: 20 }),
    )
    await until(async () => (await outboxStanding(store)).waiting === 0)
    await Promise.all(workers.map((one) => one.stop()))
    expect(await done(store)).toBe(6_000)
  })

  test('a message that is held by another worker is passed over', async () => {
    const store = await freshStore()
    await send(store, 'a', store.shards * 2)
    const client = await store.pool.connect()
    await client.query('begin')
    await client.query('select 1 from outbox where shard = 1 limit 1 for update')
    expect((await takeMessages(store, 1, { a: [recording] })).found).toBe(1)
    await client.query('rollback')
    client.release()
    expect((await takeMessages(store, 1, { a: [recording] })).found).toBe(1)
  })

  test('topics that a worker does not know stay for those who do', async () => {
    const store = await freshStore()
    await send(store, 'a', 4)
    await send(store, 'later', 4)
    for (let shard = 0; shard < store.shards; shard++) await takeMessages(store, shard, { a: [] })
    expect((await outboxStanding(store)).waiting).toBe(4)
  })

  test('one message that cannot be taken holds up no other, comes again later, and is put aside', async () => {
    const store = await freshStore()
    await store.pool.query(
      `insert into outbox (shard, topic, document)
       select 0, 'a', jsonb_build_object('n', n) from generate_series(1, 20) as n`,
    )
    const poisoned: Consumer = async (messages, trx) => {
      await recording(messages, trx)
      const bad = messages.find(({ document }) => (document as { n: number }).n === 7)
      // An error of the database, which would end the transaction if it were not undone.
      if (bad)
        await trx
          .insertInto('feed')
          .values({ number: 1, topic: 'x', subject: 'x', document: '{}' })
          .execute()
    }
    const consumers = { a: [poisoned] }
    const first = await takeMessages(store, 0, consumers, AT)
    expect(first).toMatchObject({ found: 20, failed: [{ number: 7, attempts: 0 }] })
    expect(await done(store)).toBe(19)
    expect((await takeMessages(store, 0, consumers, AT)).found).toBe(0)
    for (let attempt = 2; attempt <= ATTEMPTS_MAX; attempt++) {
      await store.pool.query('update outbox set due_at = clock_timestamp()')
      expect((await takeMessages(store, 0, consumers, AT)).failed).toHaveLength(1)
    }
    expect(await outboxStanding(store)).toMatchObject({ waiting: 0, parked: 1 })
    const { rows } = await store.pool.query('select topic, attempts, fault from outbox_parked')
    expect(rows).toEqual([
      { topic: 'a', attempts: ATTEMPTS_MAX, fault: expect.stringContaining('duplicate key') },
    ])
    expect(await retryParked(store, 'a')).toBe(1)
    expect((await takeMessages(store, 0, { a: [recording] })).failed).toEqual([])
    expect(await done(store)).toBe(20)
  })

  test('waits longer after each failure, and at most five minutes or so', async () => {
    const store = await freshStore()
    await send(store, 'a', 1)
    const failing = { a: [() => Promise.reject(new Error('away'))] }
    const waits: number[] = []
    for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt++) {
      await takeMessages(store, 1, failing, AT)
      const { rows } = await store.pool.query<{ wait: number }>(
        'select extract(epoch from due_at - $1)::float8 as wait from outbox',
        [AT],
      )
      waits.push(rows[0]?.wait ?? 0)
      await store.pool.query('update outbox set due_at = clock_timestamp()')
    }
    expect(waits[0]).toBeLessThan(1.3)
    expect(waits[3]).toBeGreaterThan(5)
    expect(Math.max(...waits)).toBeLessThanOrEqual(375)
    const all = waits.reduce((sum, wait) => sum + wait, 0)
    expect(all / 3_600).toBeGreaterThan(1)
  })

  test('a worker outlives a database that cuts its connections, and tells of it', async () => {
    const database = await freshDatabase()
    const store = await connectStore(database)
    afterwards(() => store.close())
    let attempts = 0
    // The first time its own connection is cut in the midst of the work.
    const cutting: Consumer = async (messages, trx) => {
      if (attempts++ === 0) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx)
      await recording(messages, trx)
    }
    const faults: JobFault[] = []
    const jobs = startJobs(store, {
      consumers: { a: [cutting] },
      everyMs: 20,
      onFault: (fault) => faults.push(fault),
    })
    // Those that rest are cut again and again.
    for (let cuts = 0; cuts < 5; cuts++) {
      await new Promise((resolve) => setTimeout(resolve, 40))
      await cutAll(store).catch(() => {})
    }
    // Who sends and looks came after the cuts: nobody cuts these connections.
    const outside = await connectStore(database)
    afterwards(() => outside.close())
    await send(outside, 'a', 100)
    await until(async () => (await outboxStanding(outside)).waiting === 0)
    await jobs.stop()
    expect(await done(outside)).toBe(100)
    expect(faults.map(({ job }) => job)).toContainEqual(expect.stringMatching(/^outbox \d$/))
  })

  // Who waited to the end of its rest would wait beyond the limit of any test.
  test('stops at once when it rests, and after its batch when it works', async () => {
    const store = await freshStore()
    const resting = startJobs(store, { consumers: {}, everyMs: 3_600_000 })
    await resting.stop()
    await send(store, 'a', store.shards)
    const begun = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    let ended = 0
    const slow: Consumer = async () => {
      begun.resolve()
      await released.promise
      ended++
    }
    const working = startJobs(store, { consumers: { a: [slow] } })
    await begun.promise
    const stopped = working.stop()
    released.resolve()
    await stopped
    expect(ended).toBeGreaterThan(0)
    expect((await outboxStanding(store)).waiting).toBe(store.shards - ended)
  })
})
