import type { Kysely } from 'kysely'
import type { Fault, Refused } from '../../core/base/faults.ts'
import type { Schema } from '../../core/base/schema.ts'
import type { Tables } from './tables.ts'

/** A document of rules that an installation may change: its name, its shape, and what it starts with. */
export interface RuleDocument<T> {
  readonly name: string
  readonly schema: Schema<T>
  readonly preset: T
}

/** The rules as they stand. */
export async function rulesNow<T>(db: Kysely<Tables>, document: RuleDocument<T>): Promise<T> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', document.name)
    .executeTakeFirst()
  return row ? (row.value as T) : document.preset
}

/** Changes the rules from now on; what was done under the former ones stays. */
export async function changeRules<T extends object>(
  db: Kysely<Tables>,
  { name, schema }: RuleDocument<T>,
  rules: unknown,
): Promise<T | Refused> {
  const faults: Fault[] = []
  schema.find(rules, '', faults)
  if (faults.length > 0) return { refused: faults }
  const value = JSON.stringify(rules)
  await db
    .insertInto('settings')
    .values({ name, value })
    .onConflict((found) => found.column('name').doUpdateSet({ value }))
    .execute()
  return rules as T
}
