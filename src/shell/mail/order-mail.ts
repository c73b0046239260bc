import { decimalText } from '../../core/base/iso4217.ts'
import { oneLine } from '../../core/base/one-line.ts'
import type { Order, OrderRules } from '../../core/orders/order.ts'
import type { OrderMessage } from '../../core/orders/order-messages.ts'
import { bringUpTo } from '../../core/orders/order-timers.ts'
import { pacificText } from '../../core/orders/pacific-time.ts'
import { PAYMENT_CAUSES, type PaymentCause } from '../../core/orders/payment-causes.ts'
import { refundDates } from '../../core/orders/refund-dates.ts'
import type { Reminded } from '../../core/orders/reminders.ts'
import type { MailContent } from '../store/mails/mails.ts'
import type { Fact, Letter, Section } from './letter.ts'
import { letterHtml } from './letter-html.ts'
import { letterText } from './letter-text.ts'
import { ORDER_WORDS, REFUNDING, type Words } from './order-words.ts'
import { REMINDER_WORDS } from './reminder-words.ts'
import { bothTimes, standingSections } from './standing.ts'

/** An order as a mail shows it. */
export interface MailedOrder {
  readonly rules: OrderRules
  readonly order: Order
  /** What its listings are called, by their ids; one that is missing is shown by its id. */
  readonly titles?: ReadonlyMap<string, string>
}

/** Something that a side of an order is told; instants in milliseconds. */
export interface ToldWith {
  readonly party: Reminded
  readonly message: OrderMessage
  readonly cause?: PaymentCause | undefined
  readonly until?: number | undefined
  readonly days?: number | undefined
  readonly at: number
}

/** A side of an order that is reminded of a clock. */
export interface RemindedOf {
  readonly party: Reminded
  readonly clock: keyof typeof REMINDER_WORDS
}

/** When a mail is written, and where its reader finds the order. */
export interface MailSetting {
  readonly now: number
  /** The address of the pages as people reach them: never what a request said it was. */
  readonly baseUrl: string
}

/** What is mailed to a side of an order to which something happened (protection §4). */
export function orderMail(mailed: MailedOrder, told: ToldWith, setting: MailSetting): MailContent {
  const words = ORDER_WORDS[told.message][told.party]
  const details = detailsOf(mailed.order, told)
  const letter = letterOf(mailed, { party: told.party, words, details }, setting)
  const happened = { name: 'When it happened', value: bothTimes(pacificText(told.at), told.at) }
  return written(withFact(letter, happened))
}

/** What is mailed to a side of an order that soon loses something by silence (protection §1). */
export function reminderMail(
  mailed: MailedOrder,
  { party, clock }: RemindedOf,
  setting: MailSetting,
): MailContent {
  return written(letterOf(mailed, { party, words: REMINDER_WORDS[clock], details: [] }, setting))
}

const written = (letter: Letter): MailContent => ({
  subject: letter.subject,
  text: letterText(letter),
  html: letterHtml(letter),
})

/** As much as a letter can say of what others wrote. */
const REASON_MAX = 500

/** What a reader needs to know of what happened: why, until when, how much later (faq.payfail, bp.logistics). */
function detailsOf(order: Order, { party, message, cause, until, days, at }: ToldWith): string[] {
  const isBuyer = party === 'buyer'
  const because = PAYMENT_CAUSES.find((one) => one.cause === cause)?.says
  const reason = message === 'cancellation-asked' && order.cancellation?.reason
  return [
    // Why a card was refused is between its holder and the bank.
    ...(isBuyer && because ? [because] : []),
    ...(isBuyer && message === 'payment-failed' && order.offers.length > 0
      ? ['The coupons of the order are blocked for 30 minutes after a failed payment.']
      : []),
    ...(until === undefined
      ? []
      : [`The parcel normally comes by ${bothTimes(pacificText(until - 1), until - 1)}.`]),
    ...(days === undefined ? [] : [`The extension is of ${days} ${days === 1 ? 'day' : 'days'}.`]),
    ...(reason ? [`The reason given: “${oneLine(reason, REASON_MAX)}”`] : []),
    ...(isBuyer && REFUNDING.has(message) ? [refundDates(at).says] : []),
  ]
}

interface Told {
  readonly party: Reminded
  readonly words: Words
  readonly details: readonly string[]
}

const PAGES = { buyer: 'orders', seller: 'selling' } as const satisfies Record<Reminded, string>

const BECAUSE = {
  buyer: 'You get this mail because you placed this order. It is about your contract.',
  seller: 'You get this mail because you sell here. It is about a contract of yours.',
} as const satisfies Record<Reminded, string>

function letterOf(
  mailed: MailedOrder,
  { party, words, details }: Told,
  { now, baseUrl }: MailSetting,
): Letter {
  const { rules } = mailed
  const order = bringUpTo(rules, mailed.order, now).order
  const page = encodeURIComponent(order.id.toWellFormed())
  return {
    subject: `${words.subject} (order ${oneLine(order.id, 60)})`,
    heading: words.subject,
    says: [words.says, ...details],
    sections: [
      ...standingSections({ rules, order }, { party, now }),
      orderSection({ ...mailed, order }, party),
    ],
    link: {
      label: 'See the order',
      href: `${baseUrl.replace(/\/+$/, '')}/${PAGES[party]}/${page}`,
    },
    because: BECAUSE[party],
  }
}

/** As many lines of an order as a letter shows. */
const LINES_MAX = 12

/** What the order is. Its total is the buyer's alone: what a seller gets of it is another sum. */
function orderSection({ rules, order, titles }: MailedOrder, party: Reminded): Section {
  const state = rules.process.states.get(order.state)
  const more = order.lines.length - LINES_MAX
  const items = order.lines.slice(0, LINES_MAX).map(({ listing, quantity }, place): Fact => {
    const title = oneLine(titles?.get(listing) ?? listing)
    return { name: `Item ${place + 1}`, value: quantity === 1 ? title : `${quantity} × ${title}` }
  })
  const facts: Fact[] = [
    { name: 'Order', value: oneLine(order.id) },
    { name: 'Where it stands', value: state ? `${state.name}. ${state.says}` : order.state },
    ...(order.tracking ? [{ name: 'Tracking number', value: oneLine(order.tracking) }] : []),
    ...items,
    ...(more > 0 ? [{ name: 'And', value: `${more} more` }] : []),
    ...(party === 'buyer'
      ? [
          {
            name: 'Total',
            value: `${order.currency} ${decimalText(order.totalMinor, order.currency)}`,
          },
        ]
      : []),
  ]
  return { title: 'The order', facts }
}

/** A letter with one more fact of its order. */
function withFact(letter: Letter, fact: Fact): Letter {
  const last = letter.sections.length - 1
  return {
    ...letter,
    sections: letter.sections.map((section, place) =>
      place === last ? { ...section, facts: [...(section.facts ?? []), fact] } : section,
    ),
  }
}
