/**
 * Whether a process holds together: a row that is missing or that nobody can reach is found when the
 * document is read, not when an order hangs in it.
 */
import { type Fault, pointer } from '../base/faults.ts'
import { nextState, type Process, type Row } from './process.ts'
import { unboundedRounds, unmarkedAnchors } from './process-flow.ts'

/** Whether a catalogue holds a clause. */
export type KnowsClause = (id: string) => boolean

/**
 * Everything that is unsound in a process: states that cannot be reached or left, clocks that lead
 * nowhere, states that wait without a clock and a named default, refusals without a clause, rows that
 * claim the same, events without an answer. Empty for a sound one.
 */
export function unsoundness(flow: Process, knows: KnowsClause): Fault[] {
  return [
    ...unreachable(flow),
    ...deadEnds(flow),
    ...deadlines(flow),
    ...conflicts(flow),
    ...unanswered(flow),
    ...unknownClauses(flow, knows),
    ...unused(flow),
    ...unmarkedAnchors(flow),
    ...unboundedRounds(flow),
  ]
}

/** The rows by which a state can be left, and where they lead. */
function exits(flow: Process, state: string): string[] {
  return allRowsOf(flow, state)
    .map((row) => nextState(row, state))
    .filter((to) => to !== state)
}

function allRowsOf(flow: Process, state: string): Row[] {
  const triggers = [...flow.events.keys(), ...flow.clocks.keys()]
  return triggers.flatMap((event) => flow.rowsOf(state, event))
}

function reachableFrom(flow: Process, from: string): Set<string> {
  const seen = new Set([from])
  for (const state of seen) for (const to of exits(flow, state)) seen.add(to)
  return seen
}

function unreachable(flow: Process): Fault[] {
  const reached = reachableFrom(flow, flow.initial)
  return statesWhere(
    flow,
    ({ id }) => !reached.has(id),
    (id) => `"${id}" is never reached.`,
  )
}

function deadEnds(flow: Process): Fault[] {
  const isFinal = (id: string) => flow.states.get(id)?.kind === 'final'
  const stuck = statesWhere(
    flow,
    ({ id }) => ![...reachableFrom(flow, id)].some(isFinal),
    (id) => `"${id}" is a dead end: no final state can be reached from it.`,
  )
  const left = statesWhere(
    flow,
    ({ id }) => isFinal(id) && exits(flow, id).length > 0,
    (id) => `"${id}" is final, and yet rows leave it.`,
  )
  return [...stuck, ...left]
}

type State = Process['document']['states'][number]

function statesWhere(
  { document }: Process,
  isWrong: (state: State) => boolean,
  says: (id: string) => string,
): Fault[] {
  return document.states.flatMap((state, at) =>
    isWrong(state) ? [{ path: pointer('/states', at), fault: says(state.id) }] : [],
  )
}

/** Every clock leads somewhere where it runs, and every waiting state is ended by one at last. */
function deadlines(flow: Process): Fault[] {
  const faults: Fault[] = []
  for (const [at, { id, runs }] of flow.document.clocks.entries()) {
    for (const state of runs.flatMap((run) => run.in)) {
      const rows = flow.rowsOf(state, id)
      if (rows.some(({ refusal }) => refusal === null)) continue
      faults.push({
        path: `/clocks/${at}`,
        fault: `"${id}" passes in "${state}" and leads nowhere.`,
      })
    }
  }
  for (const [at, row] of flow.document.rows.entries()) {
    if (!flow.clocks.has(row.event)) continue
    const idle = row.from.filter((from) => !runsThere(flow, from, row.event))
    for (const state of idle) {
      faults.push({ path: `/rows/${at}`, fault: `"${row.event}" does not run in "${state}".` })
    }
  }
  const waits = statesWhere(
    flow,
    ({ id, kind }) => kind === undefined && !hasDefault(flow, id),
    (id) => `"${id}" waits without a clock that ends the waiting: nobody loses by silence.`,
  )
  return [...faults, ...waits]
}

