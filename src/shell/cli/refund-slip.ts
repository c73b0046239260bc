import { decimalText } from '../../core/base/iso4217.ts'
import type { Refund } from '../../core/pricing/refund.ts'
import type { RefundReason } from '../../core/pricing/returns.ts'
import { heading } from './receipt.ts'
import { table } from './table.ts'

const TITLES: Readonly<Record<RefundReason, string>> = {
  return: 'Refund of returned pieces',
  cancellation: 'Refund of a cancellation',
  'missed-ship-by': 'Refund because the ship-by date was missed',
  'not-received': 'Refund of what was not received',
}

/** What a slip is printed with beside the refund itself. */
export interface SlipPage {
  readonly reason: RefundReason
  readonly currency: string
  readonly width: number
}

/** A refund as a slip: cash by line, shipping back, shipping deducted, coins, total. */
export async function refundSlip(refund: Refund, page: SlipPage): Promise<string> {
  const money = (amount: number): string => decimalText(amount, page.currency)
  const rows = [
    ...refund.lines.map((one) => [one.line, String(one.quantity), money(one.cash)]),
    ...Object.entries(refund.shipping).map(([id, fee]) => [`shipping of ${id}`, '', money(fee)]),
    ...Object.entries(refund.deducted).map(([id, fee]) => [
      `shipping of ${id}, no longer free`,
      '',
      money(-fee),
    ]),
  ]
  const columns = [{ head: 'line' }, { head: 'pieces', right: true }, { head: 'cash', right: true }]
  const coins = refund.coins > 0 ? `, and ${refund.coins} coins` : ''
  return [
    `${heading(TITLES[page.reason])}\namounts in ${page.currency}`,
    await table(columns, rows, page.width),
    heading(`Back ${money(refund.total)} ${page.currency}${coins}`),
  ].join('\n\n')
}
