/** Ways to tamper with the books of money behind the server's back, each with one statement on one row. */
import type pg from 'pg'
import type { Chance } from '../coins/tampering.ts'

/** A table of entries and the table of their chains' ends. */
export interface Tables {
  readonly entries: string
  readonly heads: string
  /** The column that tells one chain of these tests from the others. */
  readonly chain: string
  /** What the entries say of the balance. */
  readonly after: string
  readonly figures: readonly string[]
  readonly accounts: readonly string[]
  /** Columns of text of an entry, and of a head. */
  readonly words: readonly string[]
  readonly headWords: readonly string[]
}

/** One chain, and one of its entries. */
export interface Target {
  readonly chain: string
  readonly number: number
  readonly chance: Chance
}

type Statement = readonly [text: string, ...values: unknown[]]
type Tampering = (target: Target) => Statement

function pick<T>(chance: Chance, list: readonly T[]): T {
  return list[chance(list.length)] as T
}

/** Another byte somewhere in a column of bytes. */
function flip(column: string, { chance }: Target): string {
  const [byte, bit] = [chance(32), chance(8)]
  return `${column} = set_byte(${column}, ${byte}, get_byte(${column}, ${byte}) # ${1 << bit})`
}

/** Another letter somewhere in a column of text, or one more. */
function letter(column: string, { chance }: Target): string {
  const at = chance(9) + 1
  return `${column} = overlay(coalesce(${column}, '') placing '${'~^°%'[chance(4)]}' from ${at} for 1)`
}

/** What can be done to the rows of such tables. */
function tamperings(tables: Tables): readonly Tampering[] {
  const { entries, heads, chain, after, figures, accounts, words, headWords } = tables
  const ofEntry = `where ${chain} = $1 and number = $2`
  const ofHead = `where ${chain} = $1`
  const entry = (set: (target: Target) => string): Tampering => {
    return (target) => [
      `update ${entries} set ${set(target)} ${ofEntry}`,
      target.chain,
      target.number,
    ]
  }
  const head = (set: (target: Target) => string): Tampering => {
    return (target) => [`update ${heads} set ${set(target)} ${ofHead}`, target.chain]
  }
  const sum = (column: string, by: number) => `${column} = ${column} + ${by}`
  return [
    entry(({ chance }) => sum('amount', 1 + chance(99))),
    entry(({ chance }) => sum(after, 1 + chance(99))),
    entry(({ chance }) => sum('number', 1_000 + chance(99))),
    entry(({ chance }) => sum('leg', 100 + chance(99))),
    entry(
      ({ chance }) => `debit = '${pick(chance, accounts)}', credit = '${pick(chance, accounts)}'`,
    ),
    entry(() => 'debit = credit, credit = debit'),
    entry(() => `currency = 'EUR'`),
    entry((target) => letter(pick(target.chance, words), target)),
    entry(({ chance }) => `at = at + interval '${1 + chance(999)} microseconds'`),
    entry(() => `at = '-infinity'`),
    entry((target) => flip('digest', target)),
    entry(({ chance }) => `shard = (shard + ${1 + chance(3)}) % 4`),
    entry(({ chance }) => `shard = ${4 + chance(90)}`),
    ({ chain: name, number }) => [`delete from ${entries} ${ofEntry}`, name, number],
    head(({ chance }) => sum(pick(chance, figures), pick(chance, [-1, 1, 50]))),
    head(({ chance }) => sum('number', pick(chance, [-1, 1]))),
    head((target) => letter(pick(target.chance, headWords), target)),
    head(() => `currency = 'EUR'`),
    head((target) => flip('digest', target)),
    head((target) => flip('seal', target)),
    head(({ chance }) => `shard = ${4 + chance(90)}`),
    ({ chain: name }) => [`delete from ${heads} ${ofHead}`, name],
  ]
}

/** Tampers with a chain in some way that the table's constraints let pass and that changes a row. */
export async function tamper(
  client: pg.ClientBase,
  tables: Tables,
  target: Target,
): Promise<Statement> {
  const ways = tamperings(tables)
  for (;;) {
    const statement = pick(target.chance, ways)(target)
    if (await changes(client, tables, { statement, chain: target.chain })) return statement
  }
}

interface Change {
  readonly statement: Statement
  readonly chain: string
}

async function changes(
  client: pg.ClientBase,
  tables: Tables,
  { statement: [text, ...values], chain }: Change,
): Promise<boolean> {
  const before = await rowsOf(client, tables, chain)
  await client.query('savepoint tampering')
  try {
    await client.query(text, values)
  } catch {
    await client.query('rollback to savepoint tampering')
    return false
  }
  return (await rowsOf(client, tables, chain)) !== before
}

async function rowsOf(
  client: pg.ClientBase,
  { entries, heads, chain }: Tables,
  name: string,
): Promise<string> {
  const { rows } = await client.query(
    `select (select json_agg(e order by number) from ${entries} e where ${chain} = $1) as entries,
       (select json_agg(h) from ${heads} h where ${chain} = $1) as heads`,
    [name],
  )
  return JSON.stringify(rows)
}
