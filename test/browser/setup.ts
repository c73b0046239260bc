/**
 * What a whole run of the browser's tests shares: the browser unpacked and the pages built, once and
 * before anybody needs them; the database; and a server that shows the lab, which keeps nothing.
 */
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { buildPagesIfStale } from '../../src/shell/http/page-build.ts'
import { EMBEDDED_NAME } from '../../src/shell/store/embedded/server.ts'
import {
  DATABASE_HOST,
  setup as startDatabase,
  teardown as stopDatabase,
  TEMPLATE,
} from '../store/server.ts'
import { findChromium } from './chromium.ts'
import { startServer } from './server-process.ts'

/** What a test file is given: the address of the lab. */
export const LAB_URL = 'labUrl' as never

let stop: () => Promise<void> = async () => {}

/** Prepares it before the first test of a run. */
export async function setup(project: TestProject): Promise<void> {
  const found = findChromium()
  if ('missing' in found) throw new Error(`No browser to test in: ${found.missing}`)
  await buildPagesIfStale()
  await startDatabase(project)
  const DATABASE_URL = await labDatabase(project.getProvidedContext()[DATABASE_HOST])
  const serve = async () => {
    const server = await startServer(undefined, { DATABASE_URL })
    stop = server.stop
    project.provide(LAB_URL, server.url as never)
  }
  await serve()
  // Who tests while they write sees the pages as they are written.
  project.onTestsRerun(async () => {
    if (!(await buildPagesIfStale())) return
    await stop()
    await serve()
  })
}

/** Ends it after the last one. */
export async function teardown(): Promise<void> {
  await stop()
  await stopDatabase()
}

/** The address of a database for the server of the lab. */
async function labDatabase(host: string): Promise<string> {
  const client = new pg.Client({ host, user: EMBEDDED_NAME, database: 'postgres' })
  await client.connect()
  await client.query(`create database lab template ${TEMPLATE}`)
  await client.end()
  return `postgres://${EMBEDDED_NAME}@localhost/lab?host=${encodeURIComponent(host)}`
}