function runsThere(flow: Process, state: string, clock: string): boolean {
  return flow.runsIn(state).some((run) => run.clock.id === clock)
}

/** Whether some clock takes the order out of a state, whatever its guards say. */
function hasDefault(flow: Process, state: string): boolean {
  return flow.runsIn(state).some(({ clock }) => {
    const rows = flow.rowsOf(state, clock.id)
    return rows.length > 0 && rows.every((row) => nextState(row, state) !== state)
  })
}

/** Of the rows of a state and an event each asks another guard, and one, asked last, asks none. */
function conflicts(flow: Process): Fault[] {
  const faults: Fault[] = []
  for (const { id: state } of flow.document.states) {
    for (const event of [...flow.events.keys(), ...flow.clocks.keys()]) {
      const rows = flow.rowsOf(state, event)
      for (const [k, row] of rows.entries()) {
        const twin = rows.slice(0, k).find(({ when }) => when === row.when)
        if (!twin) continue
        const guard = row.when ? `when ${row.when.id}` : 'without a guard'
        const fault = `Claims "${event}" in "${state}" ${guard}, as row ${twin.place} does already.`
        faults.push({ path: `/rows/${row.place}`, fault })
      }
      const last = rows.at(-1)
      if (!last?.when) continue
      const fault = `"${event}" in "${state}" has no answer where "${last.when.id}" does not hold.`
      faults.push({ path: `/rows/${last.place}`, fault })
    }
  }
  return faults
}

/** Each event has an answer in each state, if only a refusal; what begins a process needs none later. */
function unanswered(flow: Process): Fault[] {
  const begins = new Set(
    [...flow.events.keys()].filter((id) => flow.rowsOf(flow.initial, id).length > 0),
  )
  const faults: Fault[] = []
  for (const [at, { id }] of flow.document.events.entries()) {
    if (begins.has(id)) continue
    for (const { id: state, kind } of flow.document.states) {
      if (kind === 'initial' || flow.rowsOf(state, id).length > 0) continue
      faults.push({ path: `/events/${at}`, fault: `"${id}" has no answer in "${state}".` })
    }
  }
  return faults
}

function unknownClauses({ document }: Process, knows: KnowsClause): Fault[] {
  const faults: Fault[] = []
  const check = (id: string, path: string) => {
    if (!knows(id)) faults.push({ path, fault: `The catalogue has no clause ${id}.` })
  }
  for (const [at, { clause }] of document.states.entries()) check(clause, `/states/${at}/clause`)
  for (const [at, { clause }] of document.clocks.entries()) check(clause, `/clocks/${at}/clause`)
  for (const [at, { clause }] of document.figures.entries()) check(clause, `/figures/${at}/clause`)
  for (const [at, { clause }] of document.rows.entries()) {
    for (const [k, id] of clause.entries()) check(id, `/rows/${at}/clause/${k}`)
  }
  return faults
}

/** What is declared and then used nowhere is mostly a row that was forgotten. */
function unused(flow: Process): Fault[] {
  const { document } = flow
  const guards = new Set(document.rows.map(({ when }) => when))
  const text = JSON.stringify(document.clocks) + JSON.stringify(document.rows)
  const idle = (rows: readonly { readonly id: string }[], path: string, isUsed: Used): Fault[] =>
    rows.flatMap(({ id }, at) =>
      isUsed(id) ? [] : [{ path: `${path}/${at}`, fault: `"${id}" is declared and never used.` }],
    )
  return [
    ...idle(document.guards, '/guards', (id) => guards.has(id)),
    ...idle(document.figures, '/figures', (id) => text.includes(JSON.stringify(id))),
    ...idle(document.parties, '/parties', (id) => isParty(document, id)),
  ]
}

type Used = (id: string) => boolean

function isParty({ events, clocks }: Process['document'], id: string): boolean {
  const acts = events.some(({ by }) => by.includes(id))
  return acts || clocks.some(({ runs }) => runs.some(({ loses }) => loses === id))
}
