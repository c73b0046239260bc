import type { MoneyNow } from '../../core/simulation/books.ts'
import type { SimulationReport } from '../../core/simulation/simulation-report.ts'
import { paragraph } from './plain-text.ts'
import { heading } from './receipt.ts'
import {
  checksText,
  countOf,
  durationText,
  figure,
  moneyOf,
  refundsByCause,
  shortDay,
  silenceRows,
  titleOf,
} from './simulation-report-words.ts'
import { type Column, table } from './table.ts'

/** A simulation for people at a terminal. */
export async function simulationText(report: SimulationReport, width: number): Promise<string> {
  const { sellers, buyers, commands, steps } = report
  const people = `${countOf(sellers, 'seller')}, ${countOf(buyers, 'buyer')}`
  const acts = `${countOf(commands, 'command')}, ${countOf(steps, 'step')}`
  return [
    `${heading(titleOf(report))}\n${people}, ${acts}.`,
    await statesText(report, width),
    await silenceText(report, width),
    await refundsText(report, width),
    escrowText(report, width),
    await refusalsText(report, width),
    marksText(report),
    paragraph(`Held throughout: ${checksText(report)}.`, width),
  ].join('\n\n')
}

const right = (head: string): Column => ({ head, right: true })
const cut = (head: string): Column => ({ head, yields: 'cut' })

function statesText({ states }: SimulationReport, width: number): Promise<string> {
  const time = (left: number, ms: number) => (left === 0 ? '–' : durationText(ms))
  return table(
    [cut('state'), right('orders at the end'), right('left it'), right('half of them within')],
    states.map(({ name, orders, left, medianMs }) => {
      return [name, figure(orders), figure(left), time(left, medianMs)]
    }),
    width,
  )
}

async function silenceText(report: SimulationReport, width: number): Promise<string> {
  const rows = silenceRows(report)
  if (rows.length === 0) return 'Nobody lost by silence: no clock has passed.'
  return table(
    [cut('silence: the clock that passed'), cut('in the state'), { head: 'loses' }, right('times')],
    rows.map(({ name, stateName, loses, times }) => [name, stateName, loses, figure(times)]),
    width,
  )
}

async function refundsText(report: SimulationReport, width: number): Promise<string> {
  const rows = refundsByCause(report)
  if (rows.length === 0) return 'Nothing was refunded.'
  return table(
    [cut('refunds by cause'), right('times'), { head: 'buyers got', yields: 'wrap' }],
    rows.map(({ name, times, amounts }) => [name, figure(times), amounts.join(', ')]),
    width,
  )
}

const BLOCKS = ' ▁▂▃▄▅▆▇█'
const LABEL_COLUMNS = 5

/** Money in escrow over time: a row of bars a currency, each as high as the most of some days. */
function escrowText({ days, trial }: SimulationReport, width: number): string {
  const columns = Math.min(days.length, width - LABEL_COLUMNS)
  const rows = trial.map(({ currency }) => {
    const held = days.map(({ money }) => escrowOf(money, currency))
    const bars = Array.from({ length: columns }, (_, at) => {
      const [from, until] = [at, at + 1].map((k) => Math.floor((k * held.length) / columns))
      return Math.max(...held.slice(from, until))
    })
    const most = Math.max(...held)
    const drawn = bars.map((bar) => BLOCKS[most === 0 ? 0 : Math.ceil((bar / most) * 8)]).join('')
    const day = days[held.indexOf(most)]?.day ?? ''
    const peak = `most ${moneyOf(most, currency)} on ${shortDay(day)}`
    return `${currency.padEnd(LABEL_COLUMNS)}${drawn}\n${' '.repeat(LABEL_COLUMNS)}${peak}`
  })
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
  const head = `${heading('Money in escrow')}, ${shortDay(first)} to ${shortDay(last)}`
  return [rows.length === 0 ? `${head}: none, for nothing was paid.` : head, ...rows].join('\n')
}

function escrowOf(money: readonly MoneyNow[], currency: string): number {
  return money.find((one) => one.currency === currency)?.escrow ?? 0
}

// The most frequent ones show what happens; all are in the JSON.
const REFUSALS_SHOWN = 8

async function refusalsText({ refusals }: SimulationReport, width: number): Promise<string> {
  if (refusals.length === 0) return 'Nothing was refused.'
  const rows = refusals.toSorted((a, b) => b.times - a.times).slice(0, REFUSALS_SHOWN)
  const all = refusals.reduce((sum, { times }) => sum + times, 0)
  return table(
    [cut(`refused, ${figure(all)} in all`), { head: 'why' }, { head: 'clause' }, right('times')],
    rows.map(({ event, state, refusal, clause, times }) => {
      return [`${event} in ${state}`, refusal, clause, figure(times)]
    }),
    width,
  )
}

function marksText({ marks }: SimulationReport): string {
  if (marks.length === 0) return 'No marks were given.'
  const said = marks.map(({ party, mark, times }) => `${figure(times)} ${mark} (${party})`)
  return `Marks: ${said.join(', ')}.`
}
