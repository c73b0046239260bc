import { decimalText } from '../../core/base/iso4217.ts'
import type { Applied, Quote, Rejected } from '../../core/pricing/document.ts'
import { paragraph, someOf } from './plain-text.ts'
import { paint } from './screen.ts'
import { type Column, table } from './table.ts'
import { waterfall } from './waterfall.ts'

/** What a receipt is printed with: the title of its terms, and how wide the page is. */
export interface Page {
  readonly title: string
  readonly width: number
}

const LINE_COLUMNS: readonly Column[] = [
  { head: 'line' },
  { head: 'list', right: true },
  { head: 'off', right: true },
  { head: 'net', right: true },
  { head: 'tax', right: true },
]

const ORDER_COLUMNS: readonly Column[] = [
  { head: 'order' },
  { head: 'list', right: true },
  { head: 'off', right: true },
  { head: 'fee', right: true },
  { head: 'fee off', right: true },
  { head: 'tax', right: true },
  { head: 'total', right: true },
]

const APPLIED_COLUMNS: readonly Column[] = [
  { head: 'step' },
  { head: 'offer' },
  { head: 'kind' },
  { head: 'spend', right: true },
  { head: 'off', right: true },
  { head: 'clause' },
]

/** A quote as a receipt: lines, orders, each step of the stack, refused offers, payers, waterfall. */
export async function receipt(quote: Quote, page: Page): Promise<string> {
  const money = (amount: number): string => decimalText(amount, quote.currency)
  const less = (amount: number): string => money(amount === 0 ? 0 : -amount)
  const sections = [`${heading(page.title)}\n${quote.terms}, amounts in ${quote.currency}`]
  const section = async (
    title: string,
    columns: readonly Column[],
    rows: readonly (readonly string[])[],
  ): Promise<void> => {
    sections.push(`${heading(title)}\n${await table(columns, rows, page.width)}`)
  }
  const lines = quote.lines.map((line) => {
    return [line.id, money(line.list), less(line.off), money(line.net), money(line.tax)]
  })
  sections.push(await table(LINE_COLUMNS, lines, page.width))
  if (quote.orders.length > 1 || quote.totals.shipping > 0) {
    const rows = quote.orders.map((order) => [
      ...[order.id, money(order.list), less(order.off), money(order.shipping)],
      ...[less(order.shippingOff), money(order.tax), money(order.total)],
    ])
    await section('Orders', ORDER_COLUMNS, rows)
  }
  if (quote.applied.length > 0) {
    const rows = quote.applied.map((one) => {
      return [one.step, one.offer, one.kind, money(one.spend), less(one.off), one.clause]
    })
    await section('Applied offers', APPLIED_COLUMNS, rows)
    const notes = quote.applied.flatMap((one) => notesOf(one, money))
    if (notes.length > 0) sections.push(notes.map((one) => bullet(one, page.width)).join('\n'))
  }
  if (quote.rejected.length > 0) {
    const rows = quote.rejected.map((one) => refusal(one, page.width))
    sections.push(`${heading('Refused offers')}\n${rows.join('\n')}`)
  }
  const payers = Object.entries(quote.funding).map(([funder, amount]) => [funder, money(amount)])
  if (payers.length > 0) {
    await section('Funding', [{ head: 'funder' }, { head: 'gives', right: true }], payers)
  }
  sections.push(
    `${heading('From list to total')}\n${waterfall(quote, page.width)}`,
    totalLine(quote, money),
  )
  return sections.join('\n\n')
}

export function heading(text: string): string {
  return paint('bold', text)
}

function bullet(text: string, width: number): string {
  return paragraph(text, width, ['- ', '  '])
}

/** What an applied offer did beside its amount. */
export function notesOf(one: Applied, money: (amount: number) => string): string[] {
  const notes: string[] = []
  if (one.coins > 0) notes.push(`${one.offer} spends ${one.coins} coins.`)
  if (one.forfeited > 0) {
    notes.push(
      `${one.offer} had ${money(one.forfeited)} more to give than was left: it is forfeited.`,
    )
  }
  if (one.narrowed) {
    const { lines, by } = one.narrowed
    notes.push(`${one.offer} leaves out ${someOf(lines)}, held by ${someOf(by)}.`)
  }
  if (one.provisional) {
    notes.push(`${one.offer} is provisional on ${someOf(one.provisional)}: customs may refuse.`)
  }
  return notes
}

function refusal(one: Rejected, width: number): string {
  const others = one.reasons.slice(1)
  const also = others.length > 0 ? ` (also ${others.join(', ')})` : ''
  const first = `${one.offer}  ${one.kind}  ${paint('red', one.reason)}${also}  ${one.clause}`
  return `${first}\n${paragraph(one.message, width, ['    '])}`
}

function totalLine({ totals, currency }: Quote, money: (amount: number) => string): string {
  const parts = [
    `Total ${money(totals.total)} ${currency}`,
    `saved ${money(totals.saved)} ${currency}`,
    ...(totals.coins > 0 ? [`${totals.coins} coins spent`] : []),
  ]
  const includedTax = totals.tax > 0 && !addsTax(totals)
  if (includedTax) parts.push(`tax included ${money(totals.tax)} ${currency}`)
  return heading(parts.join(', '))
}

function addsTax(totals: Quote['totals']): boolean {
  return totals.total !== totals.list - totals.off + totals.shipping - totals.shippingOff
}
