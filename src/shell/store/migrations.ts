import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'

const FOLDER = join(import.meta.dirname, 'migrations')

/** The files of `migrations/`, by name and in the order of their numbers. A file is never changed after a release. */
export function migrationFiles(): ReadonlyMap<string, string> {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return new Map(names.map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]))
}

/** Brings a database to the newest migration, each in a transaction, under a lock. Returns the names of those run. */
export async function migrate(db: Kysely<unknown>): Promise<string[]> {
  const provider = {
    getMigrations: async () =>
      Object.fromEntries([...migrationFiles()].map(([name, text]) => [name, migration(text)])),
  }
  const { error, results = [] } = await new Migrator({ db, provider }).migrateToLatest()
  if (error) throw error
  return results.filter(({ status }) => status === 'Success').map((one) => one.migrationName)
}

const migration = (text: string): Migration => ({
  up: async (db) => {
    await sql.raw(text).execute(db)
  },
})
