import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { progressLine } from '../../src/shell/cli/ledger-progress.ts'
import { spendCoins } from '../../src/shell/store/coins/payments.ts'
import { connectStore } from '../../src/shell/store/store.ts'
import { giveCoins } from '../store/coins/purses.ts'
import { freshDatabase } from '../store/database.ts'
import { tessera } from './command.ts'

// Each command is a process that opens a database: seconds, where the machine is busy.
vi.setConfig({ testTimeout: 30_000 })

const connection = await freshDatabase()
const store = await connectStore(connection, { connections: 4 })
afterAll(() => store.close())
const { host = '', user = '', database = '' } = connection
const url = `postgres:///${database}?host=${encodeURIComponent(host)}&user=${user}`
const check = (...args: string[]) => tessera(['ledger', 'check', ...args])
const folder = mkdtempSync(join(tmpdir(), 'tessera-no-ledger-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('tessera ledger check', () => {
  test('draws up the trial balance of a database, by its URL or the environment', async () => {
    await giveCoins(store, { buyer: 'a', coins: 100 })
    await giveCoins(store, { buyer: 'b', coins: 50 })
    await spendCoins(store, { buyer: 'b', payment: 'o1', coins: 20 })
    const [text, json] = await Promise.all([
      check('--database', url),
      tessera(['ledger', 'check', '--json'], { env: { DATABASE_URL: url } }),
    ])
    expect(text).toMatchObject({ code: 0, err: '' })
    expect(text.out).toMatch(/^all +coins +-150 +130 +0 +20 +0 +0 +0$/m)
    expect(text.out).toContain('In order: all accounts together are zero')
    expect(text.out).toContain('3 entries in 2 chains')
    expect(json.code).toBe(0)
    expect(JSON.parse(json.out)).toMatchObject([
      {
        ...{ book: 'coins', entries: 3, chains: 2, faultCount: 0, faults: [], inOrder: true },
        totals: [{ unit: 'coins', balances: { issued: -150, held: 130, spent: 20 }, sum: 0 }],
      },
      { book: 'order money', inOrder: true },
      { book: 'seller money', inOrder: true },
    ])
  })

  test('names what was changed behind its back, and says so by its exit code', async () => {
    await store.pool.query(
      `update coin_entries set amount = 51, held_after = 51 where buyer_id = 'b' and number = 1`,
    )
    const [text, json] = await Promise.all([
      check('--database', url),
      check('--database', url, '--json'),
    ])
    expect(text.code).toBe(1)
    expect(text.out).toMatch(/b +1 +Its digest does not fit/)
    expect(text.out).toMatch(/b +2 +Says a balance of 30; the entries before it make 31/)
    expect(text.out).toContain('Not in order: 2 faults.')
    expect(json.code).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject([
      { inOrder: false, faultCount: 2 },
      { inOrder: true },
      { inOrder: true },
    ])
  })

  test('refuses a folder without a database, and makes none there', async () => {
    const [empty, both, unreachable, unknown] = await Promise.all([
      check('--data', folder),
      check('--data', folder, '--database', url),
      check('--database', 'postgres://127.0.0.1:1/nowhere'),
      tessera(['ledger', 'chek']),
    ])
    expect(empty).toEqual({
      ...{ code: 2, out: '' },
      err: `${folder}  Holds no database. Name its folder with --data, or a server with --database or DATABASE_URL.\n`,
    })
    expect(both.code).toBe(2)
    expect(unreachable.code).toBe(2)
    expect(unreachable.err).toMatch(/^--database {2}The database cannot be opened: /)
    expect(unknown.code).toBe(2)
  })

  test('tells a person at a terminal how far it is, and a file nothing', () => {
    const shown = (isTTY: boolean) => {
      const written: string[] = []
      const write = (text: string) => written.push(text) > 0
      const line = progressLine({ isTTY, columns: 60, write } as unknown as NodeJS.WriteStream)
      line.show({ book: 'coins', entries: 500, entriesInAll: 2_000 })
      line.clear()
      return written.join('').replaceAll('\r\u001b[2K', '|')
    }
    expect(shown(true)).toBe(`|coins ${'█'.repeat(6)}${'░'.repeat(18)} 25 % · 500 of 2000 entries|`)
    expect(shown(false)).toBe('')
  })
})
