import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { signIn } from '../../src/shell/store/access/accounts.ts'
import { KeyRing } from '../../src/shell/store/access/key-ring.ts'
import { readKeyToken } from '../../src/shell/store/access/keys.ts'
import { Passwords } from '../../src/shell/store/access/passwords.ts'
import { openStore } from '../../src/shell/store/store.ts'
import { tessera } from './command.ts'

// Each command begins and ends a database of its own: seconds, where the machine is busy.
vi.setConfig({ testTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'tessera-access-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
await (await openStore({ folder, connections: 1 })).close()

const on = ['--data', folder]

describe('tessera people', () => {
  test('makes the first admin, whose password no process list shows', async () => {
    const args = ['people', 'Ada@example.com', '--role', 'admin', '--name', 'Ada', ...on]
    const made = await tessera(args, { input: 'correct horse battery\n' })
    expect(made).toEqual({ code: 0, out: 'ada@example.com can sign in as admin.\n', err: '' })
    const again = await tessera(args, { input: 'correct horse battery\n' })
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('Has an account already')])
    const store = await openStore({ folder, connections: 2 })
    const given = { email: 'ada@example.com', password: 'correct horse battery' }
    expect(await signIn(store, new Passwords(), given)).toMatchObject({
      account: { role: 'admin' },
    })
    await store.close()
  })

  test.each([
    [['x', '--role', 'admin', '--name', 'X'], 'correct horse', 'email'],
    [['x@example.com', '--role', 'king', '--name', 'X'], 'correct horse', 'role'],
    [['x@example.com', '--role', 'admin', '--name', 'X'], 'short', 'password'],
    [['x@example.com', '--role', 'seller', '--name', 'X'], 'correct horse', '--seller'],
  ])('%j is refused', async (args, input, about) => {
    const { code, err } = await tessera(['people', ...args, ...on], { input })
    expect([code, err]).toEqual([2, expect.stringContaining(about)])
  })
})

describe('tessera keys', () => {
  test('issues a key, this once', async () => {
    const args = ['keys', 'checkout', '--scopes', 'offers:write,quotes', '--seller', 'lumen']
    const { code, out } = await tessera([...args, ...on])
    const token = out.trim()
    const store = await openStore({ folder, connections: 2 })
    const ring = await KeyRing.open(store)
    expect(code).toBe(0)
    expect(await ring.find(readKeyToken(token) as string, token)).toMatchObject({
      scopes: ['offers:write', 'quotes'],
      seller: 'lumen',
    })
    ring.close()
    await store.close()
  })

  test('a key of a seller acts on no buyer', async () => {
    const args = ['keys', 'x', '--scopes', 'quotes,coins:write', '--seller', 'lumen', ...on]
    const { code, out, err } = await tessera(args)
    expect([code, out, err]).toEqual([2, '', expect.stringContaining('coins:write')])
    expect(err).toContain('offers:write')
  })

  test('names the scopes where one is unknown', async () => {
    const { code, err } = await tessera(['keys', 'x', '--scopes', 'quotes,fly', ...on])
    expect([code, err]).toEqual([2, expect.stringContaining('fly')])
  })
})
