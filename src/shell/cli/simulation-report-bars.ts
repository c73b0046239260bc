import { OUTCOMES, type OutcomeId } from '../../core/simulation/life.ts'
import type { HabitRow, SimulationReport } from '../../core/simulation/simulation-report.ts'
import { escaped, legend, type Picture, tenth, ticksTo, WIDTH } from './simulation-report-svg.ts'
import { countOf, figure, refundsByCause, silenceRows } from './simulation-report-words.ts'

interface Bar {
  readonly name: string
  readonly detail: string
  readonly value: number
  readonly tone: string
}

const BAR_ROW = 50

/** Bars with their words above and an axis below; the unit stands at the axis. */
function bars(rows: readonly Bar[], unit: string): { drawn: string; height: number } {
  const most = Math.max(1, ...rows.map(({ value }) => value))
  const bottom = rows.length * BAR_ROW + 4
  const x = (value: number) => tenth((value / most) * (WIDTH - 30))
  const ticks = ticksTo(most, 5).map(
    (tick) =>
      `<path class="grid" d="M${x(tick) + 1} 0V${bottom}"/><text class="tick" x="${x(tick) + 1}" y="${bottom + 15}" text-anchor="${tick === 0 ? 'start' : 'middle'}">${figure(tick)}</text>`,
  )
  const drawn = rows.map(({ name, detail, value, tone }, at) => {
    const y = at * BAR_ROW
    return `<text class="name" x="4" y="${y + 14}">${escaped(name)} <tspan class="count">${figure(value)}</tspan></text>
<rect class="${tone}" x="1" y="${y + 20}" width="${Math.max(1, x(value))}" height="9" rx="2"/>
<text class="detail" x="4" y="${y + 42}">${escaped(detail)}</text>`
  })
  const label = `<text class="tick" x="${WIDTH}" y="${bottom + 31}" text-anchor="end">${unit}</text>`
  return { drawn: [...ticks, ...drawn, label].join('\n'), height: bottom + 36 }
}

/** Refunds by cause: how many, and what buyers got. */
export function refundsPicture(report: SimulationReport): Picture {
  const rows = refundsByCause(report)
  const all = rows.reduce((sum, { times }) => sum + times, 0)
  const drawn = rows.map(({ name, times, amounts }) => {
    return { name, detail: amounts.join(' · '), value: times, tone: 'red' }
  })
  const [first] = rows
  const most = first ? ` Most often: ${first.name.toLowerCase()}, ${figure(first.times)}.` : ''
  return {
    id: 'refunds',
    title: 'Refunds by cause',
    says: `${countOf(all, 'refund')} in all, shipping included where it comes back.${most}`,
    ...bars(drawn, 'refunds'),
    cells: {
      head: ['cause', 'refunds', 'buyers got'],
      rows: rows.map(({ name, times, amounts }) => [name, figure(times), amounts.join(', ')]),
      texts: [2],
    },
  }
}

/** Deadlines that passed because nobody acted, and who lost by it. */
export function silencePicture(report: SimulationReport): Picture {
  const rows = silenceRows(report)
  const deciding = rows.filter(({ decided }) => decided)
  const sum = deciding.reduce((all, { times }) => all + times, 0)
  return {
    id: 'silence',
    title: 'Deadlines that decided',
    says: `Nobody acted, and the clock did: ${countOf(sum, 'time')} it ended a state. Each has a named default, and somebody who loses by silence.`,
    ...bars(
      deciding.map(({ name, stateName, loses, times }) => {
        return { name, detail: `${stateName}; ${loses} loses`, value: times, tone: 'ochre' }
      }),
      'orders',
    ),
    cells: {
      head: ['clock', 'state', 'loses', 'times', 'clause', 'what happens'],
      rows: rows.map(({ name, stateName, loses, says, clause, times }) => {
        return [name, stateName, loses, figure(times), clause, says]
      }),
      texts: [1, 2, 4, 5],
    },
  }
}

const TONES: Readonly<Record<OutcomeId, string>> = {
  'paid-out': 'green',
  'part-refunded': 'ochre',
  refunded: 'red',
  'never-paid': 'grey',
  cancelled: 'violet',
  'under-way': 'blue',
}

const HABIT_ROW = 40

/** What became of the orders of each habit, in parts of a hundred. */
export function habitsPicture(report: SimulationReport, who: HabitRow['who']): Picture {
  const rows = report.habits.filter((row) => row.who === who && row.orders > 0)
  const met = OUTCOMES.filter(({ id }) => rows.some(({ outcomes }) => outcomes[id] > 0))
  const key = legend(
    met.map(({ id, name }) => ({ tone: TONES[id], name })),
    { y: 0 },
  )
  const top = key.height + 6
  const bottom = top + rows.length * HABIT_ROW
  const ticks = [0, 25, 50, 75, 100].map((tick) => {
    const x = 1 + tenth((tick / 100) * (WIDTH - 2))
    const anchor = tick === 0 ? 'start' : tick === 100 ? 'end' : 'middle'
    return `<path class="grid" d="M${x} ${top}V${bottom}"/><text class="tick" x="${x}" y="${bottom + 15}" text-anchor="${anchor}">${tick} %</text>`
  })
  const drawn = rows.map((row, at) => habitBar(row, top + at * HABIT_ROW))
  const label = `<text class="tick" x="${WIDTH - 1}" y="${bottom + 31}" text-anchor="end">of the orders of a habit</text>`
  return {
    id: `habits-${who}`,
    title: `Outcomes by habit of the ${who}`,
    says: `What became of the orders of each kind of ${who}.`,
    height: bottom + 36,
    drawn: [key.drawn, ...ticks, ...drawn, label].join('\n'),
    cells: {
      head: ['habit', 'how they are', 'orders', ...OUTCOMES.map(({ name }) => name)],
      rows: rows.map(({ name, says, orders, outcomes }) => {
        return [name, says, figure(orders), ...OUTCOMES.map(({ id }) => figure(outcomes[id]))]
      }),
      texts: [1],
    },
  }
}

function habitBar({ name, says, orders, outcomes }: HabitRow, y: number): string {
  let before = 0
  const parts = OUTCOMES.filter(({ id }) => outcomes[id] > 0).map(({ id, name: outcome }) => {
    const [x, end] = [before, before + outcomes[id]].map((k) =>
      tenth(1 + (k / orders) * (WIDTH - 2)),
    ) as [number, number]
    before += outcomes[id]
    const told = `${outcome}: ${figure(outcomes[id])} of ${figure(orders)}`
    return `<rect class="${TONES[id]} part" x="${x}" y="${y + 18}" width="${tenth(end - x)}" height="12"><title>${escaped(told)}</title></rect>`
  })
  return `<text class="name" x="2" y="${y + 12}">${escaped(name)} <tspan class="count">${figure(orders)}</tspan> <tspan class="detail">${escaped(says)}</tspan></text>
${parts.join('\n')}`
}
