import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import {
  type Clause,
  type ClauseArea,
  clauseAreas,
  clauses,
  clausesUnder,
  sourceOfClause,
} from '../../core/base/clauses.ts'
import { type CoverageRow, clauseCoverage } from '../files/coverage.ts'
import { paragraph } from './plain-text.ts'
import { heading } from './receipt.ts'
import { pageColumns, paint, refuse, say, sayJson } from './screen.ts'
import { table } from './table.ts'

interface ClausesOptions {
  readonly area?: ClauseArea
  readonly coverage?: true
  readonly json?: true
}

const ROOT = resolve(import.meta.dirname, '../../..')

const EXAMPLES = `
Examples:
  tessera clauses                       every clause in a line
  tessera clauses tc.11.b               the text of one, with its figures
  tessera clauses tc.18                 a clause with all its parts
  tessera clauses --area refunds        those of one area
  tessera clauses --coverage            which are cited by rules, code and tests; the rest is open

Exit codes: 0 fine, 2 no such clause.`

export function define(command: Command): void {
  command
    .argument('[id]', 'the clause to print, with its parts; left out: a list of all')
    .addOption(new Option('--area <area>', 'those of one area').choices(clauseAreas))
    .option('--coverage', 'who cites each: rules, code and tests')
    .option('--json', 'print as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (id: string | undefined, options: ClausesOptions) => {
      const found = (id === undefined ? clauses : clausesUnder(id)).filter(
        (clause) => options.area === undefined || clause.area === options.area,
      )
      if (found.length === 0 && id !== undefined) return refuseUnknown(id, options)
      if (options.coverage) return printCoverage(found, options)
      if (options.json) return sayJson(found)
      say(id === undefined ? await listText(found) : found.map(clauseText).join('\n\n'))
    })
}

function refuseUnknown(id: string, { area, json }: ClausesOptions): void {
  const source = sourceOfClause(id)
  const place = area === undefined ? '' : ` in area ${area}`
  const known = source
    ? `See them all with "tessera clauses ${source.id}".`
    : 'See them all with "tessera clauses".'
  refuse({ refused: [{ path: id, fault: `There is no such clause${place}. ${known}` }] }, json)
}

function listText(found: readonly Clause[]): Promise<string> {
  const columns = [
    ...['clause', 'area', 'kind'].map((head) => ({ head })),
    { head: 'says', yields: 'cut' } as const,
  ]
  const rows = found.map(({ id, area, kind, says }) => [id, area, kind, says])
  return table(columns, rows, pageColumns())
}

function clauseText({ id, area, kind, says, numbers }: Clause): string {
  const figures = Object.entries(numbers ?? {}).map(
    ([name, value]) => `  ${name}: ${JSON.stringify(value)}`,
  )
  return [
    `${heading(id)}  ${kind}, ${area}`,
    paint('dim', sourceOfClause(id)?.title ?? ''),
    paragraph(says, pageColumns(), ['  ']),
    ...figures,
  ].join('\n')
}

async function printCoverage(found: readonly Clause[], { json }: ClausesOptions): Promise<void> {
  const wanted = new Set(found.map((clause) => clause.id))
  const rows = (await clauseCoverage(ROOT)).filter((row) => wanted.has(row.id))
  if (json) return sayJson(rows)
  const columns = [
    ...['clause', 'area', 'kind', 'status'].map((head) => ({ head })),
    ...['rules', 'code', 'tests'].map((head) => ({ head, right: true })),
  ]
  const cells = rows.map(({ id, area, kind, status, citedBy }) => {
    const tests = citedBy.tests.reduce((sum, file) => sum + Math.max(1, file.names.length), 0)
    const counts = [citedBy.rules.length, citedBy.code.length, tests]
    return [id, area, kind, status, ...counts.map((count) => (count === 0 ? '-' : String(count)))]
  })
  say(`${await table(columns, cells, pageColumns())}\n\n${summary(rows)}`)
}

function summary(rows: readonly CoverageRow[]): string {
  const count = (status: CoverageRow['status']) =>
    rows.filter((row) => row.status === status).length
  return heading(
    `Of the rules ${count('built')} are built, ${count('partial')} partly, ${count('open')} open; ${count('context')} clauses are context.`,
  )
}
