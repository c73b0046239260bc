import type { SimulationReport, StateRow } from '../../core/simulation/simulation-report.ts'
import { escaped, type Picture, tenth, WIDTH } from './simulation-report-svg.ts'
import { durationText, figure } from './simulation-report-words.ts'

const ROW = 42
const MINUTE = 60_000
const DAY = 86_400_000

/** Where the axis has figures: logarithmic, for minutes and months are both on it. */
const TICKS = [
  { ms: MINUTE, says: '1 min' },
  { ms: 10 * MINUTE, says: '10 min' },
  { ms: 60 * MINUTE, says: '1 hour' },
  { ms: DAY, says: '1 day' },
  { ms: 10 * DAY, says: '10 days' },
  { ms: 100 * DAY, says: '100 days' },
] as const

const LEAST = Math.log10(MINUTE)
const MOST = Math.log10(120 * DAY)

/** What is shorter than a minute stands at the edge. */
function placeOf(ms: number): number {
  const part = (Math.log10(Math.max(MINUTE, ms)) - LEAST) / (MOST - LEAST)
  return tenth(12 + Math.min(1, part) * (WIDTH - 24))
}

/** How long orders stay in each state: eight of ten by the bar, half of them by the dot. */
export function timesPicture({ states }: SimulationReport): Picture {
  const rows = states.filter(({ left }) => left > 0)
  const bottom = rows.length * ROW + 4
  const ticks = TICKS.map(({ ms, says }) => {
    const x = placeOf(ms)
    return `<path class="grid" d="M${x} 0V${bottom}"/><text class="tick" x="${x}" y="${bottom + 15}" text-anchor="middle">${says}</text>`
  })
  const label = `<text class="tick" x="${WIDTH}" y="${bottom + 31}" text-anchor="end">time in the state, on a logarithmic scale</text>`
  return {
    id: 'times',
    title: 'Time in each state',
    says: 'The bar holds eight of ten stays, the dot halves them. Stays that have not ended are not counted.',
    height: bottom + 36,
    drawn: [...ticks, ...rows.map(stay), label].join('\n'),
    cells: {
      head: ['state', 'stays', 'a tenth within', 'half within', 'nine tenths within'],
      rows: rows.map(({ name, left, p10Ms, medianMs, p90Ms }) => [
        name,
        figure(left),
        ...[p10Ms, medianMs, p90Ms].map(durationText),
      ]),
    },
  }
}

function stay({ name, p10Ms, medianMs, p90Ms }: StateRow, at: number): string {
  const y = at * ROW
  const [from, middle, until] = [p10Ms, medianMs, p90Ms].map(placeOf) as [number, number, number]
  return `<text class="name" x="4" y="${y + 14}">${escaped(name)} <tspan class="detail">half within ${durationText(medianMs)}</tspan></text>
<rect class="wash" x="${from}" y="${y + 22}" width="${tenth(Math.max(2, until - from))}" height="9" rx="4"/>
<circle class="dot" cx="${middle}" cy="${y + 26.5}" r="5.5"/>`
}
