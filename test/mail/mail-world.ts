import { onTestFinished } from 'vitest'
import { sendMails } from '../../src/shell/mail/mail-job.ts'
import type { MailSettings } from '../../src/shell/mail/mail-settings.ts'
import { type MailerOptions, openMailer } from '../../src/shell/mail/mailer.ts'
import type { MailState } from '../../src/shell/store/mails/mail-tables.ts'
import { addMails } from '../../src/shell/store/mails/mails.ts'
import { shardOf } from '../../src/shell/store/shards.ts'
import type { Store } from '../../src/shell/store/store.ts'

export const start = new Date('2026-06-01T12:00:00Z')
export const later = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000)

/** A mailer that is closed after the test. */
export function mailerTo(settings: MailSettings, trust?: MailerOptions) {
  const mailer = openMailer(settings, trust)
  onTestFinished(() => mailer.close())
  return mailer
}

interface Written {
  readonly address?: string
  readonly subject?: string
  readonly text?: string
  readonly lapsesAt?: Date
}

/** Writes a mail of its own for an account, due at the start. */
export async function writeMail(store: Store, name: string, written: Written = {}): Promise<void> {
  const { address = `${name}@example.com`, subject = `To ${name}`, text = 'Hello' } = written
  const to = { account: name, shard: shardOf(name, store.shards), address }
  const content = { subject, text, html: `<p>${text}</p>` }
  const { lapsesAt } = written
  const mail = { ...content, to, order: 'o1', message: 'shipped', key: [name, subject], lapsesAt }
  await addMails(store.db, [mail], start)
}

/** How a mail of an account stands. */
export async function mailOf(store: Store, account: string) {
  return store.db
    .selectFrom('mails')
    .selectAll()
    .where('account_id', '=', account)
    .executeTakeFirstOrThrow()
}

/** Sends what is due at an instant, by a mailer of its own, and tells how an account's mail stands then. */
export async function sendAt(
  store: Store,
  { settings, at, account }: { settings: MailSettings; at: Date; account: string },
): Promise<{
  readonly state: MailState
  readonly attempts: number
  readonly fault: string | null
}> {
  await sendMails(store, mailerTo(settings), at)
  return mailOf(store, account)
}
