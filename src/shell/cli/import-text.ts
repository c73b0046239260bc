import type { FeedIssue } from '../../core/offers/feed-issue.ts'
import type { ImportReport } from '../store/offers/feed-import.ts'
import { someOf } from './plain-text.ts'
import { type Row, table } from './table.ts'

interface About {
  readonly isTrial: boolean
  /** Every remark on its own line. */
  readonly all: boolean
}

/** The report of an import: what was kept, what was refused and why, and what is doubtful. */
export async function importText(
  report: ImportReport,
  { isTrial, all }: About,
  width: number,
): Promise<string> {
  const refused = report.issues.filter(({ severity }) => severity === 'refused')
  const flagged = report.issues.filter(({ severity }) => severity === 'flagged')
  const parts = [summary(report, isTrial)]
  if (refused.length > 0) parts.push(await issueTable('Refused', refused, width))
  if (flagged.length > 0) {
    parts.push(all ? await issueTable('Doubtful', flagged, width) : await ruleTable(flagged, width))
  }
  return parts.join('\n\n')
}

function summary(report: ImportReport, isTrial: boolean): string {
  const { rows, imported, unchanged, campaigns, issues, kept } = report
  const rowsOf = (severity: FeedIssue['severity']) =>
    new Set(issues.filter((one) => one.severity === severity).map(({ row }) => row)).size
  const made = `${counted(imported.length, 'offer')} in ${counted(campaigns.length, 'new campaign')}`
  const done = kept
    ? `Imported ${made}.`
    : isTrial
      ? `This was a trial: nothing is kept. It would import ${made}.`
      : 'Nothing is kept: not every row is sound.'
  const here =
    unchanged.length > 0 ? ` ${counted(unchanged.length, 'offer')} were here already.` : ''
  const refused = `${counted(rowsOf('refused'), 'row')} refused`
  return `${counted(rows, 'row')} read. ${done}${here} ${refused}, ${rowsOf('flagged')} with a remark.`
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function issueTable(title: string, issues: readonly FeedIssue[], width: number): Promise<string> {
  const rows = issues.map(({ row, code = '', column = '', fault, clause }): Row => {
    return [String(row), code, column, clause ? `${fault} (${clause})` : fault]
  })
  const columns = [
    { head: 'row', right: true },
    { head: 'code', yields: 'cut' },
    { head: 'where', yields: 'cut' },
    { head: title.toLowerCase(), yields: 'wrap' },
  ] as const
  return table(columns, rows, width)
}

/** Each doubt once, with the codes that it is about. */
function ruleTable(issues: readonly FeedIssue[], width: number): Promise<string> {
  const groups = [...Map.groupBy(issues, ({ rule, fault }) => (ownWords.has(rule) ? rule : fault))]
  const rows = groups.map(([, same]): Row => {
    const [first] = same as [FeedIssue]
    const says =
      ownWords.has(first.rule) && same.length > 1 ? 'Notes of the publisher.' : first.fault
    const codes = same.map(({ code, row }) => code ?? `row ${row}`)
    return [String(same.length), says, someOf(codes, 3)]
  })
  const columns = [
    { head: 'rows', right: true },
    { head: 'doubtful (--all for each)', yields: 'wrap' },
    { head: 'codes', yields: 'wrap' },
  ] as const
  return table(columns, rows, width)
}

/** Rules that say something else of each row. */
const ownWords: ReadonlySet<string> = new Set(['noted'])
