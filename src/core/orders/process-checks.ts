import { type Fault, pointer } from '../base/faults.ts'
import type { DueDocument } from './clock-document.ts'
import {
  type EffectDocument,
  type ProcessDocument,
  type RowDocument,
  SAME,
} from './process-document.ts'

/** What the machine that runs a process knows: names that its document may use without declaring. */
export interface Vocabulary {
  /** Guards that it can answer. */
  readonly guards: readonly string[]
  readonly effects: readonly string[]
  readonly refusals: readonly string[]
  /** Figures in days that each order brings itself, such as its promised days of delivery. */
  readonly promises: readonly string[]
  /** What an event can need to be sent with it. */
  readonly contents: readonly string[]
}

/** Collects the faults of names: those that nobody declared, and those declared twice. */
class Names {
  readonly #faults: Fault[]

  constructor(faults: Fault[]) {
    this.#faults = faults
  }

  /** The ids of a list, each told once where it stands twice. */
  declared(rows: readonly { readonly id: string }[], path: string): Set<string> {
    const seen = new Set<string>()
    for (const [at, { id }] of rows.entries()) {
      if (seen.has(id)) this.told(`${path}/${at}/id`, `"${id}" stands twice.`)
      seen.add(id)
    }
    return seen
  }

  /** Tells a name that is not among those known. */
  known(name: string | undefined, path: string, among: Known): void {
    if (name === undefined || among.names.has(name)) return
    const list = [...among.names].join(', ') || 'none'
    this.told(path, `No ${among.what} is called "${name}". Known: ${list}.`)
  }

  told(path: string, fault: string): void {
    this.#faults.push({ path, fault })
  }
}

interface Known {
  readonly what: string
  readonly names: ReadonlySet<string>
}

/** Everything that rows, events and clocks can name. */
interface Declared {
  readonly parties: Known
  readonly states: Known
  readonly guards: Known
  readonly triggers: Known
  readonly anchors: Known
  readonly figures: ReadonlyMap<string, string>
}

/** Checks that every name in a process is declared once, and known to who has to carry it out. */
export function checkNames(
  document: ProcessDocument,
  vocabulary: Vocabulary,
  faults: Fault[],
): void {
  const names = new Names(faults)
  const declared = declaredIn(document, vocabulary, names)
  checkStates(document, names)
  for (const [at, { by, needs = [] }] of document.events.entries()) {
    const path = pointer('/events', at)
    for (const [k, one] of by.entries()) names.known(one, `${path}/by/${k}`, declared.parties)
    const contents = { what: 'content', names: new Set(vocabulary.contents) }
    for (const [k, one] of needs.entries()) names.known(one, `${path}/needs/${k}`, contents)
  }
  for (const [at, { id }] of document.guards.entries()) {
    const answered = { what: 'guard that can be answered', names: new Set(vocabulary.guards) }
    names.known(id, `/guards/${at}/id`, answered)
  }
  checkClocks(document, declared, names)
  for (const [at, row] of document.rows.entries()) {
    checkRow(row, pointer('/rows', at), { declared, vocabulary, names })
  }
}

function declaredIn(document: ProcessDocument, { promises }: Vocabulary, names: Names): Declared {
  const events = names.declared(document.events, '/events')
  const clocks = names.declared(document.clocks, '/clocks')
  for (const [at, { id }] of document.clocks.entries()) {
    if (events.has(id)) names.told(`/clocks/${at}/id`, `"${id}" is an event already.`)
  }
  const moments = new Set(document.rows.flatMap(({ marks }) => marks ?? []))
  for (const [at, { id }] of document.clocks.entries()) {
    if (moments.has(id)) names.told(`/clocks/${at}/id`, `"${id}" is a moment already.`)
  }
  names.declared(document.figures, '/figures')
  return {
    parties: { what: 'party', names: names.declared(document.parties, '/parties') },
    states: { what: 'state', names: names.declared(document.states, '/states') },
    guards: { what: 'guard', names: names.declared(document.guards, '/guards') },
    triggers: { what: 'event or clock', names: new Set([...events, ...clocks]) },
    anchors: { what: 'moment or clock', names: new Set([...moments, ...clocks]) },
    figures: new Map([
      ...document.figures.map(({ id, unit }) => [id, unit] as const),
      ...promises.map((promise) => [promise, 'days'] as const),
    ]),
  }
}

