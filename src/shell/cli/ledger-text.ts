import type { Trial, TrialRow } from '../store/ledger/trial.ts'
import { paragraph, visible } from './plain-text.ts'
import { heading } from './receipt.ts'
import { paint } from './screen.ts'
import { type Column, table } from './table.ts'

/** Whether nothing is wrong: no fault was found, and all accounts together are zero. */
export function isInOrder({ faultCount, rows }: Trial): boolean {
  return faultCount === 0 && rows.every((row) => sumOf(row) === 0n)
}

/** The trial balance as a table, what is wrong, and the verdict. */
export async function trialText(trial: Trial, columns: number): Promise<string> {
  const parts = [heading(`Ledger of ${trial.book}`), await balanceTable(trial, columns)]
  if (trial.faults.length > 0) parts.push(await faultTable(trial, columns))
  parts.push(verdict(trial, columns))
  return parts.join('\n\n')
}

/** More accounts than these stand below each other: side by side they are wider than a page. */
const SIDE_BY_SIDE = 8

function balanceTable({ accounts, rows }: Trial, width: number): Promise<string> {
  const units = [...new Set(rows.map(({ unit }) => unit))].sort()
  const names = [...new Set([...accounts, ...rows.flatMap((row) => Object.keys(row.balances))])]
  if (names.length > SIDE_BY_SIDE) return accountTable(rows, { units, names }, width)
  const columns: Column[] = [
    { head: 'shard' },
    { head: 'unit' },
    ...[...names, 'sum'].map((head) => ({ head: visible(head), right: true })),
  ]
  const cells = (shard: string, row: Omit<TrialRow, 'shard'>) => [
    ...[shard, visible(row.unit)],
    ...names.map((name) => String(row.balances[name] ?? 0n)),
    String(sumOf(row)),
  ]
  const body = rows.map((row) => cells(String(row.shard), row))
  return table(columns, [...body, ...units.map((unit) => cells('all', total(rows, unit)))], width)
}

/** An account a line, with what it comes to over all shards. */
function accountTable(
  rows: readonly TrialRow[],
  { units, names }: { readonly units: readonly string[]; readonly names: readonly string[] },
  width: number,
): Promise<string> {
  const totals = units.map((unit) => total(rows, unit))
  const columns: Column[] = [
    { head: 'account' },
    ...units.map((unit) => ({ head: visible(unit), right: true })),
  ]
  const body = names.map((name) => [
    visible(name),
    ...totals.map(({ balances }) => String(balances[name] ?? 0n)),
  ])
  return table(columns, [...body, ['sum', ...totals.map((row) => String(sumOf(row)))]], width)
}

function faultTable({ faults }: Trial, width: number): Promise<string> {
  const columns: Column[] = [
    { head: 'shard' },
    { head: 'chain', yields: 'cut' },
    { head: 'entry' },
    { head: 'what is wrong', yields: 'wrap' },
  ]
  const rows = faults.map(({ shard, chain, number, fault }) => [
    ...[String(shard), visible(chain), number ?? 'end'],
    fault,
  ])
  return table(columns, rows, width)
}

function verdict(trial: Trial, columns: number): string {
  const read = `${trial.entries} entries in ${trial.chains} chains were computed again.`
  if (isInOrder(trial)) {
    const text = `In order: all accounts together are zero, and nothing was changed, added or taken away. ${read}`
    return paint('green', paragraph(text, columns))
  }
  const told = trial.faults.length
  const more = trial.faultCount > told ? ` (the first ${told} are told)` : ''
  const text = `Not in order: ${trial.faultCount} faults${more}. ${read} Compare the rows named with a backup; the entries before the first one named in a chain are as they were written.`
  return paint('red', paragraph(text, columns))
}

/** The same as a document; amounts beyond what a number holds exactly are texts. */
export function trialDocument(trial: Trial): object {
  const units = [...new Set(trial.rows.map(({ unit }) => unit))].sort()
  return {
    ...trial,
    rows: trial.rows.map(({ balances, ...row }) => ({ ...row, balances: figures(balances) })),
    totals: units.map((unit) => {
      const { balances } = total(trial.rows, unit)
      return { unit, balances: figures(balances), sum: figure(sumOf({ balances })) }
    }),
    inOrder: isInOrder(trial),
  }
}

function total(rows: readonly TrialRow[], unit: string): Omit<TrialRow, 'shard'> {
  const balances: Record<string, bigint> = {}
  for (const row of rows) {
    if (row.unit !== unit) continue
    for (const [name, amount] of Object.entries(row.balances)) {
      balances[name] = (balances[name] ?? 0n) + amount
    }
  }
  return { unit, balances }
}

const sumOf = ({ balances }: Pick<TrialRow, 'balances'>): bigint =>
  Object.values(balances).reduce((sum, amount) => sum + amount, 0n)

const figure = (amount: bigint): number | string =>
  BigInt(Number(amount)) === amount && Number.isSafeInteger(Number(amount))
    ? Number(amount)
    : String(amount)

const figures = (balances: TrialRow['balances']) =>
  Object.fromEntries(Object.entries(balances).map(([name, amount]) => [name, figure(amount)]))
