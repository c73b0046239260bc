/** Ways to tamper with a ledger behind the server's back, each with one statement on one row. */
import type pg from 'pg'

/** A source of chance that a seed replays. */
export type Chance = (below: number) => number

/** Mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** One buyer's row to tamper with. */
interface Target {
  readonly buyer: string
  /** One of the entries of the buyer. */
  readonly number: number
  readonly chance: Chance
}

type Tampering = (target: Target) => readonly [statement: string, ...values: unknown[]]

const ENTRY = 'where buyer_id = $1 and number = $2'
const HEAD = 'where buyer_id = $1'
const ACCOUNTS = ['issued', 'held', 'reserved', 'spent', 'expired', 'exchanged']

/** Another byte somewhere in a column of bytes. */
const flip = (column: string, length: number, { chance }: Target) => {
  const [byte, bit] = [chance(length), chance(8)]
  return `${column} = set_byte(${column}, ${byte}, get_byte(${column}, ${byte}) # ${1 << bit})`
}

/** Another letter somewhere in a column of text, or one more. */
const letter = (column: string, { chance }: Target) => {
  const at = chance(9) + 1
  return `${column} = overlay(${column} placing '${'~^°%'[chance(4)]}' from ${at} for 1)`
}

const entry = (set: (target: Target) => string): Tampering => {
  return (target) => [
    `update coin_entries set ${set(target)} ${ENTRY}`,
    target.buyer,
    target.number,
  ]
}

const head = (set: (target: Target) => string): Tampering => {
  return (target) => [`update coin_heads set ${set(target)} ${HEAD}`, target.buyer]
}

const TAMPERINGS: readonly Tampering[] = [
  entry(({ chance }) => `amount = amount + ${1 + chance(99)}`),
  entry(({ chance }) => `amount = ${9_000_000_000_000 + chance(9)}`),
  entry(({ chance }) => `held_after = held_after + ${1 + chance(99)}`),
  entry(({ chance }) => `number = number + ${1_000 + chance(99)}`),
  entry(({ chance }) => `debit = '${ACCOUNTS[chance(6)]}', credit = '${ACCOUNTS[chance(6)]}'`),
  entry(() => 'debit = credit, credit = debit'),
  entry((target) => letter('cause', target)),
  entry((target) => letter('reference', target)),
  entry((target) => letter('key', target)),
  entry(({ chance }) => `at = at + interval '${1 + chance(999)} microseconds'`),
  entry(() => `at = at - interval '1 year'`),
  entry(() => `at = '-infinity'`),
  entry(() => `expires_at = coalesce(expires_at, at) + interval '1 day'`),
  entry(() => `expires_at = 'infinity'`),
  entry((target) => flip('digest', 32, target)),
  entry(() => `digest = ''`),
  entry(({ chance }) => `shard = (shard + ${1 + chance(3)}) % 4`),
  entry(({ chance }) => `shard = ${4 + chance(90)}`),
  entry(() => `buyer_id = buyer_id || ' forged'`),
  ({ buyer, number }) => [`delete from coin_entries ${ENTRY}`, buyer, number],
  ({ buyer }) => [
    `delete from coin_entries ${HEAD} and number = (select number from coin_heads ${HEAD})`,
    buyer,
  ],
  ({ buyer, number }) => [
    `insert into coin_entries
     select shard, buyer_id, (select number + 1 from coin_heads ${HEAD}), cause, debit, credit, amount,
       held_after + amount, reference, key || ' again', at, expires_at, digest
     from coin_entries ${ENTRY}`,
    buyer,
    number,
  ],
  head(({ chance }) => `held = held + ${1 + chance(99)}`),
  head(({ chance }) => `number = number + ${1 + chance(9)}`),
  head(({ chance }) => `number = number - ${1 + chance(2)}`),
  head(() => `lapses_at = coalesce(lapses_at, now()) + interval '1 microsecond'`),
  head(() => `lapses_at = lapses_at + interval '1 year'`),
  head((target) => flip('digest', 32, target)),
  head((target) => flip('seal', 32, target)),
  head(({ chance }) => `shard = ${4 + chance(90)}`),
  head(() => `buyer_id = buyer_id || ' forged'`),
  ({ buyer }) => [`delete from coin_heads ${HEAD}`, buyer],
]

/** Tampers with a buyer's rows in some way that the table's constraints let pass and that changes a row. */
export async function tamper(
  client: pg.ClientBase,
  target: Target,
): Promise<readonly [string, ...unknown[]]> {
  for (;;) {
    const statement = (TAMPERINGS[target.chance(TAMPERINGS.length)] as Tampering)(target)
    if (await changes(client, statement, target.buyer)) return statement
  }
}

async function changes(
  client: pg.ClientBase,
  [text, ...values]: readonly [string, ...unknown[]],
  buyer: string,
): Promise<boolean> {
  const before = await rowsOf(client, buyer)
  await client.query('savepoint tampering')
  try {
    await client.query(text, values)
  } catch {
    await client.query('rollback to savepoint tampering')
    return false
  }
  return (await rowsOf(client, buyer)) !== before
}

async function rowsOf(client: pg.ClientBase, buyer: string): Promise<string> {
  const { rows } = await client.query(
    `select (select json_agg(e order by number) from coin_entries e ${HEAD}) as entries,
       (select json_agg(h) from coin_heads h ${HEAD}) as heads`,
    [buyer],
  )
  return JSON.stringify(rows)
}
