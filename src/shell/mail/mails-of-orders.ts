import type { OrderMessage } from '../../core/orders/order-messages.ts'
import { bringUpTo } from '../../core/orders/order-timers.ts'
import type { PaymentCause } from '../../core/orders/payment-causes.ts'
import type { Consumer, Consumers, Message } from '../jobs/message.ts'
import { readNow } from '../store/instants.ts'
import { addMails, type MailContent, type NewMail } from '../store/mails/mails.ts'
import { DUE_SOON, type DueSoon } from '../store/mails/order-reminders.ts'
import { type Recipient, recipientsOf } from '../store/mails/recipients.ts'
import { ORDER_TOLD } from '../store/orders/messages.ts'
import type { Store } from '../store/store.ts'
import { type MailedOrder, type MailSetting, orderMail, reminderMail } from './order-mail.ts'
import { ORDER_WORDS } from './order-words.ts'
import { isReminded } from './reminder-words.ts'
import { type OrderReader, storedOrders } from './stored-orders.ts'

/** What the desk of orders tells; instants in milliseconds. */
export interface OrderTold {
  readonly order: string
  readonly checkout: string
  readonly buyer: string
  readonly seller: string
  readonly version: number
  readonly party: string
  readonly message: OrderMessage
  readonly cause?: PaymentCause
  readonly until?: number
  readonly days?: number
  readonly at: number
}

export interface MailsOptions {
  /** The address of the pages as people reach them. */
  readonly baseUrl: string
  /** Unless it is said otherwise, orders as the desk keeps them. */
  readonly orderOf?: OrderReader
  /** The instant at which mails are written; without it, by the clock of the database. */
  readonly at?: (() => Date) | undefined
}

/** Who writes the mails of each topic. */
export function mailConsumers(store: Store, options: MailsOptions): Consumers {
  return {
    [ORDER_TOLD]: [mailsOfOrders(store, options)],
    [DUE_SOON]: [mailsOfReminders(store, options)],
  }
}

/** Writes a mail to each account of the side that is told what happened (protection §4). */
function mailsOfOrders(store: Store, options: MailsOptions): Consumer {
  return writing<OrderTold>(store, options, (told, mailed, setting) => {
    const { party, message, order, version } = told
    if (!isMailed(party) || !Object.hasOwn(ORDER_WORDS, message)) return null
    return {
      ...orderMail(mailed, { ...told, party }, setting),
      message,
      key: ['told', order, version, message],
    }
  })
}

/** Writes a mail to each account that is reminded, unless what it is reminded of is settled by now. */
function mailsOfReminders(store: Store, options: MailsOptions): Consumer {
  return writing<DueSoon>(store, options, ({ order, party, clock, due }, mailed, setting) => {
    const now = bringUpTo(mailed.rules, mailed.order, setting.now).order
    if (!isReminded(clock) || now.clocks[clock] !== due || now.passed[clock] === due) return null
    return {
      ...reminderMail(mailed, { party, clock }, setting),
      message: `reminder ${clock}`,
      key: ['reminder', order, clock, due],
      lapsesAt: new Date(due),
    }
  })
}

const isMailed = (party: string): party is 'buyer' | 'seller' =>
  party === 'buyer' || party === 'seller'

/** Of which order and which side a message is. */
type OfSide = Pick<OrderTold, 'order' | 'buyer' | 'seller' | 'party'>

type Write<M> = (
  told: M,
  mailed: MailedOrder,
  setting: MailSetting,
) => (MailContent & Pick<NewMail, 'message' | 'key' | 'lapsesAt'>) | null

/** As many rows as a statement takes with ease. */
const ROWS = 500

/** A consumer that writes the mails of its messages, and each of them once. */
function writing<M extends OfSide>(
  store: Store,
  { baseUrl, orderOf = storedOrders(store), at }: MailsOptions,
  write: Write<M>,
): Consumer {
  return async (messages, trx) => {
    const instant = await readNow(trx, at?.())
    const setting = { baseUrl, now: instant.getTime() }
    const known = new Map<string, readonly Recipient[]>()
    const mails: NewMail[] = []
    for (const { document } of messages as readonly Message[]) {
      const told = document as M
      const side = `${told.party} ${told.party === 'buyer' ? told.buyer : told.seller}`
      const recipients = known.get(side) ?? (await recipientsOf(store, trx, told))
      known.set(side, recipients)
      if (recipients.length === 0) continue
      const mailed = await orderOf(trx, { buyer: told.buyer, order: told.order })
      // Put aside for somebody to look at: what is told of an order is written with the order.
      if (!mailed) throw new Error(`Order ${told.order} is told of and cannot be found`)
      const content = write(told, mailed, setting)
      if (content) mails.push(...recipients.map((to) => ({ ...content, to, order: told.order })))
    }
    for (let from = 0; from < mails.length; from += ROWS) {
      await addMails(trx, mails.slice(from, from + ROWS), at?.())
    }
  }
}
