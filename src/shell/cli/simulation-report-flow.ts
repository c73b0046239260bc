import type { Process } from '../../core/orders/process.ts'
import type { SimulationReport } from '../../core/simulation/simulation-report.ts'
import { type Placed, placesOf, type Ribbon, ribbonsOf } from './simulation-report-layout.ts'
import { escaped, type Picture, tenth, WIDTH } from './simulation-report-svg.ts'
import { figure } from './simulation-report-words.ts'

const ROW = 92
const TOP = 22
const BAR = 9
const LANES = { main: 26, side: 262, end: 330 } as const
/** What all orders take of the width; a few still take what can be seen. */
const WIDEST = 150
const THINNEST = 1.2

interface Node extends Placed {
  readonly name: string
  readonly visits: number
  readonly there: number
  readonly x: number
  readonly y: number
  readonly width: number
}

/** The flow of orders between states, as wide as orders are many: the table of the process, filled. */
export function flowPicture(report: SimulationReport, process: Process): Picture {
  const ribbons = ribbonsOf(report.flow, process.initial)
  const nodes = nodesOf(report, process)
  const scale = scaleOf(report)
  const isBack = ({ from, to }: Ribbon) => rowOf(nodes, to) < rowOf(nodes, from)
  const last = Math.max(...[...nodes.values()].map(({ y }) => y))
  const ends = report.states.filter(({ state, orders }) => orders > 0 && isFinal(process, state))
  const ended = ends.map(({ name, orders }) => `${figure(orders)} ${name.toLowerCase()}`).join(', ')
  return {
    id: 'flow',
    title: 'The way of the orders',
    says: `From top to bottom, as wide as orders are many; thin lines go back. At the end: ${ended || 'all are under way'}.`,
    height: last + BAR + 6,
    drawn: [
      ...forward(
        ribbons.filter((one) => !isBack(one)),
        nodes,
        scale,
      ),
      ...ribbons.filter(isBack).map((one) => backward(one, nodes, scale)),
      ...[...nodes.values()].map(nodeDrawn),
    ].join('\n'),
    cells: {
      head: ['from', 'to', 'by', 'orders'],
      rows: report.flow.map(({ from, to, event, times }) => {
        const names = [from, to].map((state) => process.states.get(state)?.name ?? state)
        const by = process.events.get(event)?.name ?? process.clocks.get(event)?.name ?? event
        return [...names, by, figure(times)]
      }),
      texts: [1, 2],
    },
  }
}

const isFinal = (process: Process, state: string): boolean =>
  process.states.get(state)?.kind === 'final'

function scaleOf({ flow }: SimulationReport): number {
  const visits = Map.groupBy(flow, ({ to }) => to)
  const most = [...visits.values()].map((rows) => rows.reduce((sum, { times }) => sum + times, 0))
  return WIDEST / Math.max(1, ...most)
}

function nodesOf(report: SimulationReport, process: Process): ReadonlyMap<string, Node> {
  const scale = scaleOf(report)
  return new Map(
    placesOf(process).map((placed) => {
      const { state, row, lane } = placed
      const into = report.flow.filter(({ to }) => to === state)
      const visits = into.reduce((sum, { times }) => sum + times, 0)
      const there = report.states.find((one) => one.state === state)?.orders ?? 0
      const name = process.states.get(state)?.name ?? state
      const width = Math.max(3, visits * scale)
      const x = Math.min(LANES[lane], WIDTH - 2 - width)
      return [state, { ...placed, name, visits, there, x, y: TOP + row * ROW, width }]
    }),
  )
}

const rowOf = (nodes: ReadonlyMap<string, Node>, state: string): number =>
  nodes.get(state)?.row ?? 0

const widthOf = ({ times }: Ribbon, scale: number): number => Math.max(THINNEST, times * scale)

/**
 * Ribbons downwards. From a state they leave in the order of the lanes; at an end beside the way those
 * from far above arrive outermost, so that none crosses another.
 */
