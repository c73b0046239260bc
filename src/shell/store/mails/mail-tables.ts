/** The tables of 0009-mails.sql as types. */
import type { Generated } from 'kysely'

export const MAIL_STATES = ['waiting', 'kept', 'sent', 'failed'] as const

/** `kept`: no mail server is set up, and nothing was sent. */
export type MailState = (typeof MAIL_STATES)[number]

export interface MailTables {
  mails: Mails
  order_reminders: OrderReminders
}

interface Mails {
  shard: number
  id: string
  account_id: string
  order_id: string | null
  message: string
  address: string
  subject: string
  text: string
  html: string
  unsubscribe: string | null
  state: Generated<MailState>
  attempts: Generated<number>
  due_at: Generated<Date>
  lapses_at: Date | null
  created_at: Generated<Date>
  sent_at: Date | null
  reply: string | null
  fault: string | null
}

interface OrderReminders {
  shard: number
  order_id: string
  clock: string
  due_at: Date
  told_at: Date
}
