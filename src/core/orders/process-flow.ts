/** What only shows by following the rows of a process: moments that are missing, rounds without an end. */
import type { Fault } from '../base/faults.ts'
import type { DueDocument } from './clock-document.ts'
import { nextState, type Process, type Row } from './process.ts'
import { anchorsOf } from './process-checks.ts'

interface Edge {
  readonly from: string
  readonly to: string
  readonly row: Row
}

function edgesOf(flow: Process): Edge[] {
  const triggers = [...flow.events.keys(), ...flow.clocks.keys()]
  return flow.document.states.flatMap(({ id: from }) =>
    triggers
      .flatMap((event) => flow.rowsOf(from, event))
      .filter(({ refusal }) => refusal === null)
      .map((row) => ({ from, to: nextState(row, from), row })),
  )
}

/** Clocks that run in a state which can be reached before the moment that they are counted from. */
export function unmarkedAnchors(flow: Process): Fault[] {
  const marked = surelyMarked(flow)
  return flow.document.clocks.flatMap(({ id, runs }, at) =>
    runs.flatMap((run, k) =>
      run.in.flatMap((state) => {
        const missing = neededMoments(flow, run.due).filter(
          (moment) => !marked.get(state)?.has(moment),
        )
        return missing.map((moment) => ({
          path: `/clocks/${at}/runs/${k}`,
          fault: `"${id}" runs in "${state}", which can be reached before "${moment}".`,
        }))
      }),
    ),
  )
}

/** The moments without which a clock would have no due time: of several parts one is enough. */
function neededMoments(flow: Process, due: DueDocument): string[] {
  const parts = due.earlierOf ?? due.laterOf
  if (parts) {
    const each = parts.map((part) => neededMoments(flow, part))
    const [first = []] = each
    return first.filter((moment) => each.every((moments) => moments.includes(moment)))
  }
  const clock = flow.clocks.get(due.after as string)
  const [run] = clock?.runs ?? []
  return run ? neededMoments(flow, run.due) : [due.after as string]
}

/** The moments that are past in each state, whichever way led there. */
function surelyMarked(flow: Process): Map<string, Set<string>> {
  const edges = edgesOf(flow)
  const marked = new Map<string, Set<string>>([[flow.initial, new Set()]])
  for (let changed = true; changed; ) {
    changed = false
    for (const { from, to, row } of edges) {
      const before = marked.get(from)
      if (!before) continue
      const here = new Set(row.marks === null ? before : [...before, row.marks])
      const known = marked.get(to)
      const both = known ? new Set([...known].filter((one) => here.has(one))) : here
      if (known && both.size === known.size) continue
      marked.set(to, both)
      changed = true
    }
  }
  return marked
}

/**
 * States that can be gone through again and again without an end: of those that lead to each other, one
 * must have a clock that no row among them starts anew, and whose passing leaves them all.
 */
export function unboundedRounds(flow: Process): Fault[] {
  const edges = edgesOf(flow).filter(({ from, to }) => from !== to)
  const rounds = new Map<string, string[]>()
  for (const { id } of flow.document.states) {
    const there = reached(edges, id)
    const round = [...there].filter((other) => reached(edges, other).has(id))
    if (round.length > 1) rounds.set(round.toSorted().join(' '), round)
  }
  return [...rounds.values()].flatMap((round) => {
    if (isBounded(flow, round, edges)) return []
    const path = `/states/${flow.document.states.findIndex(({ id }) => id === round[0])}`
    return [{ path, fault: `Nothing ends the round of ${round.toSorted().join(' and ')}.` }]
  })
}

function reached(edges: readonly Edge[], from: string): Set<string> {
  const seen = new Set<string>()
  const visit = (state: string) => {
    for (const edge of edges) {
      if (edge.from !== state || seen.has(edge.to)) continue
      seen.add(edge.to)
      visit(edge.to)
    }
  }
  visit(from)
  return seen
}

function isBounded(flow: Process, round: readonly string[], edges: readonly Edge[]): boolean {
  const inside = edges.filter(({ from, to }) => round.includes(from) && round.includes(to))
  const restarted = new Set(inside.map(({ row }) => row.marks))
  return round.some((state) =>
    flow.runsIn(state).some(({ clock, due }) => {
      const rows = flow.rowsOf(state, clock.id)
      const leaves = rows.every((row) => !round.includes(nextState(row, state)))
      return leaves && anchorsOf(due).every((anchor) => !restarted.has(anchor))
    }),
  )
}
