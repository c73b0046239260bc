/** A process that sends mails until it is killed: `node mail-worker.ts '{"connection":…,"settings":…}'`. */
import { setTimeout as wait } from 'node:timers/promises'
import { sendMails } from '../../src/shell/mail/mail-job.ts'
import { openMailer } from '../../src/shell/mail/mailer.ts'
import { connectStore } from '../../src/shell/store/store.ts'

const { connection, settings } = JSON.parse(process.argv[2] as string)
const store = await connectStore(connection)
const mailer = openMailer(settings)
for (;;) {
  await sendMails(store, mailer)
  await wait(10)
}
