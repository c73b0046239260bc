import { describe, expect, test } from 'vitest'
import {
  changePassword,
  closeAccount,
  createAccount,
  findAccount,
  type NewAccount,
  signIn,
} from '../../../src/shell/store/access/accounts.ts'
import { Passwords } from '../../../src/shell/store/access/passwords.ts'
import { SessionLookup } from '../../../src/shell/store/access/session-lookup.ts'
import {
  endSession,
  endSessionById,
  endSessionsOf,
  listSessions,
  startSession,
} from '../../../src/shell/store/access/sessions.ts'
import { tidyAccess } from '../../../src/shell/store/access/tidy.ts'
import { freshStore } from '../database.ts'

const store = await freshStore()
/** Hashes as weak as can be: what is tested here is not their strength. */
const passwords = new Passwords(
  { running: 1, waiting: 50 },
  { memory: 8, passes: 1, parallelism: 1 },
)
const strong = new Passwords()
const lookup = new SessionLookup(store)
const PASSWORD = 'correct horse'

let made = 0
async function newAccount(more: Partial<NewAccount> = {}) {
  const email = `ana${made++}@example.com`
  const account = await createAccount(store, passwords, {
    email,
    password: PASSWORD,
    name: 'Ana',
    role: 'buyer',
    ...more,
  })
  if (typeof account === 'string') throw new Error(account)
  return account
}

async function newSession(more: Partial<NewAccount> = {}, at?: Date) {
  const account = await newAccount(more)
  const token = await startSession(store, account, {}, at)
  return { account, token }
}

const shardOfRow = (token: string) => Number(token.split('.')[0])

describe('an account', () => {
  test('is found by any spelling of its address, and its password is no text in any table', async () => {
    const wanted = {
      email: ' Zoë@Example.COM ',
      password: PASSWORD,
      name: 'Zoë',
      role: 'buyer',
    } as const
    const account = await createAccount(store, strong, wanted)
    if (typeof account === 'string') throw new Error(account)
    expect(account).toMatchObject({ email: 'zoë@example.com', role: 'buyer', seller: null })
    expect(await findAccount(store, account.id)).toEqual(account)
    const given = { email: 'ZOË@example.com', password: PASSWORD }
    expect(await signIn(store, strong, given)).toMatchObject({ account })
    const { rows } = await store.pool.query('select password_hash from accounts where id = $1', [
      account.id,
    ])
    expect(rows).toEqual([
      { password_hash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/) },
    ])
  })

  test('of a buyer comes with what offers ask of a buyer', async () => {
    const { id } = await newAccount({ country: 'PL' })
    const buyer = await store.db
      .selectFrom('buyers')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst()
    expect(buyer).toMatchObject({ country: 'PL', orders_placed: 0 })
  })

  test('has its address and its id alone, also when ten come at once', async () => {
    const row = { password: PASSWORD, name: 'B', role: 'buyer' } as const
    const sameAddress = Array.from({ length: 10 }, () =>
      createAccount(store, passwords, { ...row, email: 'one@example.com' }),
    )
    const first = await Promise.all(sameAddress)
    expect(first.filter((one) => one === 'taken')).toHaveLength(9)
    const sameId = Array.from({ length: 10 }, (_, at) =>
      createAccount(store, passwords, { ...row, email: `other${at}@example.com`, id: 'buyer-1' }),
    )
    const second = await Promise.all(sameId)
    expect(second.filter((one) => one === 'taken')).toHaveLength(9)
    // Who was too late has left no address behind.
    const { rows } = await store.pool.query(
      "select email from logins where email like 'other%@example.com'",
    )
    expect(rows).toHaveLength(1)
  })

  test('that was closed for abuse signs nobody in, and its sessions have ended (tc.9, cp.12)', async () => {
    const { account, token } = await newSession()
    expect(await lookup.find(token)).toMatchObject({ id: account.id })
    expect(await closeAccount(store, account.id)).toBe(true)
    expect(await lookup.find(token)).toBeNull()
    expect(await findAccount(store, account.id)).toBeNull()
    const given = { email: account.email, password: PASSWORD }
    expect(await signIn(store, passwords, given)).toBe('refused')
    expect(await createAccount(store, passwords, { ...given, name: 'C', role: 'buyer' })).toBe(
      'taken',
    )
    expect(await closeAccount(store, 'nobody')).toBe(false)
  })
})

