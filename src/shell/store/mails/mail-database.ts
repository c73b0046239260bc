import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'
import type { MailTables } from './mail-tables.ts'

/** A database as one that holds the tables of mails too. */
export function withMails(db: Kysely<Tables>): Kysely<Tables & MailTables> {
  return db as unknown as Kysely<Tables & MailTables>
}
