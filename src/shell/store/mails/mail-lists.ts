import { sql } from 'kysely'
import { instantOf } from '../access/clock.ts'
import type { Store } from '../store.ts'
import { MAIL_STATES, type MailState } from './mail-tables.ts'
import { mailShardOf } from './mails.ts'

/** A mail as lists show it. */
export interface ListedMail {
  readonly id: string
  readonly order: string | null
  readonly message: string
  readonly address: string
  readonly subject: string
  readonly text: string
  readonly state: MailState
  readonly attempts: number
  readonly createdAt: Date
  readonly sentAt: Date | null
  readonly fault: string | null
}

/** The mails of an account, the newest first; `after` is the last one of the page before. */
export async function mailsOf(
  store: Pick<Store, 'db' | 'shards'>,
  account: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly mails: readonly ListedMail[]; readonly next: string | null }> {
  const shard = mailShardOf(store, account)
  const rows = await store.db
    .selectFrom('mails')
    .select(['id', 'order_id as order', 'message', 'address', 'subject', 'text', 'state'])
    .select(['attempts', 'created_at as createdAt', 'sent_at as sentAt', 'fault'])
    .where('shard', '=', shard)
    .where('account_id', '=', account)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(created_at, id) < (select created_at, id from mails
          where shard = ${shard} and account_id = ${account} and id = ${after})`,
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const mails = rows.slice(0, limit)
  return { mails, next: rows.length > limit ? (mails.at(-1)?.id ?? null) : null }
}

/** How many mails are in each state, for those who watch over the server. */
export async function mailStanding({
  db,
}: Pick<Store, 'db'>): Promise<Readonly<Record<MailState, number>>> {
  const rows = await db
    .selectFrom('mails')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  const counts = new Map(rows.map(({ state, count }) => [state, count]))
  return Object.fromEntries(
    MAIL_STATES.map((state) => [state, counts.get(state) ?? 0]),
  ) as unknown as Record<MailState, number>
}

/**
 * So long sent mails are shown. Before that an agent may be asked what a buyer was told in a dispute; after
 * it they only hold what people bought.
 */
const SHOWN_SECONDS = 180 * 86_400

/** How many rows a statement deletes at most: more would keep others of the shard waiting. */
const CHUNK = 1_000

/** Throws away mails that were sent long ago; those that never were stay. How many. */
export async function tidyMails(
  { db, shards }: Pick<Store, 'db' | 'shards'>,
  at?: Date,
): Promise<number> {
  let all = 0
  for (let shard = 0; shard < shards; shard++) {
    for (let gone = CHUNK; gone >= CHUNK; all += gone) {
      const { numAffectedRows = 0n } = await sql`
        delete from mails where shard = ${shard} and id = any(array(
          select id from mails where shard = ${shard} and state = 'sent'
            and sent_at <= ${instantOf(at)} - make_interval(secs => ${SHOWN_SECONDS})
          limit ${CHUNK}))
      `.execute(db)
      gone = Number(numAffectedRows)
    }
  }
  return all
}
