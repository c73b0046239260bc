import { decimalText } from '../../core/base/iso4217.ts'
import { deadlinesOf } from '../../core/orders/order-deadlines.ts'
import { orderProcess, orderProcesses } from '../../core/orders/order-process.ts'
import type { OrderStep } from '../../core/orders/order-step.ts'
import { pacificText } from '../../core/orders/pacific-time.ts'
import type { Process } from '../../core/orders/process.ts'
import { refundDates } from '../../core/orders/refund-dates.ts'
import type { Quote } from '../../core/pricing/document.ts'
import type { MoneyEntry } from '../store/money/order-book.ts'
import type { OrderRecord } from '../store/orders/order-record.ts'
import { paragraph, visible } from './plain-text.ts'
import { heading } from './receipt.ts'
import { type Column, table } from './table.ts'

const INDENTS = ['  ', '    ']

/** What is told with it: how wide the page is. */
export interface StoryPage {
  readonly width: number
}

/** An order as a story: what it is, every step with its rule, each clock, and every posting. */
export async function orderStory(record: OrderRecord, { width }: StoryPage): Promise<string> {
  const { order } = record
  const process = orderProcesses.get(order.process) ?? orderProcess
  const state = process.states.get(order.state)
  const sections = [
    `${heading(visible(`Order ${order.id}`))}\n${paragraph(summaryOf(record), width)}`,
    `${heading(`${state?.name ?? order.state}`)}\n${paragraph(state?.says ?? '', width)}`,
    `${heading('Clocks')}\n${clocksOf(record, process, width)}`,
    `${heading('Steps')}\n${record.steps.map((step) => stepText(step, process, width)).join('\n')}`,
    `${heading('Accepted quote')}\n${quoteText(record, width)}`,
    `${heading('Postings')}\n${await postingsText(record, width)}`,
  ]
  const refunds = refundsText(record, width)
  if (refunds) sections.push(`${heading('Refunds')}\n${refunds}`)
  const marks = record.marks.map(({ mark, member, at }) =>
    paragraph(`${mark} of ${visible(member)}, ${pacificText(at.getTime())}`, width),
  )
  if (marks.length > 0) sections.push(`${heading('Marks')}\n${marks.join('\n')}`)
  return sections.join('\n\n')
}

function summaryOf({ order }: OrderRecord): string {
  const { buyer, seller, method, totalMinor, currency, checkout, promised, terms } = order
  const total = `${decimalText(totalMinor, currency)} ${currency}`
  return visible(
    `${total}, bought by ${buyer} from ${seller} (${method}) in checkout ${checkout}; ships within ` +
      `${promised.shipDays} days, arrives within ${promised.deliveryDays}. Terms: ${terms.join(', ')}; ` +
      `process: ${order.process}.`,
  )
}

function clocksOf({ order }: OrderRecord, process: Process, width: number): string {
  const deadlines = deadlinesOf({ process }, order)
  if (deadlines.length === 0) return 'None runs: nothing more is waited for.'
  return deadlines
    .map(({ name, pacific, loses, says, clause, passed }) => {
      const when = pacific === null ? 'stands still' : `${pacific}${passed ? ' (passed)' : ''}`
      const told = paragraph(`${loses} loses by silence: ${says}`, width, INDENTS)
      return `${paragraph(`${name}: ${when}`, width)}\n${told}\n  ${clause}`
    })
    .join('\n')
}

/** So long may pass before somebody looks, and nobody need be told that it did. */
const LATE_MS = 60_000

function stepText(step: OrderStep, process: Process, width: number): string {
  const { version, event, by, from, to, clauses, effective, recorded, effects, row } = step
  const isLate = recorded - effective > LATE_MS
  const late = isLate ? `, written down ${pacificText(recorded)}` : ''
  const name = process.events.get(event)?.name ?? process.clocks.get(event)?.name ?? event
  const lines = [
    paragraph(`${version}. ${pacificText(effective)}${late}`, width),
    paragraph(visible(`${name} (${event}), by ${by}: ${from} → ${to}`), width, INDENTS),
    paragraph(`row ${row + 1} of the process, ${clauses.join(', ')}`, width, INDENTS),
  ]
  const done = effects.map(({ effect, ...more }) => {
    const said = Object.values(more).map((value) =>
      Array.isArray(value) ? value.join(' ') : value,
    )
    return [effect, ...said].join(' ')
  })
  if (done.length > 0) lines.push(paragraph(visible(`did ${done.join('; ')}`), width, INDENTS))
  return lines.join('\n')
}

function quoteText({ order, accepted }: OrderRecord, width: number): string {
  const quote: Quote = JSON.parse(accepted.texts.quote)
  const applied = quote.applied
    .filter(({ offer }) => order.offers.includes(offer))
    .map(({ offer, off, clause }) =>
      paragraph(
        visible(`${offer} took ${decimalText(off, order.currency)} off (${clause})`),
        width,
      ),
    )
  const total = decimalText(accepted.total, accepted.currency)
  return [
    paragraph(`hash ${accepted.hash}`, width),
    paragraph(
      `${accepted.terms}, accepted ${pacificText(accepted.acceptedAt.getTime())}, ${total} ${accepted.currency} in all`,
      width,
    ),
    ...applied,
  ].join('\n')
}

const POSTING_COLUMNS: readonly Column[] = [
  { head: '#', right: true },
  { head: 'posting' },
  { head: 'from', yields: 'wrap' },
  { head: 'to', yields: 'wrap' },
  { head: 'amount', right: true },
  { head: 'escrow', right: true },
  { head: 'for', yields: 'wrap' },
]

async function postingsText({ order, statement }: OrderRecord, width: number): Promise<string> {
  if (statement === null) return 'None: nothing was paid.'
  const money = (amount: number) => decimalText(amount, order.currency)
  const rows = statement.entries.map((entry: MoneyEntry) => [
    String(entry.number),
    entry.posting,
    entry.debit,
    visible(entry.party === null ? entry.credit : `${entry.credit} (${entry.party})`),
    money(entry.amount),
    money(entry.escrowAfter),
    visible(entry.key),
  ])
  const { escrow, pending, released, due } = statement.money
  const standing = `escrow ${money(escrow)}, pending ${money(pending)}, handed to the seller ${money(released)}, refunds due ${money(due)}`
  const text = await table(POSTING_COLUMNS, rows, width)
  return `${text}\n${paragraph(`${standing}. Every posting takes from one account what it gives to another: all accounts together are zero.`, width)}`
}

function refundsText({ order, statement }: OrderRecord, width: number): string {
  const refunds = statement?.refunds ?? []
  return refunds
    .map(({ number, cash, record, state, grantedAt, paidAt }) => {
      const amount = `${decimalText(cash, order.currency)} ${order.currency}`
      const when = paidAt
        ? `paid out ${pacificText(paidAt.getTime())}`
        : refundDates(grantedAt.getTime()).says
      return paragraph(`${number}. ${record.cause}: ${amount}, ${state}. ${when}`, width, INDENTS)
    })
    .join('\n')
}
