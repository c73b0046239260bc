import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { mailStanding } from '../../src/shell/store/mails/mail-lists.ts'
import { connectStore } from '../../src/shell/store/store.ts'
import { freshDatabase } from '../store/database.ts'
import { writeMail } from './mail-world.ts'
import { SmtpDouble } from './smtp-double.ts'

const connection = await freshDatabase()
const store = await connectStore(connection)
afterAll(() => store.close())

const MAILS = 60
const KILLS = 4

const WORKER = 'mail worker'

function startWorker(server: SmtpDouble): ChildProcess {
  const named = { ...connection, application_name: WORKER }
  const given = JSON.stringify({ connection: named, settings: server.settings() })
  const script = join(import.meta.dirname, 'mail-worker.ts')
  return spawn(process.execPath, [script, given], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** What a dead worker had asked of the database may still be carried out: until its connections have ended. */
async function lastWordOfWorkers(): Promise<void> {
  const asking = `select from pg_stat_activity
    where datname = current_database() and application_name = $1`
  while ((await store.pool.query(asking, [WORKER])).rowCount !== 0) await wait(5)
}

it('a worker that is killed between sending and marking loses no mail, and its repetitions can be told (E10, S01)', async () => {
  const server = await new SmtpDouble().start()
  for (let n = 0; n < MAILS; n++) await writeMail(store, `k${n}`)
  for (let kill = 0; kill < KILLS; kill++) {
    const worker = startWorker(server)
    const until = server.received.length + 5 + kill
    // The mail is taken, and nothing of that has been said to the worker: it dies just then.
    server.onTaken = async () => {
      if (server.received.length >= until) worker.kill('SIGKILL')
      await wait(5)
    }
    if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit')
    await lastWordOfWorkers()
    // The leases of the dead are over.
    await store.pool.query("update mails set due_at = created_at where state = 'waiting'")
  }
  server.onTaken = async () => {}
  const last = startWorker(server)
  while ((await mailStanding(store)).sent < MAILS) await wait(20)
  last.kill('SIGKILL')
  await once(last, 'exit')
  const bySubject = Map.groupBy(server.received, ({ mail }) => mail.subject)
  expect(bySubject.size).toBe(MAILS)
  const ids = new Set(server.received.map(({ mail }) => mail.messageId))
  expect(ids.size).toBe(MAILS)
  // It was shown something: at least one mail came twice.
  expect(server.received.length).toBeGreaterThan(MAILS)
}, 60_000)
