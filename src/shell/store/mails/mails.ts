import { type Kysely, sql } from 'kysely'
import { instantOf, secondsAfter } from '../access/clock.ts'
import { digestOf, shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { MailState } from './mail-tables.ts'
import type { Recipient } from './recipients.ts'

/** What a mail says. */
export interface MailContent {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** A mail that is to be sent. */
export interface NewMail extends MailContent {
  readonly to: Recipient
  /** The order that it is about, if it is about one. */
  readonly order: string | null
  /** What it is about, for lists: the message, or the clock that it reminds of. */
  readonly message: string
  /** What makes it this mail and no other: the same, told again to the same account, is one mail. */
  readonly key: readonly (string | number)[]
  /** After this it helps nobody any more, and is not sent. */
  readonly lapsesAt?: Date | undefined
  /** The address that ends mails of this kind, by one click; a mail of a contract has none. */
  readonly unsubscribe?: string | undefined
}

/** A mail that a worker took up; until its lease is over no other takes it. */
export interface LeasedMail extends MailContent {
  readonly shard: number
  readonly id: string
  readonly order: string | null
  readonly unsubscribe: string | null
  readonly address: string
  readonly attempts: number
  readonly createdAt: Date
}

/** The id of a mail: from what it tells, and to whom. It names nothing that an address could not know. */
function mailId({ key, to }: Pick<NewMail, 'key' | 'to'>): string {
  return digestOf(JSON.stringify([...key, to.account]))
    .toString('base64url')
    .slice(0, ID_LENGTH)
}

/** 132 bits: two mails never share one by chance, and a Message-ID stays short. */
const ID_LENGTH = 22

/** Writes mails; those that were written before stay as they are. How many were new. */
export async function addMails(
  db: Kysely<Tables>,
  mails: readonly NewMail[],
  at?: Date,
): Promise<number> {
  if (mails.length === 0) return 0
  const now = instantOf(at)
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('mails')
    .values(
      mails.map((mail) => ({
        shard: mail.to.shard,
        id: mailId(mail),
        account_id: mail.to.account,
        order_id: mail.order,
        message: mail.message,
        address: mail.to.address,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        unsubscribe: mail.unsubscribe ?? null,
        due_at: now,
        created_at: now,
        lapses_at: mail.lapsesAt ?? null,
      })),
    )
    .onConflict((found) => found.doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows)
}

/**
 * A worker that says nothing within this time is taken for dead, and another sends the mail, by the
 * same Message-ID. It is longer than all time limits of a conversation with a mail server together.
 */
export const LEASE_SECONDS = 600

/** Takes up mails that are due, for this worker alone; those that lapsed meanwhile end. */
export async function leaseMails(
  { db }: Pick<Store, 'db'>,
  { shard, limit }: { readonly shard: number; readonly limit: number },
  at?: Date,
): Promise<LeasedMail[]> {
  const now = instantOf(at)
  const { rows } = await sql<LeasedMail & { state: MailState }>`
    with due as (
      select id, lapses_at <= ${now} as lapsed from mails
      where shard = ${shard} and state = 'waiting' and due_at <= ${now}
      order by due_at limit ${limit} for update skip locked)
    update mails set
      state = case when lapsed then 'failed' else 'waiting' end,
      fault = case when lapsed then ${LAPSED} else fault end,
      attempts = case when lapsed then attempts else attempts + 1 end,
      due_at = ${secondsAfter(at, LEASE_SECONDS)}
    from due where mails.shard = ${shard} and mails.id = due.id
    returning mails.shard, mails.id, order_id as "order", unsubscribe, address, subject, text,
      html, attempts, created_at as "createdAt", state
  `.execute(db)
  return rows.flatMap(({ state, ...mail }) => (state === 'waiting' ? [mail] : []))
}

/** Why a mail that came too late was not sent. */
export const LAPSED = 'What it reminds of had passed before it could be sent.'

/** What came of an attempt. */
export type MailOutcome =
  | { readonly outcome: 'sent'; readonly reply: string }
  | { readonly outcome: 'failed'; readonly fault: string }
  | { readonly outcome: 'again'; readonly inSeconds: number; readonly fault: string }

/** Stores what came of an attempt; whoever took the mail up meanwhile is not overruled. */
export async function settleMail(
  { db }: Pick<Store, 'db'>,
  mail: Pick<LeasedMail, 'shard' | 'id' | 'attempts'>,
  came: MailOutcome,
  at?: Date,
): Promise<void> {
  await db
    .updateTable('mails')
    .set(
      came.outcome === 'sent'
        ? { state: 'sent', sent_at: instantOf(at), reply: came.reply, fault: null }
        : came.outcome === 'failed'
          ? { state: 'failed', fault: came.fault }
          : { due_at: secondsAfter(at, came.inSeconds), fault: came.fault },
    )
    .where('shard', '=', mail.shard)
    .where('id', '=', mail.id)
    .where('attempts', '=', mail.attempts)
    .where('state', '=', 'waiting')
    .execute()
}

/** Keeps mails that are due in a shard, where there is no mail server to send them by; how many. */
export async function keepMails(
  { db }: Pick<Store, 'db'>,
  { shard, limit }: { readonly shard: number; readonly limit: number },
  at?: Date,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update mails set state = 'kept' where shard = ${shard} and id = any(array(
      select id from mails
      where shard = ${shard} and state = 'waiting' and due_at <= ${instantOf(at)}
      order by due_at limit ${limit} for update skip locked))
  `.execute(db)
  return Number(numAffectedRows)
}

/**
 * Puts mails that were kept or failed since an instant back to be sent, once their fault is mended; how
 * many. Older ones stay: nobody wants last year's mails when a mail server is set up.
 */
export async function resendMails(
  { db, shards }: Pick<Store, 'db' | 'shards'>,
  { state, since }: { readonly state: 'kept' | 'failed'; readonly since: Date },
  at?: Date,
): Promise<number> {
  let all = 0
  for (let shard = 0; shard < shards; shard++) {
    const { numAffectedRows = 0n } = await sql`
      update mails set state = 'waiting', attempts = 0, due_at = ${instantOf(at)}
      where shard = ${shard} and state = ${state} and created_at >= ${since}
    `.execute(db)
    all += Number(numAffectedRows)
  }
  return all
}

/** The shard of an account's mails. */
export function mailShardOf({ shards }: Pick<Store, 'shards'>, account: string): number {
  return shardOf(account, shards)
}
