import { decimalText } from '../../core/base/iso4217.ts'
import type { Quote } from '../../core/pricing/document.ts'
import type { Input } from '../../core/pricing/input.ts'
import type { Plan, PlannedCheckout } from '../../core/pricing/plan-document.ts'
import type { CartToPrice } from './cart-input.ts'
import { paragraph, visibleDocument } from './plain-text.ts'
import { gapText } from './progress-screen.ts'
import { heading, notesOf } from './receipt.ts'
import { pageColumns } from './screen.ts'
import { type Column, table } from './table.ts'

type Money = (minor: number) => string

/** A plan as baskets, one a checkout in the order of paying, and what the split saves. */
export async function planText(plan: Plan, { input }: CartToPrice): Promise<string> {
  const { currency, lines, maxCheckouts } = input as Input & { readonly maxCheckouts: number }
  const money: Money = (minor) => decimalText(minor, currency)
  const pieces = new Map(lines.map((line) => [line.id, line.quantity ?? 1]))
  const baskets = await Promise.all(
    plan.checkouts.map(async (checkout, at) => {
      const title = `Checkout ${at + 1} of ${plan.checkouts.length}`
      return `${heading(title)}\n${await basketText(checkout, pieces, money)}`
    }),
  )
  return [...baskets, summaryText(plan, { maxCheckouts, currency })].join('\n\n')
}

const LINE_COLUMNS: readonly Column[] = [
  { head: 'line' },
  { head: 'pieces', right: true },
  { head: 'list', right: true },
  { head: 'off', right: true },
  { head: 'net', right: true },
]

const OFFER_COLUMNS: readonly Column[] = [
  { head: 'offer' },
  { head: 'kind' },
  { head: 'off', right: true },
  { head: 'clause' },
]

async function basketText(
  { lines, quote }: PlannedCheckout,
  piecesOf: ReadonlyMap<string, number>,
  money: Money,
): Promise<string> {
  const width = pageColumns()
  const less: Money = (minor) => money(minor === 0 ? 0 : -minor)
  const rows = quote.lines.map((line, at) => {
    const dealt = lines[at] as (typeof lines)[number]
    const pieces = typeof dealt === 'string' ? piecesOf.get(dealt) : dealt.quantity
    return [line.id, `${pieces}`, money(line.list), less(line.off), money(line.net)]
  })
  const parts = [await table(LINE_COLUMNS, visibleDocument(rows), width)]
  if (quote.applied.length > 0) {
    const offers = quote.applied.map(({ offer, kind, off, clause }) => {
      return [offer, kind, less(off), clause]
    })
    parts.push(await table(OFFER_COLUMNS, visibleDocument(offers), width))
  }
  const notes = quote.applied.flatMap((one) => notesOf(visibleDocument(one), money))
  parts.push(...notes.map((note) => paragraph(note, width, ['- ', '  '])))
  return [...parts, toPay(quote, money)].join('\n')
}

/** What is paid, with what comes to the lines. */
function toPay({ totals, currency }: Quote, money: Money): string {
  const { shipping, shippingOff, tax, total, list, off } = totals
  const added = total - (list - off + shipping - shippingOff)
  const beside = [
    ...(shipping > 0 ? [`${money(shipping - shippingOff)} shipping`] : []),
    ...(added > 0 ? [`${money(added)} tax`] : []),
    ...(added === 0 && tax > 0 ? [`${money(tax)} tax included`] : []),
  ]
  const said = beside.length > 0 ? `, of it ${beside.join(' and ')}` : ''
  return heading(`To pay: ${money(total)} ${currency}${said}`)
}

interface Asked {
  readonly maxCheckouts: number
  readonly currency: string
}

function summaryText(plan: Plan, { maxCheckouts, currency }: Asked): string {
  const { checkouts, total, single } = plan
  const money: Money = (minor) => `${decimalText(minor, currency)} ${currency}`
  const against =
    checkouts.length === 1
      ? `Paid in one checkout: ${money(total)}.`
      : `Together ${money(total)}: saves ${money(single - total)} against one checkout (${money(single)}).`
  const proof = proofText(plan, maxCheckouts, money)
  return heading(paragraph(`${against} ${proof}`, pageColumns()))
}

function proofText({ total, bound, proved }: Plan, most: number, money: Money): string {
  const plans = most === 1 ? 'no other choice' : `no plan with at most ${most} checkouts`
  if (proved) return `N${plans.slice(1)} is cheaper.`
  return `It is proved that ${plans} comes below ${money(bound)} (gap ${gapText(total, bound)}).`
}
