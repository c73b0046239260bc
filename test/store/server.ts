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

declare module 'vitest' {
  export interface ProvidedContext {
    databaseHost: string
  }
}

// biome-ignore lint/style/noDefaultExport: vitest calls the default export of a global setup
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-database-'))
  // What a test database held is gone after the run, so nothing need reach the disk.
  const server = await startEmbedded(folder, {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  })
  const admin = { host: server.socket, user: EMBEDDED_NAME }
  const client = new pg.Client({ ...admin, database: 'postgres' })
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  const template = await connectStore({ ...admin, database: TEMPLATE })
  await template.close()
  project.provide('databaseHost', server.socket)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
