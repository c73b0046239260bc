import type { Fault, Refused } from '../base/faults.ts'

/** One row of a table: the line of the file on which it begins, from 1, and its cells by column. */
export interface CsvRow {
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

export interface CsvTable {
  readonly columns: readonly string[]
  readonly rows: readonly CsvRow[]
}

/**
 * Reads a table with a heading (RFC 4180): quoted cells may hold commas, quotes (doubled) and line ends.
 * Refused with the line where it is no such table; rows without any text are skipped.
 */
export function readCsv(text: string): CsvTable | Refused {
  const refused: Fault[] = []
  const records = recordsOf(text.replace(/^\uFEFF/, ''), refused)
  const [header, ...rest] = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (refused.length > 0) return { refused }
  const columns = (header?.cells ?? []).map((name) => name.trim())
  if (header === undefined)
    return { refused: [{ path: '', fault: 'Is empty: a heading is expected.' }] }
  const twice = columns.find((name, at) => columns.indexOf(name) !== at)
  if (twice !== undefined) refused.push(faultAt(header.line, `The column "${twice}" stands twice.`))
  for (const { line, cells } of rest) {
    if (cells.length <= columns.length) continue
    refused.push(faultAt(line, `Has ${cells.length} cells under ${columns.length} columns.`))
  }
  if (refused.length > 0) return { refused }
  return { columns, rows: rest.map(({ line, cells }) => ({ line, cells: named(columns, cells) })) }
}

const faultAt = (line: number, fault: string): Fault => ({ path: `/${line}`, fault })

/** Names of columns come from a file: they are keys of a record without a prototype. */
function named(columns: readonly string[], cells: readonly string[]): Record<string, string> {
  const record = Object.create(null) as Record<string, string>
  for (const [at, name] of columns.entries()) record[name] = (cells[at] ?? '').trim()
  return record
}

interface CsvRecord {
  readonly line: number
  readonly cells: string[]
}

/** Goes through the text once, cell by cell. */
function recordsOf(text: string, faults: Fault[]): CsvRecord[] {
  const records: CsvRecord[] = []
  let at = 0
  let line = 1
  let record: CsvRecord = { line, cells: [] }
  while (at < text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at) : bareCell(text, at)
    if (cell === null) {
      faults.push(faultAt(line, 'A quoted cell does not end: a quote is missing.'))
      return records
    }
    record.cells.push(cell.text)
    line += linesIn(text, at, cell.end)
    const next = text[cell.end]
    const isEnd = next === '\n' || next === '\r' || next === undefined
    if (!isEnd && next !== ',') {
      faults.push(faultAt(line, 'Text follows a quoted cell: double the quotes inside it.'))
      return records
    }
    at = cell.end + (text.startsWith('\r\n', cell.end) ? 2 : 1)
    if (!isEnd) {
      // A comma at the very end of the file opens one more cell, which is empty.
      if (at === text.length) record.cells.push('')
      else continue
    }
    records.push(record)
    line += next === undefined ? 0 : 1
    record = { line, cells: [] }
  }
  if (record.cells.length > 0) records.push(record)
  return records
}

interface Cell {
  readonly text: string
  readonly end: number
}

const BARE_END = /[,\r\n]/g

function bareCell(text: string, from: number): Cell {
  BARE_END.lastIndex = from
  const end = BARE_END.exec(text)?.index ?? text.length
  return { text: text.slice(from, end), end }
}

function quotedCell(text: string, from: number): Cell | null {
  for (let at = from + 1; ; at += 2) {
    at = text.indexOf('"', at)
    if (at < 0) return null
    if (text[at + 1] === '"') continue
    return { text: text.slice(from + 1, at).replaceAll('""', '"'), end: at + 1 }
  }
}

function linesIn(text: string, from: number, end: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < end; at = text.indexOf('\n', at + 1))
    lines++
  return lines
}

// What a spreadsheet would take for a formula, or for the start of one after a tab or line end.
const FORMULA = /^[=+\-@\t\r\n]/

/** A row as a line of CSV. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(cellText).join(',')}\r\n`
}

function cellText(cell: string | number): string {
  if (typeof cell === 'number') return String(cell)
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
