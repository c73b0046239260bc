import { cpus } from 'node:os'
import Table from 'cli-table3'
import type { Sample } from './measure.ts'

/** The line that makes figures of two runs comparable, or says why they are not. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor'
  return `Node ${process.versions.node} · ${cpus().length} × ${model} · ${process.platform} ${process.arch}`
}

/** Prints rows under a head; the first column reads from the left, the figures from the right. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
    style: { head: [], border: [], 'padding-left': 1, 'padding-right': 1 },
  })
  for (const row of rows) table.push([...row])
  console.log(table.toString())
}

/** Microseconds with three figures that count. */
export function micros(time: number): string {
  return time >= 100 ? time.toFixed(0) : time >= 10 ? time.toFixed(1) : time.toFixed(2)
}

/** A median with its spread below it. */
export function cell(of: Sample | undefined): string {
  return of ? `${micros(of.median)}\n${micros(of.p10)}–${micros(of.p90)}` : '–'
}

/** How many times one is of the other. */
export function times(one: Sample | undefined, other: Sample | undefined): string {
  if (!one || !other) return '–'
  const ratio = one.median / other.median
  return `${ratio >= 10 ? Math.round(ratio) : ratio.toFixed(1)}×`
}

/** One aim, what was reached, and whether that is enough. */
export function printAim(aim: string, reached: string, enough: boolean): void {
  console.log(`${enough ? '✔' : '✘'} ${aim}: ${reached}`)
}
