import { nextState, type Process } from '../../core/orders/process.ts'
import type { FlowRow } from '../../core/simulation/simulation-report.ts'

/** Where a state stands in the picture of the flow: on the main way, beside it, or at an end beside it. */
export interface Placed {
  readonly state: string
  readonly row: number
  readonly lane: 'main' | 'side' | 'end'
}

/**
 * The places of the states, from the table of the process alone: the main way is the shortest to the end
 * that is farthest, from above; other states stand beside it, after the one that leads there.
 */
export function placesOf(flow: Process): Placed[] {
  const leads = leadsOf(flow)
  const distance = distancesOf(flow.initial, leads)
  const ends = flow.document.states.filter(({ kind }) => kind === 'final').map(({ id }) => id)
  const far = ends.toSorted((a, b) => (distance.get(b) ?? 0) - (distance.get(a) ?? 0))[0] ?? ''
  const main = wayTo(far, leads, distance)
  return flow.document.states.flatMap(({ id, kind }): Placed[] => {
    if (kind === 'initial') return []
    const row = main.indexOf(id)
    if (row >= 0) return [{ state: id, row, lane: 'main' }]
    if (kind === 'final') return [{ state: id, row: main.length - 1, lane: 'end' }]
    const before = main.findLastIndex((one) => leads.get(one)?.has(id))
    return [{ state: id, row: before + BESIDE, lane: 'side' }]
  })
}

/** So far after it: what leads there and back still has room for a bend. */
const BESIDE = 0.62

type Leads = ReadonlyMap<string, ReadonlySet<string>>

function leadsOf(flow: Process): Leads {
  const events = [...flow.events.keys(), ...flow.clocks.keys()]
  return new Map(
    flow.document.states.map(({ id }) => {
      const rows = events.flatMap((event) => flow.rowsOf(id, event))
      const next = rows.filter(({ refusal }) => refusal === null).map((row) => nextState(row, id))
      return [id, new Set(next.filter((to) => to !== id))]
    }),
  )
}

function distancesOf(initial: string, leads: Leads): ReadonlyMap<string, number> {
  const distance = new Map([[initial, 0]])
  for (const [state, steps] of distance) {
    for (const next of leads.get(state) ?? []) {
      if (!distance.has(next)) distance.set(next, steps + 1)
    }
  }
  return distance
}

/** The states of a shortest way to an end, the first one left out. */
function wayTo(end: string, leads: Leads, distance: ReadonlyMap<string, number>): string[] {
  const way = [end]
  for (let state = end; (distance.get(state) ?? 0) > 1; ) {
    const steps = (distance.get(state) as number) - 1
    const before = [...distance].find(([one, at]) => at === steps && leads.get(one)?.has(state))
    if (!before) break
    state = before[0]
    way.unshift(state)
  }
  return way
}

/** Orders that went from one state to another, by whatever event. */
export interface Ribbon {
  readonly from: string
  readonly to: string
  readonly times: number
}

/** The flow between states, each pair once; what begins and what stays is left out. */
export function ribbonsOf(flow: readonly FlowRow[], initial: string): Ribbon[] {
  const pairs = Map.groupBy(flow, ({ from, to }) => `${from}\n${to}`)
  return [...pairs.values()].flatMap((rows) => {
    const { from, to } = rows[0] as FlowRow
    const times = rows.reduce((sum, row) => sum + row.times, 0)
    return from === initial ? [] : [{ from, to, times }]
  })
}
