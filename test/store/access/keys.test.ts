import { describe, expect, test } from 'vitest'
import { createAccount } from '../../../src/shell/store/access/accounts.ts'
import { authenticate } from '../../../src/shell/store/access/authenticate.ts'
import {
  endedSessionCookie,
  readCredential,
  sessionCookie,
} from '../../../src/shell/store/access/credentials.ts'
import { KeyRing } from '../../../src/shell/store/access/key-ring.ts'
import { createKey, listKeys, revokeKey, rotateKey } from '../../../src/shell/store/access/keys.ts'
import { Passwords } from '../../../src/shell/store/access/passwords.ts'
import { startSession } from '../../../src/shell/store/access/sessions.ts'
import { freshStore } from '../database.ts'

const store = await freshStore()
const keys = await KeyRing.open(store, { everyMs: 3_600_000 })
const who = authenticate(store, { keys, isSecure: true })
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const SHOP = { name: 'shop', scopes: ['quotes', 'claims:write'], seller: 'sA' }

describe('a key', () => {
  test('names its scopes and its seller, and is kept as a digest', async () => {
    const { key, token } = await createKey(store, SHOP)
    expect(token).toMatch(/^tsk_[0-9a-f]{20}_[\w-]{43}$/)
    expect(await who(bearer(token))).toEqual({
      kind: 'key',
      id: key.id,
      scopes: SHOP.scopes,
      seller: 'sA',
    })
    const { rows } = await store.pool.query('select api_keys::text from api_keys')
    expect(JSON.stringify(rows)).not.toContain(token.slice(-20))
  })

  test('with any letter changed is none', async () => {
    const { token } = await createKey(store, SHOP)
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'a' ? 'b' : 'a'
      const wrong = token.slice(0, at) + other + token.slice(at + 1)
      expect(await who(bearer(wrong))).toBe('invalid')
    }
  })

  test('that is renewed works with both secrets for a day, then with the new one', async () => {
    const { key, token } = await createKey(store, SHOP)
    expect(await who(bearer(token))).toMatchObject({ id: key.id })
    const renewed = await rotateKey(store, { id: key.id, owner: 'sA' })
    const next = renewed?.token ?? ''
    // At once, although the ring has not read what changed.
    expect(await who(bearer(next))).toMatchObject({ id: key.id })
    expect(await who(bearer(token))).toMatchObject({ id: key.id })
    const later = new Date(Date.now() + 25 * 3_600_000)
    expect(await who(bearer(token), later)).toBe('invalid')
    expect(await who(bearer(next), later)).toMatchObject({ id: key.id })
    const third = await rotateKey(store, { id: key.id, owner: 'all' })
    await keys.refresh()
    expect(await who(bearer(token))).toBe('invalid')
    expect(await who(bearer(third?.token ?? ''))).toMatchObject({ id: key.id })
  })

  test('that is revoked is none as soon as the ring has read it, with both secrets', async () => {
    const { key, token } = await createKey(store, SHOP)
    const renewed = await rotateKey(store, { id: key.id, owner: 'sA' })
    expect(await who(bearer(token))).toMatchObject({ id: key.id })
    expect(await revokeKey(store, { id: key.id, owner: 'sA' })).toBe(true)
    await keys.refresh()
    expect(await who(bearer(token))).toBe('invalid')
    expect(await who(bearer(renewed?.token ?? ''))).toBe('invalid')
    expect(await rotateKey(store, { id: key.id, owner: 'sA' })).toBeNull()
  })

  test('is seen, renewed and revoked by its seller and the platform alone (A35)', async () => {
    const { key } = await createKey(store, { ...SHOP, seller: 'sB' })
    const other = { id: key.id, owner: 'sC' }
    expect(await listKeys(store, 'sC')).toEqual([])
    expect(await rotateKey(store, other)).toBeNull()
    expect(await revokeKey(store, other)).toBe(false)
    expect(await listKeys(store, 'sB')).toEqual([key])
    expect((await listKeys(store, 'all')).map(({ id }) => id)).toContain(key.id)
    const platform = await createKey(store, { ...SHOP, seller: null })
    expect((await listKeys(store, 'sB')).map(({ id }) => id)).not.toContain(platform.key.id)
  })

  test('of another server is revoked here too, unasked, when its time to read has come', async () => {
    const ring = await KeyRing.open(store, { everyMs: 50 })
    const { key, token } = await createKey(store, SHOP)
    expect(await ring.find(key.id, token)).not.toBeNull()
    await revokeKey(store, { id: key.id, owner: 'all' })
    while ((await ring.find(key.id, token)) !== null) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    ring.close()
  })
})

describe('who asks', async () => {
  const account = await createAccount(store, new Passwords(), {
    email: 'lin@example.com',
    password: 'correct horse',
    name: 'Lin',
    role: 'seller',
    seller: 'sA',
  })
  if (typeof account === 'string') throw new Error(account)
  const token = await startSession(store, account, {})
  const cookie = (sent: string) => ({ cookie: sent })

  test('nobody who says nothing', async () => {
    expect(await who({})).toEqual({ kind: 'visitor' })
    expect(await who(cookie('theme=dark; other=1'))).toEqual({ kind: 'visitor' })
  })

  test('who has a session, by cookie or by header', async () => {
    const lin = { kind: 'account', id: account.id, role: 'seller', seller: 'sA', name: 'Lin' }
    expect(await who(cookie(`theme=dark; __Host-session=${token}`))).toEqual(lin)
    expect(await who(bearer(token))).toEqual(lin)
  })

  test.each([
    ['a cookie without the prefix that binds it to the host', `session=${token}`, 'visitor'],
    ['a session that is none', `__Host-session=0.${'a'.repeat(43)}`, 'invalid'],
    ['a cookie that is no token', '__Host-session=hello', 'invalid'],
    ['two sessions', `__Host-session=${token}; __Host-session=${token}`, 'invalid'],
  ])('%s is %3$s', async (_, sent, outcome) => {
    const found = await who(cookie(sent))
    expect(typeof found === 'string' ? found : found.kind).toBe(outcome)
  })

  test.each([
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    'Bearer a b',
    `Bearer ${'a'.repeat(300)}`,
    'tsk_',
    '',
  ])(
    'the header %j is invalid, never a visitor, whatever cookie comes with it',
    async (authorization) => {
      expect(await who({ authorization })).toBe('invalid')
      expect(await who({ authorization, cookie: `__Host-session=${token}` })).toBe('invalid')
    },
  )

  test('cookies are for this host, out of reach of scripts, and not sent along by other sites (W04)', () => {
    expect(sessionCookie('t', true)).toBe(
      '__Host-session=t; Path=/; HttpOnly; SameSite=Lax; Max-Age=5184000; Secure',
    )
    expect(endedSessionCookie(true)).toContain('Max-Age=0')
    expect(readCredential({ cookie: 'session=x' }, false)).toMatchObject({ token: 'x' })
  })
})
