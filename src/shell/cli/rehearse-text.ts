import { decimalText } from '../../core/base/iso4217.ts'
import type {
  CartChange,
  Moved,
  Rehearsal,
  RehearsedCurrency,
  RehearsedOffer,
} from '../../core/offers/rehearsal-report.ts'
import { type Column, type Row, table } from './table.ts'

/** A rehearsal for people: what it costs whom, who wins and loses, what nobody used, what to look at. */
export async function rehearsalText(report: Rehearsal, width: number): Promise<string> {
  const parts = [summary(report)]
  for (const one of report.currencies) parts.push(await currencyText(one, width))
  if (report.offers.length > 0) parts.push(await offersText(report.offers, width))
  if (report.warned > 0) parts.push(await warningsText(report, width))
  if (report.refused.carts > 0) parts.push(await refusedText(report, width))
  return parts.join('\n\n')
}

function summary({ carts, refused, warned }: Rehearsal): string {
  const said = [`${counted(carts, 'cart')} rehearsed.`]
  if (refused.carts > 0) said.push(`${counted(refused.carts, 'cart')} could not be priced.`)
  if (warned > 0) said.push(`${counted(warned, 'warning')}: see below.`)
  return said.join(' ')
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

async function currencyText(one: RehearsedCurrency, width: number): Promise<string> {
  const { currency } = one
  const sum = (amount: number) => decimalText(amount, currency)
  const row = (name: string, { before, after }: { before: number; after: number }): Row => {
    return [name, sum(before), sum(after), signed(after - before, currency)]
  }
  const columns: readonly Column[] = [
    {
      head: `${currency}, ${counted(one.carts, 'cart')} listed at ${sum(one.list)}`,
      yields: 'cut',
    },
    { head: 'today', right: true },
    { head: 'draft', right: true },
    { head: 'change', right: true },
  ]
  const rows = [
    row('buyers pay', one.total),
    ...one.funding.map((paid) => row(`${paid.payer} gives`, paid)),
  ]
  const parts = [await table(columns, rows, width)]
  parts.push(movedLine('less', one.winners, currency))
  parts.push(movedLine('more', one.losers, currency))
  parts.push(`${paying(one.same)} the same.`)
  const most = [...one.winners.most.slice(0, MOST), ...one.losers.most.slice(0, MOST)]
  if (most.length > 0) parts.push(await mostText(most, currency, width))
  return parts.join('\n')
}

// So many of either side show what moves; all of the report's are in its JSON.
const MOST = 5

function movedLine(what: string, { carts, amount }: Moved, currency: string): string {
  const together = carts > 0 ? `, ${decimalText(amount, currency)} ${currency} together` : ''
  return `${paying(carts)} ${what}${together}.`
}

function paying(carts: number): string {
  return `${counted(carts, 'cart')} ${carts === 1 ? 'pays' : 'pay'}`
}

function mostText(most: readonly CartChange[], currency: string, width: number): Promise<string> {
  const rows = most.map(({ cart, before, after, change }): Row => {
    return [
      cart,
      decimalText(before, currency),
      decimalText(after, currency),
      signed(change, currency),
    ]
  })
  const columns: readonly Column[] = [
    { head: 'carts that it moves most', yields: 'cut' },
    { head: 'today', right: true },
    { head: 'draft', right: true },
    { head: 'change', right: true },
  ]
  return table(columns, rows, width)
}

function signed(amount: number, currency: string): string {
  return `${amount > 0 ? '+' : ''}${decimalText(amount, currency)}`
}

function offersText(offers: readonly RehearsedOffer[], width: number): Promise<string> {
  const rows = offers.map(({ offer, used, off, rejected }): Row => {
    const given = off.map(({ currency, amount }) => `${decimalText(amount, currency)} ${currency}`)
    const why = rejected.map(({ reason, carts }) => `${reason} ${carts}`).join(', ')
    return [offer, used === 0 ? 'never' : String(used), given.join(', ') || '–', why]
  })
  const columns: readonly Column[] = [
    { head: 'offer of the draft', yields: 'cut' },
    { head: 'used', right: true },
    { head: 'took off', right: true },
    { head: 'else rejected, by carts', yields: 'wrap' },
  ]
  return table(columns, rows, width)
}

function warningsText({ warnings, warned }: Rehearsal, width: number): Promise<string> {
  const more = warned > warnings.length ? `, the first ${warnings.length} of ${warned}` : ''
  const rows = warnings.map(({ warning, cart, says }): Row => [warning, cart, says])
  const columns: readonly Column[] = [
    { head: `warning${more}` },
    { head: 'cart', yields: 'cut' },
    { head: 'why', yields: 'wrap' },
  ]
  return table(columns, rows, width)
}

function refusedText({ refused }: Rehearsal, width: number): Promise<string> {
  const rows = refused.first.map(({ cart, refused: [first] }): Row => {
    return [cart, first?.path ?? '', first?.fault ?? '']
  })
  const columns: readonly Column[] = [
    { head: 'not priced', yields: 'cut' },
    { head: 'where', yields: 'cut' },
    { head: 'why', yields: 'wrap' },
  ]
  return table(columns, rows, width)
}
