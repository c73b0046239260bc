import { type Command, Option } from 'commander'
import { sql } from 'kysely'
import { parseInstant } from '../../core/base/instant.ts'
import { outboxStanding, retryParked } from '../jobs/outbox.ts'
import { mailStanding } from '../store/mails/mail-lists.ts'
import { resendMails } from '../store/mails/mails.ts'
import type { Store } from '../store/store.ts'
import { visible } from './plain-text.ts'
import { pageColumns, refuse, say, sayJson } from './screen.ts'
import { addStoreOptions, type StoreOptions, withStore } from './store-option.ts'
import { table } from './table.ts'

interface OutboxOptions extends StoreOptions {
  readonly retry?: string
  readonly resend?: 'kept' | 'failed'
  readonly since?: string
}

const EXAMPLES = `
Examples:
  tessera outbox                                     what waits, and what was put aside and why
  tessera outbox --retry order.told                  puts the messages of a topic back, once their fault is mended
  tessera outbox --resend failed --since 2026-11-21T00:00:00Z
  tessera outbox --resend kept --since 2026-11-21T00:00:00Z   mails of the time before there was a mail server

A message that failed again and again is put aside, so that others go on; a running server sends what is put
back. Mails from before --since stay as they are: nobody wants last year's.

Exit codes: 0 fine, also where something is put aside; 2 the options or the database cannot be read.`

export function define(command: Command): void {
  addStoreOptions(command)
    .option('--retry <topic>', 'put what was put aside of a topic back')
    .addOption(
      new Option('--resend <state>', 'put mails back to be sent').choices(['kept', 'failed']),
    )
    .option('--since <instant>', 'of --resend: mails that were written since then')
    .option('--json', 'print as JSON')
    .addHelpText('after', EXAMPLES)
    .action(outbox)
}

async function outbox(options: OutboxOptions): Promise<void> {
  const { retry, resend, since, json } = options
  const from = since === undefined ? null : parseInstant(since)
  const fault = faultOf(options, from)
  if (fault !== null) return refuse({ refused: [fault] }, json)
  await withStore(options, async (store) => {
    const retried = retry === undefined ? null : await retryParked(store, retry)
    const resent =
      resend === undefined || from === null
        ? null
        : await resendMails(store, { state: resend, since: new Date(from) })
    const standing = { ...(await outboxStanding(store)), mails: await mailStanding(store) }
    const parked = await parkedTopics(store)
    if (json) return sayJson({ ...standing, parkedTopics: parked, retried, resent })
    if (retried !== null) say(`${retried} put back to be sent.`)
    if (resent !== null) say(`${resent} mails put back to be sent.`)
    const { waiting, lateSeconds, mails } = standing
    say(`${waiting} messages wait, the oldest for ${Math.round(lateSeconds)} s.`)
    say(
      `Mails: ${Object.entries(mails)
        .map(([state, count]) => `${count} ${state}`)
        .join(', ')}.`,
    )
    say(parked.length === 0 ? 'Nothing was put aside.' : await parkedTable(parked))
  })
}

function faultOf({ resend, since }: OutboxOptions, from: number | null) {
  if (resend !== undefined && since === undefined) {
    return { path: '--since', fault: 'Must say since when, such as 2026-11-21T00:00:00Z.' }
  }
  if (since !== undefined && from === null) {
    return { path: '--since', fault: 'Must be an instant, such as 2026-11-21T00:00:00Z.' }
  }
  return null
}

interface ParkedTopic {
  readonly topic: string
  readonly count: number
  readonly since: string
  /** What the newest of them failed of. */
  readonly fault: string
}

async function parkedTopics({ db }: Store): Promise<readonly ParkedTopic[]> {
  const { rows } = await sql<Omit<ParkedTopic, 'since'> & { readonly since: Date }>`
    select topic, count(*)::integer as count, min(parked_at) as since,
      (array_agg(fault order by parked_at desc))[1] as fault
    from outbox_parked group by topic order by topic`.execute(db)
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }))
}

function parkedTable(parked: readonly ParkedTopic[]): Promise<string> {
  const columns = [
    { head: 'Put aside' },
    { head: 'Messages', right: true },
    { head: 'Since' },
    { head: 'Fault', yields: 'wrap' },
  ] as const
  const rows = parked.map(({ topic, count, since, fault }) => {
    return [visible(topic), String(count), since, visible(fault)]
  })
  return table(columns, rows, pageColumns())
}