function checkStates({ states }: ProcessDocument, names: Names): void {
  const initial = states.filter(({ kind }) => kind === 'initial').length
  if (initial !== 1) names.told('/states', `One state is initial, not ${initial}.`)
  const same = states.findIndex(({ id }) => id === SAME)
  if (same >= 0) names.told(`/states/${same}/id`, `"${SAME}" is how a row says that nothing moves.`)
}

function checkClocks(document: ProcessDocument, declared: Declared, names: Names): void {
  for (const [at, { id, runs }] of document.clocks.entries()) {
    for (const [k, run] of runs.entries()) {
      const path = `/clocks/${at}/runs/${k}`
      for (const [n, state] of run.in.entries()) {
        names.known(state, `${path}/in/${n}`, declared.states)
      }
      names.known(run.loses, `${path}/loses`, declared.parties)
      checkDue(run.due, `${path}/due`, { declared, names })
    }
    const states = runs.flatMap((run) => run.in)
    const twice = states.find((state, n) => states.indexOf(state) !== n)
    if (twice) names.told(`/clocks/${at}/runs`, `"${id}" runs twice in "${twice}".`)
  }
  const around = clockCycle(document)
  if (around) names.told('/clocks', `Clocks wait for each other: ${around.join(' after ')}.`)
}

function checkDue(
  due: DueDocument,
  path: string,
  { declared, names }: { declared: Declared; names: Names },
): void {
  for (const form of ['earlierOf', 'laterOf'] as const) {
    for (const [k, part] of (due[form] ?? []).entries()) {
      checkDue(part, `${path}/${form}/${k}`, { declared, names })
    }
  }
  names.known(due.after, `${path}/after`, declared.anchors)
  const form = due.endOfDay === undefined ? 'exact' : 'endOfDay'
  const figure = due[form]
  if (figure === undefined) return
  const unit = declared.figures.get(figure)
  if (unit === undefined) {
    names.known(figure, `${path}/${form}`, {
      what: 'figure',
      names: new Set(declared.figures.keys()),
    })
  } else if ((unit === 'days') !== (form === 'endOfDay')) {
    const right = unit === 'days' ? 'endOfDay' : 'exact'
    names.told(`${path}/${form}`, `"${figure}" is counted in ${unit}: use "${right}".`)
  }
}

/** Clocks that are each counted from the next, around to the first; null where there are none. */
function clockCycle({ clocks }: ProcessDocument): string[] | null {
  const after = new Map(
    clocks.map(({ id, runs }) => [id, runs.flatMap((run) => anchorsOf(run.due))]),
  )
  const visit = (id: string, way: readonly string[]): string[] | null => {
    if (way.includes(id)) return [...way.slice(way.indexOf(id)), id]
    for (const next of after.get(id) ?? []) {
      const found = visit(next, [...way, id])
      if (found) return found
    }
    return null
  }
  for (const { id } of clocks) {
    const found = visit(id, [])
    if (found) return found
  }
  return null
}

/** The moments and clocks that a due time is counted from. */
export function anchorsOf(due: DueDocument): string[] {
  const parts = [...(due.earlierOf ?? []), ...(due.laterOf ?? [])]
  return [...(due.after === undefined ? [] : [due.after]), ...parts.flatMap(anchorsOf)]
}

function checkRow(
  row: RowDocument,
  path: string,
  { declared, vocabulary, names }: { declared: Declared; vocabulary: Vocabulary; names: Names },
): void {
  for (const [k, state] of row.from.entries())
    names.known(state, `${path}/from/${k}`, declared.states)
  if (row.to !== SAME) names.known(row.to, `${path}/to`, declared.states)
  names.known(row.event, `${path}/event`, declared.triggers)
  names.known(row.when, `${path}/when`, declared.guards)
  const refusals = { what: 'refusal', names: new Set(vocabulary.refusals) }
  names.known(row.refusal, `${path}/refusal`, refusals)
  const effects = { what: 'effect', names: new Set(vocabulary.effects) }
  for (const [k, said] of ((row.effects ?? []) as readonly EffectDocument[]).entries()) {
    names.known(said.effect, `${path}/effects/${k}/effect`, effects)
    const { party } = said
    if (party === undefined) continue
    names.known(String(party), `${path}/effects/${k}/party`, declared.parties)
  }
}
