import { randomBytes } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { defaultFolder } from './embedded/folder.ts'
import { EMBEDDED_NAME, startEmbedded } from './embedded/server.ts'
import { migrate } from './migrations.ts'
import { numberTypes } from './numbers.ts'
import type { Tables } from './tables.ts'

/** Where the state lives: every part of the shell that keeps something is given this. */
export interface Store {
  /** Typed queries. */
  readonly db: Kysely<Tables>
  /** The connections below `db`, for the few statements that are prepared by hand. */
  readonly pool: pg.Pool
  /** Over how many shards the hot tables are spread; chosen when the database was made. */
  readonly shards: number
  /** The installation's own secret, for digests that a copy of the tables must not reveal. */
  readonly secret: Buffer
  /** Ends the connections, and the embedded server where this process runs it. */
  readonly close: () => Promise<void>
}

export interface StoreOptions {
  /** A PostgreSQL 15 or newer; without it, the embedded one. */
  readonly url?: string | undefined
  /** The folder of the embedded server. */
  readonly folder?: string | undefined
  /** Shards of a new database: fewer batch better, more spread over more machines. */
  readonly shards?: number
  readonly connections?: number
  /** Told of connections that break while nobody uses them. */
  readonly onFault?: (error: Error) => void
}

/** How a process is to reach a database: the settings of a connection. */
export type Connection = Pick<pg.PoolConfig, 'connectionString' | 'host' | 'user' | 'database'>

/** Opens the store that the environment names: DATABASE_URL, or the embedded server in its folder. */
export async function openStore(options: StoreOptions = {}): Promise<Store> {
  if (options.url) return connectStore({ connectionString: options.url }, options)
  const server = await startEmbedded(options.folder ?? defaultFolder())
  const connection = { host: server.socket, user: EMBEDDED_NAME, database: EMBEDDED_NAME }
  try {
    await createDatabase(connection)
    const store = await connectStore(connection, options)
    return {
      ...store,
      close: async () => {
        await store.close()
        await server.stop()
      },
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** Connects to a database that is there, and brings it to the newest migration. */
export async function connectStore(
  connection: Connection,
  { shards = SHARDS, connections = 20, onFault = () => {} }: StoreOptions = {},
): Promise<Store> {
  const pool = new pg.Pool({ ...connection, max: connections, types: numberTypes })
  let isClosing = false
  const tell = (error: Error) => {
    // Connections that we end are sometimes cut by a server that ends with them.
    if (!isClosing) onFault(error)
  }
  // Without a listener a connection that breaks while idle would end the process.
  pool.on('error', tell)
  // The same of one that is cut while it is used: whoever uses it gets the error of the query.
  pool.on('connect', (client) => client.on('error', tell))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await migrate(db as Kysely<unknown>)
    const settings = await installationSettings(db, shards)
    const close = () => {
      isClosing = true
      return db.destroy()
    }
    return { db, pool, ...settings, close }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** Enough to keep two cores busy, few enough that claims which wait together share a statement. */
const SHARDS = 4

async function createDatabase({ host, user, database }: Connection): Promise<void> {
  const client = new pg.Client({ host, user, database: 'postgres' })
  await client.connect()
  try {
    await client.query(`create database ${pg.escapeIdentifier(database as string)}`)
  } catch (error) {
    if ((error as pg.DatabaseError).code !== DUPLICATE_DATABASE) throw error
  } finally {
    await client.end()
  }
}

const DUPLICATE_DATABASE = '42P04'

/** Written by whoever comes first, and read by all: servers that start together agree. */
async function installationSettings(
  db: Kysely<Tables>,
  shards: number,
): Promise<Pick<Store, 'shards' | 'secret'>> {
  const fresh = [
    { name: 'shards', value: JSON.stringify(shards) },
    { name: 'secret', value: JSON.stringify(randomBytes(32).toString('hex')) },
  ]
  await db
    .insertInto('settings')
    .values(fresh)
    .onConflict((found) => found.doNothing())
    .execute()
  const rows = await db.selectFrom('settings').selectAll().execute()
  const byName = new Map(rows.map(({ name, value }) => [name, value as unknown]))
  return {
    shards: byName.get('shards') as number,
    secret: Buffer.from(byName.get('secret') as string, 'hex'),
  }
}
