import type { Job } from '../jobs/jobs.ts'
import { keepMails, type LeasedMail, leaseMails, settleMail } from '../store/mails/mails.ts'
import type { Store } from '../store/store.ts'
import { isServerAway, outcomeOfFault } from './mail-faults.ts'
import type { Mailer } from './mailer.ts'

/** How the sender works. */
export interface MailJobOptions {
  /** How long it rests when no mail is due. */
  readonly everyMs?: number
  readonly at?: (() => Date) | undefined
}

/** Mails taken up at a time: all of them are sent or put off long before their lease is over. */
const AT_ONCE = 20

/** Mails that are kept at a time where there is no mail server. */
const KEPT_AT_ONCE = 500

/**
 * Sends mails that are due, by any number of workers. Without a mailer they are kept: nobody takes them
 * for sent, and none is lost.
 */
export function mailJob(store: Store, mailer: Mailer | null, options: MailJobOptions = {}): Job {
  const { everyMs = 1_000, at } = options
  return {
    name: 'mails',
    everyMs,
    run: async () => {
      const acted = mailer
        ? await sendMails(store, mailer, at?.())
        : await keepDueMails(store, at?.())
      return acted > 0
    },
    end: async () => mailer?.close(),
  }
}

/** Sends what is due, once round all shards; how many mails were taken up. */
export async function sendMails(store: Store, mailer: Mailer, at?: Date): Promise<number> {
  let taken = 0
  for (let shard = 0; shard < store.shards; shard++) {
    const mails = await leaseMails(store, { shard, limit: AT_ONCE }, at)
    taken += mails.length
    await sendAll(store, { mailer, mails }, at)
  }
  return taken
}

/** Keeps what is due, for there is no mail server; how many. */
async function keepDueMails(store: Store, at?: Date): Promise<number> {
  let kept = 0
  for (let shard = 0; shard < store.shards; shard++) {
    kept += await keepMails(store, { shard, limit: KEPT_AT_ONCE }, at)
  }
  return kept
}

interface Batch {
  readonly mailer: Mailer
  readonly mails: readonly LeasedMail[]
}

/** The first mail goes alone: where the server is away, the others wait without trying. */
async function sendAll(store: Store, { mailer, mails }: Batch, at?: Date): Promise<void> {
  const [first, ...others] = mails
  if (!first) return
  const away = await sendOne(store, { mailer, mail: first }, at)
  await Promise.all(
    others.map((mail) =>
      away === null
        ? sendOne(store, { mailer, mail }, at)
        : settleMail(store, mail, outcomeOfFault(away, mail.attempts), at),
    ),
  )
}

interface Single {
  readonly mailer: Mailer
  readonly mail: LeasedMail
}

/** Sends a mail and stores what came of it; the fault where the server is away. */
async function sendOne(store: Store, { mailer, mail }: Single, at?: Date): Promise<unknown> {
  let reply: string
  try {
    reply = await mailer.send(mail)
  } catch (error) {
    await settleMail(store, mail, outcomeOfFault(error, mail.attempts), at)
    return isServerAway(error) ? error : null
  }
  await settleMail(store, mail, { outcome: 'sent', reply }, at)
  return null
}
