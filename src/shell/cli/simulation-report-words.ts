/** The words of a simulation's report: the same on the terminal and on its page. */
import { decimalText } from '../../core/base/iso4217.ts'
import type { RefundCause } from '../../core/orders/money/refund-ask.ts'
import type { SimulationReport } from '../../core/simulation/simulation-report.ts'

const CAUSE_NAMES: Readonly<Record<RefundCause, string>> = {
  cancellation: 'Cancelled on request',
  'missed-shipping': 'Not shipped in time',
  dispute: 'Dispute',
  return: 'Return',
  guarantee: 'Guarantee',
  provider: 'Paid back by the provider',
}

/** "1,234": thousands apart, as in every figure of the report. */
export function figure(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** "1,234.50 USD". */
export function moneyOf(minor: number, currency: string): string {
  const [whole = '', cents] = decimalText(minor, currency).split('.')
  const sign = whole.startsWith('-') ? '-' : ''
  const text = `${sign}${figure(Number(whole.replace('-', '')))}`
  return `${text}${cents === undefined ? '' : `.${cents}`} ${currency}`
}

const SPANS = [
  { ms: 86_400_000, unit: 'day' },
  { ms: 3_600_000, unit: 'hour' },
  { ms: 60_000, unit: 'minute' },
] as const

/** "2.2 days", "44 minutes": two figures that count, for people. */
export function durationText(ms: number): string {
  const { ms: span, unit } = SPANS.find((one) => ms >= one.ms) ?? SPANS[2]
  const amount = ms / span
  const text = amount >= 10 ? String(Math.round(amount)) : String(Math.round(amount * 10) / 10)
  return `${text} ${unit}${text === '1' ? '' : 's'}`
}

/** "2 Feb 2026" for "2026-02-02". */
export function dayName(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** "2 Feb". */
export function shortDay(day: string): string {
  return dayName(day).replace(/ \d+$/, '')
}

/** What was simulated, in one sentence. */
export function titleOf({ options, checkouts, days }: SimulationReport): string {
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
  const over = options.untilOver ? `, until all were over on ${dayName(last)}` : ''
  return (
    `${countOf(options.orders, 'order')} in ${countOf(checkouts, 'checkout')} over ` +
    `${countOf(options.days, 'virtual day')} from ${dayName(first)}${over}, seed ${options.seed}`
  )
}

/** "1 order", "2,000 orders". */
export function countOf(count: number, what: string): string {
  return `${figure(count)} ${what}${count === 1 ? '' : 's'}`
}

/** What was held, and how often. */
export function checksText({ checks }: SimulationReport): string {
  return checks.map(({ law, times }) => `${law} (${figure(times)}×)`).join(', ')
}

/** Refunds by their causes: how many, and what buyers got in each currency. */
export function refundsByCause({ refunds }: SimulationReport) {
  const causes = [...new Set(refunds.map(({ cause }) => cause))]
  return causes
    .map((cause) => {
      const rows = refunds.filter((row) => row.cause === cause)
      return {
        name: CAUSE_NAMES[cause],
        times: rows.reduce((sum, { times }) => sum + times, 0),
        amounts: rows.map(({ cash, currency }) => moneyOf(cash, currency)),
      }
    })
    .toSorted((a, b) => b.times - a.times)
}

/** Clocks that passed because nobody acted, the most frequent first. */
export function silenceRows({ silence, states }: SimulationReport) {
  const names = new Map(states.map(({ state, name }) => [state, name]))
  return silence
    .filter(({ times }) => times > 0)
    .toSorted((a, b) => b.times - a.times)
    .map((row) => ({
      ...row,
      loses: row.loses === 'payment' ? 'payment provider' : row.loses,
      stateName: names.get(row.state) ?? row.state,
    }))
}