function forward(
  ribbons: readonly Ribbon[],
  nodes: ReadonlyMap<string, Node>,
  scale: number,
): string[] {
  const lane = (state: string) => nodes.get(state)?.x ?? 0
  const leaving = new Map<string, number>()
  const starts = new Map<Ribbon, number>()
  for (const one of ribbons.toSorted((a, b) => lane(a.to) - lane(b.to))) {
    const used = leaving.get(one.from) ?? 0
    starts.set(one, used)
    leaving.set(one.from, used + widthOf(one, scale))
  }
  const arriving = new Map<string, number>()
  return ribbons
    .toSorted((a, b) => rowOf(nodes, b.from) - rowOf(nodes, a.from))
    .map((one) => {
      const [from, to] = [nodes.get(one.from), nodes.get(one.to)] as [Node, Node]
      const used = arriving.get(one.to) ?? 0
      const width = widthOf(one, scale)
      arriving.set(one.to, used + width)
      const start = from.x + (starts.get(one) as number)
      const tone = to.lane === 'main' ? 'green' : to.lane === 'end' ? 'red' : 'ochre'
      return ribbonDrawn({ from, to, start, end: to.x + used, width, tone, times: one.times })
    })
}

interface Drawn {
  readonly from: Node
  readonly to: Node
  readonly start: number
  readonly end: number
  readonly width: number
  readonly tone: string
  readonly times: number
}

function ribbonDrawn({ from, to, start, end, width, tone, times }: Drawn): string {
  const [y1, y2] = [from.y + BAR, to.y]
  const bend = Math.min(y2, y1 + ROW * 0.72)
  const middle = tenth((y1 + bend) / 2)
  const [a, b, c, d] = [start, start + width, end, end + width].map(tenth)
  const path = `M${a} ${y1}C${a} ${middle} ${c} ${middle} ${c} ${tenth(bend)}V${y2}H${d}V${tenth(bend)}C${d} ${middle} ${b} ${middle} ${b} ${y1}Z`
  const told = `${from.name} to ${to.name}: ${figure(times)}`
  return `<path class="${tone} ribbon" d="${path}"><title>${escaped(told)}</title></path>`
}

/** A thin line back: on the left of the main way, or from beside it to its right end. */
function backward(one: Ribbon, nodes: ReadonlyMap<string, Node>, scale: number): string {
  const [from, to] = [nodes.get(one.from), nodes.get(one.to)] as [Node, Node]
  const width = tenth(Math.min(8, widthOf(one, scale)))
  const [y1, y2] = [from.y + BAR / 2, to.y + BAR / 2]
  const isBeside = from.lane !== 'main'
  const [x1, x2] = isBeside ? [from.x, to.x + to.width] : [from.x, to.x]
  const path = isBeside
    ? `M${tenth(x1)} ${y1}C${tenth(x1 - 24)} ${y1} ${tenth(x1 - 6)} ${y2} ${tenth(x2)} ${y2}`
    : `M${x1} ${y1}C${x1 - 24} ${y1} ${x2 - 24} ${y2} ${x2} ${y2}`
  const told = `Back from ${from.name} to ${to.name}: ${figure(one.times)}`
  return `<path class="back" stroke-width="${width}" d="${path}"><title>${escaped(told)}</title></path>`
}

/** Words above the bar; below it beside the way, where ribbons arrive from the left. */
function nodeDrawn({ name, visits, there, lane, x, y, width }: Node): string {
  const isOver = lane === 'end' || there === visits
  const rest = there > 0 && !isOver ? `, ${figure(there)} still there` : ''
  const bar = `<rect class="node" x="${tenth(x)}" y="${y}" width="${tenth(width)}" height="${BAR}" rx="2"/>`
  const count = `<tspan class="count">${figure(visits)}${rest}</tspan>`
  if (lane === 'side') {
    const words = [...name.split(' ').map(escaped), count]
    const lines = words.map(
      (line, at) => `<tspan x="${tenth(x)}" y="${tenth(y + BAR + 15 + at * 14)}">${line}</tspan>`,
    )
    return `${bar}
<text class="name halo">${lines.join('')}</text>`
  }
  const [at, anchor] = lane === 'end' ? [WIDTH, 'end'] : [x, 'start']
  return `${bar}
<text class="name halo" x="${tenth(at)}" y="${y - 6}" text-anchor="${anchor}">${escaped(name)} ${count}</text>`
}
