import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { EMBEDDED_NAME } from '../../src/shell/store/embedded/server.ts'
import {
  type Connection,
  connectStore,
  type Store,
  type StoreOptions,
} from '../../src/shell/store/store.ts'
import { afterwards } from '../afterwards.ts'
import { DATABASE_HOST, TEMPLATE } from './server.ts'

/**
 * A new database of the run's server, copied from the template; gone after the tests of the file. One that is
 * made within a test stays until the server ends: to drop it takes longer than most tests.
 */
export async function freshDatabase(): Promise<Connection> {
  const host: string = inject(DATABASE_HOST)
  const database = `test_${randomUUID().replaceAll('-', '')}`
  await administer(host, `create database ${database} template ${TEMPLATE}`)
  afterAll(() => administer(host, `drop database if exists ${database} with (force)`))
  return { host, user: EMBEDDED_NAME, database }
}

/** A store on a new database, closed after the test, or the tests of the file. */
export async function freshStore(options: StoreOptions = {}): Promise<Store> {
  const store = await connectStore(await freshDatabase(), options)
  afterwards(() => store.close())
  return store
}

async function administer(host: string, statement: string): Promise<void> {
  const client = new pg.Client({ host, user: EMBEDDED_NAME, database: 'postgres' })
  await client.connect()
  try {
    await retried(() => client.query(statement))
  } finally {
    await client.end()
  }
}

/** A template cannot be copied while another copy is being made of it: the second one waits. */
async function retried(act: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await act()
      return
    } catch (error) {
      if ((error as pg.DatabaseError).code !== OBJECT_IN_USE || attempt === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

const OBJECT_IN_USE = '55006'
