/**
 * One PostgreSQL for a whole run of the tests, in a folder of its own: started before the first test,
 * with a template of the newest schema, and ended after the last.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { EMBEDDED_NAME, startEmbedded } from '../../src/shell/store/embedded/server.ts'
import { connectStore } from '../../src/shell/store/store.ts'

export const TEMPLATE = 'template'

/** What a test file is given of it: the folder of its socket. */
export const DATABASE_HOST = 'databaseHost' as never

let stop: () => Promise<void> = async () => {}

/** Starts it before the first test of a run. */
export async function setup(project: TestProject): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-database-'))
  // What a test database held is gone after the run, so nothing need reach the disk.
  const server = await startEmbedded(folder, {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  })
  stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  const admin = { host: server.socket, user: EMBEDDED_NAME }
  const client = new pg.Client({ ...admin, database: 'postgres' })
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  const template = await connectStore({ ...admin, database: TEMPLATE })
  await template.close()
  project.provide(DATABASE_HOST, server.socket as never)
}

/** Ends it after the last one. */
export async function teardown(): Promise<void> {
  await stop()
}