describe('signing in', () => {
  test('a wrong password and an unknown address are answered alike, after the same work (W09)', async () => {
    const wanted = {
      email: 'w09@example.com',
      password: PASSWORD,
      name: 'W',
      role: 'buyer',
    } as const
    await createAccount(store, strong, wanted)
    let questions = 0
    const count = () => questions++
    store.pool.on('acquire', count)
    const tried = async (email: string) => {
      const [began, before] = [performance.now(), questions]
      expect(await signIn(store, strong, { email, password: 'wrong' })).toBe('refused')
      return { ms: performance.now() - began, questions: questions - before }
    }
    const known: Awaited<ReturnType<typeof tried>>[] = []
    const unknown: typeof known = []
    const least = (all: typeof known) => Math.min(...all.map(({ ms }) => ms))
    const ratio = () => {
      const [a, b] = [least(known), least(unknown)]
      return Math.max(a, b) / Math.min(a, b)
    }
    // Other tests run at the same time: the least of many is the work itself. Without the hash it is a fiftieth.
    for (let i = 0; i < 5 || (i < 60 && ratio() >= 3); i++) {
      known.push(await tried(wanted.email))
      unknown.push(await tried(`nobody${i}@example.com`))
    }
    store.pool.off('acquire', count)
    expect(unknown.map((one) => one.questions)).toEqual(known.map((one) => one.questions))
    expect(ratio()).toBeLessThan(3)
  }, 60_000)

  test('a hash that was made at a lower cost is made anew', async () => {
    const { email, id } = await newAccount()
    const hash = async () =>
      (
        await store.db.selectFrom('accounts').select('password_hash').where('id', '=', id).execute()
      )[0]
    expect((await hash())?.password_hash).toContain('$m=8,t=1,p=1$')
    expect(await signIn(store, strong, { email, password: PASSWORD })).not.toBe('refused')
    expect((await hash())?.password_hash).toContain('$m=19456,t=2,p=1$')
    expect(await signIn(store, strong, { email, password: PASSWORD })).not.toBe('refused')
    expect(await signIn(store, strong, { email, password: 'wrong' })).toBe('refused')
  })

  test('gives a new token each time, and ends the session that the browser had (W03)', async () => {
    const { account, token: planted } = await newSession()
    const given = { email: account.email, password: PASSWORD, previous: planted }
    const signedIn = await signIn(store, passwords, given)
    if (typeof signedIn === 'string') throw new Error(signedIn)
    expect(signedIn.token).not.toBe(planted)
    expect(signedIn.token).toMatch(/^\d+\.[\w-]{43}$/)
    expect(await lookup.find(planted)).toBeNull()
    expect(await lookup.find(signedIn.token)).toMatchObject({ id: account.id })
  })

  test('the same letters in another form of Unicode are the same password', async () => {
    const { email } = await newAccount({ password: 'caf\u00e9 cr\u00e8me' })
    const given = { email, password: 'cafe\u0301 cre\u0300me' }
    expect(await signIn(store, passwords, given)).toMatchObject({ account: { email } })
  })

  test('a changed password ends every other session, and the old one is refused', async () => {
    const { account, token } = await newSession()
    const other = await startSession(store, account, {})
    const change = { id: account.id, current: PASSWORD, next: 'battery staple', token }
    expect(await changePassword(store, passwords, { ...change, current: 'wrong' })).toBe('refused')
    expect(await changePassword(store, passwords, change)).toBe('changed')
    expect([await lookup.find(token), await lookup.find(other)]).toEqual([
      expect.objectContaining({ id: account.id }),
      null,
    ])
    const given = { email: account.email, password: PASSWORD }
    expect(await signIn(store, passwords, given)).toBe('refused')
    expect(await signIn(store, passwords, { ...given, password: 'battery staple' })).not.toBe(
      'refused',
    )
  })

  test('a flood takes its turns: some wait, the rest are told to come again (W10)', async () => {
    const few = new Passwords({ running: 1, waiting: 2 })
    let delays = 0
    const timer = setInterval(() => delays++, 5)
    const all = await Promise.all(Array.from({ length: 10 }, () => few.matches('a', null)))
    clearInterval(timer)
    expect(all.filter((one) => one === null)).toHaveLength(7)
    // The process went on with other things meanwhile.
    expect(delays).toBeGreaterThan(3)
    expect(await few.matches('a', null)).toBe(false)
  })
})

