/**
 * Reads the pages of `specs/`: prose for people, and tables that the tests run. A fenced block gives
 * what the rows below it have in common, as does one above the first section for the whole page; each
 * row then changes a cell or two, and its last cell says what has to come out.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One row of a table, with what its page, section and block say before it. */
export interface Example {
  readonly section: string
  readonly name: string
  /** Statements of the blocks in force, in order: `key value`. */
  readonly given: readonly Statement[]
  /** The text of the `json` block in force. */
  readonly json: string | null
  readonly cells: readonly Statement[]
  readonly outcome: string
}

export interface Statement {
  readonly key: string
  readonly value: string
}

export interface Page {
  readonly title: string
  readonly examples: readonly Example[]
}

/** More columns than this nobody compares at a glance. */
export const COLUMNS_MAX = 7

export function readPages(folder: string): Page[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.md') && !file.endsWith('README.md'))
    .sort()
    .map((file) => readPage(readFileSync(join(folder, file), 'utf8')))
}

interface Reader {
  title: string
  section: string
  readonly page: Scope
  own: Scope
  header: string[] | null
  readonly examples: Example[]
}

interface Scope {
  given: Statement[]
  json: string | null
}

export function readPage(text: string): Page {
  const nothing = (): Scope => ({ given: [], json: null })
  const reader: Reader = {
    title: '',
    section: '',
    page: nothing(),
    own: nothing(),
    header: null,
    examples: [],
  }
  const parts = text.split(/^```(\w*)\n([\s\S]*?)^```$/m)
  // Three parts a block: the text before it, its language, its content.
  for (let at = 0; at < parts.length; at += 3) {
    for (const line of (parts[at] as string).split('\n')) readLine(reader, line)
    const [language, content] = [parts[at + 1], parts[at + 2]]
    if (language !== undefined) readBlock(reader, language, content ?? '')
  }
  return { title: reader.title, examples: reader.examples }
}

function readBlock(reader: Reader, language: string, content: string): void {
  const scope = reader.section === '' ? reader.page : reader.own
  if (language === 'json') scope.json = content
  if (language === 'cart') {
    const lines = content.split('\n').filter((line) => line.trim() !== '')
    scope.given = lines.map((line) => {
      const [, key = '', value = ''] = /^(\S+)\s*(.*?)\s*$/.exec(line) ?? []
      return { key, value }
    })
  }
}

function readLine(reader: Reader, line: string): void {
  const heading = /^(#+) (.*)$/.exec(line)
  if (heading) {
    if (heading[1] === '#') reader.title = heading[2] as string
    else reader.section = heading[2] as string
    reader.own = { given: [], json: null }
  }
  if (!line.startsWith('|')) {
    reader.header = null
    return
  }
  const cells = line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''))
  if (reader.header === null) {
    reader.header = cells
    if (cells.length > COLUMNS_MAX) throw new Error(`${reader.title}: ${cells.length} columns`)
  } else if (!/^[-: |]+$/.test(line)) {
    readRow(reader, reader.header, cells)
  }
}

function readRow(reader: Reader, header: readonly string[], cells: readonly string[]): void {
  if (cells.length !== header.length) {
    throw new Error(`${reader.title}: a row of ${cells.length} cells under ${header.length}`)
  }
  const { page, own, section, title } = reader
  const outcome = cells.at(-1) as string
  const changed = cells.slice(0, -1).filter((cell) => cell !== '')
  reader.examples.push({
    section: section || title,
    name: `${changed.join(' | ') || 'as given'} → ${outcome}`,
    given: [...page.given, ...own.given],
    json: own.json ?? page.json,
    cells: header.slice(0, -1).flatMap((key, at) => {
      const several = key === 'change' ? [cells[at] as string] : (cells[at] as string).split(';')
      const values = several.map((one) => one.trim()).filter((one) => one !== '')
      return values.map((value) => ({ key, value }))
    }),
    outcome,
  })
}

/** Words, with or without commas between them. */
export function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '')
}

/** `key=value` words; a word without "=" is a flag. */
export function optionsOf(rest: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    rest.map((word) => {
      const cut = word.indexOf('=')
      return cut < 0 ? [word, 'yes'] : [word.slice(0, cut), word.slice(cut + 1)]
    }),
  )
}
