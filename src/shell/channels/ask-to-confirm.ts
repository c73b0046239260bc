import { sql } from 'kysely'
import { readNow } from '../store/instants.ts'
import { addMails } from '../store/mails/mails.ts'
import { readerAt } from '../store/mails/recipients.ts'
import type { Store } from '../store/store.ts'
import { confirmMail } from './alert-letter.ts'
import { type Asked, CONFIRM_MS, confirmPath } from './email-links.ts'

/**
 * How many such mails an address gets a day, whoever gives it: fewer, and people with several lists are
 * kept out; more, and strangers can fill somebody's mailbox.
 */
export const ASKED_A_DAY = 5

/** Asked again for the same list within this, it is the same mail: forms are sent twice. */
const SAME_MS = 10 * 60_000

const MESSAGE = 'confirm alerts'

export type AskOutcome = 'written' | 'written-before' | 'limited'

/** Writes the mail that asks an address whether it wants the alerts of a watch list (double opt-in). */
export async function askToConfirm(
  store: Store,
  asked: Asked & { readonly baseUrl: string },
  at?: Date,
): Promise<AskOutcome> {
  const to = readerAt(store, asked.address)
  const now = (await readNow(store.db, at)).getTime()
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from mails
    where shard = ${to.shard} and account_id = ${to.account} and message = ${MESSAGE}
      and created_at > ${new Date(now)}::timestamptz - interval '1 day'
  `.execute(store.db)
  if ((rows[0]?.count ?? 0) >= ASKED_A_DAY) return 'limited'
  const mail = {
    ...confirmMail(asked.baseUrl + confirmPath(store, asked, now)),
    to,
    order: null,
    message: MESSAGE,
    key: [MESSAGE, asked.list, Math.floor(now / SAME_MS)],
    lapsesAt: new Date(now + CONFIRM_MS),
  }
  return (await addMails(store.db, [mail], at)) > 0 ? 'written' : 'written-before'
}

/** Throws away every mail to an address that has no account, sent or not: its reader has left. */
export async function forgetReader(store: Store, address: string): Promise<number> {
  const { shard, account } = readerAt(store, address)
  const { numDeletedRows } = await store.db
    .deleteFrom('mails')
    .where('shard', '=', shard)
    .where('account_id', '=', account)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