describe('a session', () => {
  test('is kept as a digest: no table holds the token', async () => {
    const { token } = await newSession()
    const { rows } = await store.pool.query<{ text: string }>('select sessions::text from sessions')
    expect(rows.some((row) => JSON.stringify(row).includes(token.slice(-20)))).toBe(false)
  })

  test.each(['', 'x', '0.', '9999.'.padEnd(48, 'a'), '-1.'.padEnd(46, 'a'), '0.'.padEnd(45, '!')])(
    'is not found by %j',
    async (token) => {
      expect(await lookup.find(token)).toBeNull()
    },
  )

  test('ends by sign-out, for the token of its shard only', async () => {
    const { token } = await newSession()
    const moved = `${(shardOfRow(token) + 1) % store.shards}.${token.split('.')[1]}`
    expect(await lookup.find(moved)).toBeNull()
    expect(await endSession(store, moved)).toBe(false)
    expect(await endSession(store, token)).toBe(true)
    expect(await endSession(store, token)).toBe(false)
    expect(await lookup.find(token)).toBeNull()
  })

  const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n))

  const WEEKLY = [7, 14, 21, 28, 35, 42, 49, 56]
  const HOURLY = [1 / 24, 2 / 24, 3 / 24]

  test.each([
    { role: 'buyer', seen: WEEKLY, at: 59, found: true },
    { role: 'buyer', seen: WEEKLY, at: 61, found: false },
    { role: 'buyer', seen: [], at: 13, found: true },
    { role: 'buyer', seen: [], at: 15, found: false },
    { role: 'seller', seen: [], at: 3, found: false },
    { role: 'admin', seen: HOURLY, at: 4 / 24, found: true },
    { role: 'admin', seen: [], at: 3 / 24, found: false },
  ] as const)('of a $role, seen on days $seen, is found on day $at: $found', async (row) => {
    const { token } = await newSession({ role: row.role }, day(0))
    const instant = (days: number) => new Date(day(0).getTime() + days * 86_400_000)
    for (const days of row.seen) expect(await lookup.find(token, instant(days))).not.toBeNull()
    expect((await lookup.find(token, instant(row.at))) !== null).toBe(row.found)
  })

  test('many are looked up together, each with its own answer', async () => {
    const sessions = await Promise.all(Array.from({ length: 20 }, () => newSession()))
    const asked = Array.from({ length: 2_000 }, (_, at) => sessions[at % 20])
    const found = await Promise.all(asked.map((one) => lookup.find(one?.token ?? '')))
    expect(found.map((one) => one?.id)).toEqual(asked.map((one) => one?.account.id))
  })

  test('is listed for its owner alone, who can end each, and all but one', async () => {
    const { account, token } = await newSession()
    const others = await Promise.all(
      ['Firefox on a telephone', 'x'.repeat(500)].map((label) =>
        startSession(store, account, { label }),
      ),
    )
    const stranger = await newSession()
    const list = await listSessions(store, account.id, token)
    expect(list).toHaveLength(3)
    expect(list.filter((one) => one.current)).toHaveLength(1)
    expect(list.map((one) => one.label.length).toSorted((a, b) => a - b)).toEqual([0, 22, 200])
    const phone = list.find((one) => one.label.startsWith('Firefox'))
    expect(await endSessionById(store, stranger.account.id, phone?.id ?? '')).toBe(false)
    expect(await endSessionById(store, account.id, phone?.id ?? '')).toBe(true)
    expect(await endSessionById(store, account.id, "' or 1=1")).toBe(false)
    expect(await endSessionsOf(store, account.id, { except: token })).toBe(1)
    expect(await Promise.all([token, ...others].map((one) => lookup.find(one)))).toEqual([
      expect.objectContaining({ id: account.id }),
      null,
      null,
    ])
  })

  test('that is over is thrown away, the others stay', async () => {
    const over = await newSession({}, day(-400))
    const { token } = await newSession()
    await tidyAccess(store)
    const { rows } = await store.pool.query('select 1 from sessions where account_id = $1', [
      over.account.id,
    ])
    expect(rows).toHaveLength(0)
    expect(await lookup.find(token)).not.toBeNull()
  })
})
