import type { Input } from '../src/core/pricing/input.ts'
import type { Watch } from '../src/core/pricing/progress.ts'
import { type Best, best, isRefused, type Plan, plan } from '../src/tessera.ts'
import { integerProgram, type ProgramAnswer, solveProgram } from '../test/core/integer-program.ts'
import { type PlanDocument, type PlanSize, planWorkload } from './plan-workload.ts'

/** How one search ended: proved, or interrupted with what it had found and proved. */
export interface Run {
  readonly ms: number
  readonly total: number
  readonly bound: number
  readonly proved: boolean
}

/** All searches of one size: ours, and those of HiGHS on the first of the same carts. */
export interface Row {
  readonly size: PlanSize
  readonly runs: readonly Run[]
  readonly programs: readonly ProgramAnswer[]
}

export interface RowEffort {
  readonly carts: number
  /** No further cart begins after this long. */
  readonly budgetMs: number
  readonly programs: number
  readonly programBudgetMs: number
  readonly programSeconds: number
}

export const FULL_ROW: RowEffort = {
  carts: 25,
  budgetMs: 10_000,
  programs: 10,
  programBudgetMs: 12_000,
  programSeconds: 20,
}

export const QUICK_ROW: RowEffort = {
  carts: 7,
  budgetMs: 2_000,
  programs: 3,
  programBudgetMs: 2_000,
  programSeconds: 5,
}

/** Whoever asks for a plan on a page waits for a second: then the search is interrupted. */
export const PATIENCE_MS = 1000

/** A search that is over sooner is run again: the clock and the compiler weigh too much in one. */
const REPEATED_MS = 50
const REPEATS = 5

export async function runRow(size: PlanSize, effort: RowEffort): Promise<Row> {
  const documents = planWorkload(size, effort.carts)
  const runs = within(effort.budgetMs, documents, (document) => runOften(document))
  const programs: ProgramAnswer[] = []
  const began = performance.now()
  for (const document of documents.slice(0, Math.min(effort.programs, runs.length))) {
    if (programs.length > 0 && performance.now() - began > effort.programBudgetMs) break
    const { maxCheckouts, ...input } = document
    const program = integerProgram(input as unknown as Input, maxCheckouts)
    programs.push(await solveProgram(program, effort.programSeconds))
  }
  mustAgree(size, runs, programs)
  return { size, runs, programs }
}

function within<T, U>(budgetMs: number, all: readonly T[], run: (one: T) => U): U[] {
  const began = performance.now()
  const done: U[] = []
  for (const one of all) {
    if (done.length > 0 && performance.now() - began > budgetMs) break
    done.push(run(one))
  }
  return done
}

/** The middle one of several runs, where one alone is too short to be measured. */
function runOften(document: PlanDocument): Run {
  const first = runOnce(document)
  if (first.ms > REPEATED_MS) return first
  const runs = Array.from({ length: REPEATS }, () => runOnce(document))
  return runs.sort((a, b) => a.ms - b.ms)[Math.floor(REPEATS / 2)] as Run
}

function runOnce(document: PlanDocument): Run {
  const began = performance.now()
  const watch: Watch = () => performance.now() - began < PATIENCE_MS
  const { total, bound, proved } = searched(document, watch)
  return { ms: performance.now() - began, total, bound, proved }
}

/** With one checkout a plan is the best choice, and is asked for as such. */
function searched({ maxCheckouts, ...input }: PlanDocument, watch: Watch): Best | Plan {
  const answer =
    maxCheckouts === 1 ? best(input, { watch }) : plan({ ...input, maxCheckouts }, { watch })
  if (isRefused(answer)) throw new Error(`Refused: ${JSON.stringify(answer)}`)
  return answer
}

/** Figures of solvers that disagree mean nothing: the first difference ends the bench. */
function mustAgree(size: PlanSize, runs: readonly Run[], programs: readonly ProgramAnswer[]): void {
  for (const [at, { total, proved }] of programs.entries()) {
    const run = runs[at] as Run
    if (total === null) continue
    const isOurs = !proved || (run.total >= total && run.bound <= total)
    const isTheirs = !run.proved || total >= run.total
    if (isOurs && isTheirs) continue
    const cart = `cart ${at + 1} of ${Object.values(size).join(' × ')}`
    throw new Error(`The solvers disagree on ${cart}: ${JSON.stringify(run)} and ${total}.`)
  }
}
