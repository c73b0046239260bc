import { instant } from '../../core/base/fields.ts'
import { leaf, object, type Schema, type TypeOf } from '../../core/base/schema.ts'
import { isMailAddress } from '../mail/mail-settings.ts'
import { addMails } from '../store/mails/mails.ts'
import { readerAt } from '../store/mails/recipients.ts'
import type { Store } from '../store/store.ts'
import { ALERT_LAPSES_MS, type Alert } from './alert.ts'
import { alertMail } from './alert-letter.ts'
import type { Channel } from './channel.ts'
import { leavePath } from './email-links.ts'

export const mailAddress: Schema<string> = leaf(
  { type: 'string', format: 'email', maxLength: 254 },
  (value) => typeof value === 'string' && isMailAddress(value),
  'Must be one e-mail address, such as ann@example.com.',
)

/** An address without the moment at which its reader confirmed it is no target: nobody is mailed unasked. */
export const emailTarget = object({ address: mailAddress, confirmedAt: instant }, {})

export type EmailTarget = TypeOf<typeof emailTarget>

export interface EmailOptions {
  /** The address of the pages as people reach them. */
  readonly baseUrl: string
  readonly at?: (() => Date) | undefined
}

/**
 * Alerts by e-mail (fg.t.alert): a row first, sent after by the job of all mails, with its patience. The
 * row's id is made of the alert's: told again, it is the same mail.
 */
export function emailChannel(store: Store, { baseUrl, at }: EmailOptions): Channel<EmailTarget> {
  return {
    deliver: async (alert: Alert, { address }) => {
      const unsubscribe = baseUrl + leavePath(store, { list: alert.list, address })
      const mail = {
        ...alertMail(alert, unsubscribe),
        to: readerAt(store, address),
        order: null,
        message: `alert ${alert.kind}`,
        key: ['alert', alert.id],
        lapsesAt: new Date(alert.at + ALERT_LAPSES_MS),
        unsubscribe,
      }
      await addMails(store.db, [mail], at?.())
      return 'delivered'
    },
  }
}
