import { type Fault, isRefused, type Refused } from '../base/faults.ts'
import type { ClockDocument, DueDocument } from './clock-document.ts'
import { checkFigures, type Figure, figuresOf } from './figures.ts'
import { checkNames, type Vocabulary } from './process-checks.ts'
import {
  type EffectDocument,
  type EventDocument,
  type GuardDocument,
  type ProcessDocument,
  processDocument,
  type RowDocument,
  SAME,
  type StateDocument,
} from './process-document.ts'

/** A row of the table, ready for a machine. */
export interface Row {
  /** Its place in the document: how a log names it. */
  readonly place: number
  readonly event: string
  /** The guard that it asks; null: it counts whatever the order is. */
  readonly when: GuardDocument | null
  /** The next state; null for a refusal. `same` is resolved by `nextState`. */
  readonly to: string | null
  readonly marks: string | null
  readonly effects: readonly EffectDocument[]
  readonly refusal: string | null
  /** The clauses that it rests on; a refusal cites the first. */
  readonly clauses: readonly [string, ...string[]]
}

/** A clock as it runs in one state. */
export interface Run {
  readonly clock: ClockDocument
  readonly due: DueDocument
  readonly loses: string
  readonly silence: string
}

/** A process, checked and compiled. */
export interface Process {
  readonly id: string
  readonly process: string
  readonly document: ProcessDocument
  readonly initial: string
  readonly states: ReadonlyMap<string, StateDocument>
  readonly events: ReadonlyMap<string, EventDocument>
  readonly clocks: ReadonlyMap<string, ClockDocument>
  readonly figures: ReadonlyMap<string, Figure>
  /** The rows of a state and an event in the order in which they are asked: by precedence of guards. */
  rowsOf(state: string, event: string): readonly Row[]
  /** The clocks that run in a state, in the order of the document. */
  runsIn(state: string): readonly Run[]
}

const NO_ROWS: readonly Row[] = []
const NO_RUNS: readonly Run[] = []

/**
 * Checks and compiles a process. Refused with paths: a wrong shape, and any name that nobody knows,
 * whether the document should declare it (states, events, clocks, guards, figures, moments) or the
 * machine that runs it (effects, refusals, what guards ask).
 */
export function compileProcess(document: unknown, vocabulary: Vocabulary): Process | Refused {
  const faults: Fault[] = []
  processDocument.find(document, '', faults)
  if (faults.length > 0) return { refused: faults }
  const written = document as ProcessDocument
  checkNames(written, vocabulary, faults)
  checkFigures(written, vocabulary.promises, faults)
  return faults.length > 0 ? { refused: faults } : assemble(written)
}

function assemble(document: ProcessDocument): Process {
  const precedence = new Map(document.guards.map(({ id }, at) => [id, at]))
  const guards = new Map(document.guards.map((guard) => [guard.id, guard]))
  const last = document.guards.length
  const rows = new Map<string, Row[]>()
  for (const [place, written] of document.rows.entries()) {
    const row = compileRow(written, place, guards)
    for (const state of written.from) {
      const key = `${state} ${written.event}`
      const claimed = rows.get(key)
      if (claimed) claimed.push(row)
      else rows.set(key, [row])
    }
  }
  const turn = ({ when }: Row): number => (when ? (precedence.get(when.id) as number) : last)
  for (const claimed of rows.values()) claimed.sort((a, b) => turn(a) - turn(b))
  const runs = runsByState(document)
  return {
    id: document.id,
    process: document.process,
    document,
    initial: document.states.find(({ kind }) => kind === 'initial')?.id as string,
    states: byId(document.states),
    events: byId(document.events),
    clocks: byId(document.clocks),
    figures: figuresOf(document),
    rowsOf: (state, event) => rows.get(`${state} ${event}`) ?? NO_ROWS,
    runsIn: (state) => runs.get(state) ?? NO_RUNS,
  }
}

function compileRow(
  written: RowDocument,
  place: number,
  guards: ReadonlyMap<string, GuardDocument>,
): Row {
  return {
    place,
    event: written.event,
    when: written.when === undefined ? null : (guards.get(written.when) as GuardDocument),
    to: written.to ?? null,
    marks: written.marks ?? null,
    effects: (written.effects ?? []) as readonly EffectDocument[],
    refusal: written.refusal ?? null,
    clauses: written.clause as readonly [string, ...string[]],
  }
}

function runsByState(document: ProcessDocument): Map<string, Run[]> {
  const runs = new Map<string, Run[]>(document.states.map(({ id }) => [id, []]))
  for (const clock of document.clocks) {
    for (const { in: states, due, loses, silence } of clock.runs) {
      for (const state of states) runs.get(state)?.push({ clock, due, loses, silence })
    }
  }
  return runs
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]))
}

/** The state that a row leads to. */
export function nextState(row: Row, from: string): string {
  return row.to === null || row.to === SAME ? from : row.to
}

/** Versions of a process by their ids: an order keeps the one that it was placed under (tc.22). */
export interface ProcessLibrary {
  readonly all: readonly Process[]
  get(id: string): Process | undefined
}

export function processLibrary(all: readonly Process[]): ProcessLibrary {
  const known = new Map(all.map((one) => [one.id, one]))
  return { all, get: (id) => known.get(id) }
}

/** Whether an answer is a process, not the faults of its document. */
export function isProcess(answer: Process | Refused): answer is Process {
  return !isRefused(answer)
}
