import type { ProgramAnswer } from '../test/core/integer-program.ts'
import { PATIENCE_MS, type Row, type Run } from './plan-runs.ts'
import type { PlanSize } from './plan-workload.ts'
import { printAim, printTable } from './report.ts'

/** Prints all rows as one table. */
export function printRows(rows: readonly Row[]): void {
  printTable(
    [
      'lines × sellers\n× offers × checkouts',
      'carts',
      'proved within\n10 ms',
      '\n100 ms',
      '\n1 s',
      'ms to proof\nmedian',
      '\np95',
      'gap at 1 s\nmedian',
      'HiGHS ms\nmedian',
      '\nslowest',
      'proved',
      'times as fast\n(both proved)',
    ],
    rows.map((row) => [titleOf(row.size), ...ours(row.runs), ...theirs(row.programs), ratio(row)]),
  )
}

function titleOf({ lines, sellers, offers, checkouts }: PlanSize): string {
  const size = `${lines} × ${sellers} × ${offers}`
  return checkouts === 1 ? `${size} × 1 (best)` : `${size} × ${checkouts}`
}

function ours(runs: readonly Run[]): string[] {
  return [
    String(runs.length),
    ...[10, 100, PATIENCE_MS].map((ms) => percent(shareProved(runs, ms))),
    toProof(runs, 0.5),
    toProof(runs, 0.95),
    gapText(medianGap(runs)),
  ]
}

function theirs(programs: readonly ProgramAnswer[]): string[] {
  const times = programs.map(({ ms, proved }) => (proved ? ms : Number.POSITIVE_INFINITY))
  const longest = Math.max(...programs.map(({ ms }) => ms))
  const told = (ms: number) => (Number.isFinite(ms) ? millis(ms) : `> ${millis(longest)}`)
  const proved = programs.filter((one) => one.proved).length
  return [told(at(times, 0.5)), told(at(times, 1)), `${proved} of ${programs.length}`]
}

/** How many times as long HiGHS takes, cart by cart where both prove: the median of the ratios. */
export function medianRatio({ runs, programs }: Row): number | null {
  const ratios = programs.flatMap(({ ms, proved }, cart) => {
    const run = runs[cart] as Run
    return proved && run.proved ? [ms / run.ms] : []
  })
  return ratios.length === 0 ? null : at(ratios, 0.5)
}

function ratio(row: Row): string {
  const median = medianRatio(row)
  return median === null ? '–' : `${median >= 10 ? Math.round(median) : median.toFixed(1)}×`
}

function shareProved(runs: readonly Run[], ms: number): number {
  return runs.filter((run) => run.proved && run.ms <= ms).length / runs.length
}

/** Milliseconds to the proof; one that was interrupted would have taken longer than all others. */
export function provedAt(runs: readonly Run[], part: number): number {
  return at(
    runs.map(({ ms, proved }) => (proved ? ms : Number.POSITIVE_INFINITY)),
    part,
  )
}

function toProof(runs: readonly Run[], part: number): string {
  const ms = provedAt(runs, part)
  return Number.isFinite(ms) ? millis(ms) : `> ${PATIENCE_MS}`
}

/** How far the best plan found may be above the cheapest, as a part of it. */
export function medianGap(runs: readonly Run[]): number {
  return at(
    runs.map(({ total, bound }) => (total === 0 ? 0 : (total - bound) / total)),
    0.5,
  )
}

export function gapText(gap: number): string {
  return gap === 0 ? '0' : `${(gap * 100).toFixed(2)} %`
}

/** Milliseconds with three figures that count. */
export function millis(ms: number): string {
  return ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(2)
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`
}

function at(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.ceil((sorted.length - 1) * part)] as number
}

/** The aims of the optimiser, each with what was reached. */
export function printPlanAims(rows: readonly Row[]): void {
  const rowOf = (lines: number, offers: number, checkouts: number) =>
    rows.find(
      ({ size }) => size.lines === lines && size.offers === offers && size.checkouts === checkouts,
    ) as Row
  const medianAim = (aim: string, { runs }: Row, most: number) => {
    const ms = provedAt(runs, 0.5)
    tellAim(aim, Number.isFinite(ms) ? `${millis(ms)} ms` : toProof(runs, 0.5), ms <= most)
  }
  medianAim('best of 20 lines, 30 offers proved in ≤ 1 ms (median)', rowOf(20, 30, 1), 1)
  medianAim(
    'plans of 10 lines, 30 offers, 3 checkouts proved in ≤ 10 ms (median)',
    rowOf(10, 30, 3),
    10,
  )
  const gap = medianGap(rowOf(50, 100, 5).runs)
  tellAim(
    'plans of 50 lines, 100 offers, 5 checkouts within 1 % in 1 s (median)',
    gapText(gap),
    gap <= 0.01,
  )
  const ratios = rows.flatMap((row) => medianRatio(row) ?? [])
  const least = Math.min(...ratios)
  const reached = `${Math.round(least)}× in the row where it is least, ${Math.round(at(ratios, 0.5))}× in the middle one`
  tellAim('≥ 100× faster than HiGHS where both prove, in every row', reached, least >= 100)
}

function tellAim(aim: string, reached: string, enough: boolean): void {
  printAim(aim, `${reached} · ${enough ? 'reached' : 'MISSED'}`, enough)
}
