import { sql, type Transaction } from 'kysely'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { AccountRole } from './actor.ts'
import { instantOf } from './clock.ts'
import type { Passwords } from './passwords.ts'
import { randomId } from './random-names.ts'
import { endSessionsOf, type NewSession, startSession } from './sessions.ts'

export interface Account {
  readonly id: string
  readonly role: AccountRole
  readonly name: string
  readonly email: string
  readonly seller: string | null
}

export interface NewAccount {
  readonly email: string
  readonly password: string
  readonly name: string
  readonly role: AccountRole
  /** For whom a seller's account acts. */
  readonly seller?: string | null | undefined
  /** Of a buyer: what offers for countries ask. */
  readonly country?: string | null | undefined
  /** A new one unless said otherwise; a buyer's is the id by which claims and coins know the buyer. */
  readonly id?: string
}

/** An address as it is kept: people do not tell its upper from its lower case. */
export function addressKey(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase()
}

/**
 * Makes an account: `taken` where its address or id has one, `busy` where too many passwords wait. Two
 * keys are written, of the address and of the account: people register rarely enough for that.
 */
export async function createAccount(
  store: Store,
  passwords: Passwords,
  account: NewAccount,
  at?: Date,
): Promise<Account | 'taken' | 'busy'> {
  const passwordHash = await passwords.hash(account.password)
  if (passwordHash === null) return 'busy'
  const { role, name, seller = null } = account
  const made = { id: account.id ?? randomId('b'), role, name, seller }
  const email = addressKey(account.email)
  return store.db.transaction().execute(async (trx) => {
    const login = { shard: shardOf(email, store.shards), email, account_id: made.id }
    if (!(await insertOnce(trx, 'logins', login))) return 'taken'
    const shard = shardOf(made.id, store.shards)
    const created_at = instantOf(at)
    const row = { ...made, shard, email, password_hash: passwordHash, created_at }
    if (!(await insertOnce(trx, 'accounts', row))) {
      await trx
        .deleteFrom('logins')
        .where('shard', '=', login.shard)
        .where('email', '=', email)
        .execute()
      return 'taken'
    }
    if (role === 'buyer') {
      const buyer = {
        shard,
        id: made.id,
        country: account.country ?? null,
        registered_at: created_at,
      }
      await insertOnce(trx, 'buyers', buyer)
    }
    return { ...made, email }
  })
}

/** Writes a row unless its key is there; whether it was written. */
async function insertOnce<T extends 'logins' | 'accounts' | 'buyers'>(
  trx: Transaction<Tables>,
  table: T,
  row: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await trx
    .insertInto(table)
    .values(row as never)
    .onConflict((found) => found.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows > 0n
}

/**
 * Signs somebody in. A wrong password, an unknown address and a closed account have one answer, and take
 * the same work. The session that the browser had before ends, so that none can be planted.
 */
export async function signIn(
  store: Store,
  passwords: Passwords,
  given: { readonly email: string; readonly password: string } & NewSession,
  at?: Date,
): Promise<{ readonly account: Account; readonly token: string } | 'refused' | 'busy'> {
  const found = await accountOfAddress(store, addressKey(given.email))
  const matches = await passwords.matches(given.password, found?.password_hash ?? null)
  if (matches === null) return 'busy'
  if (!matches || !found) return 'refused'
  if (passwords.isStale(found.password_hash)) {
    await setPassword(store, passwords, found.id, given.password)
  }
  const { id, role, name, email, seller } = found
  const token = await startSession(store, { id, role }, given, at)
  return { account: { id, role, name, email, seller }, token }
}

async function accountOfAddress(store: Store, email: string) {
  const login = await store.db
    .selectFrom('logins')
    .select('account_id')
    .where('shard', '=', shardOf(email, store.shards))
    .where('email', '=', email)
    .executeTakeFirst()
  // An unknown address asks a second time too: the time of a question tells as much as an answer.
  const account = await accountRow(store, login?.account_id ?? '')
  return account?.closed_at === null ? account : undefined
}

function accountRow(store: Store, id: string) {
  return store.db
    .selectFrom('accounts')
    .select(['id', 'role', 'name', 'email', 'seller', 'password_hash', 'closed_at'])
    .where('shard', '=', shardOf(id, store.shards))
    .where('id', '=', id)
    .executeTakeFirst()
}

/** An account that is not closed. */
export async function findAccount(store: Store, id: string): Promise<Account | null> {
  const row = await accountRow(store, id)
  if (!row || row.closed_at !== null) return null
  const { role, name, email, seller } = row
  return { id, role, name, email, seller }
}

/** Changes a password, and ends every session but the one that asks. */
export async function changePassword(
  store: Store,
  passwords: Passwords,
  { id, current, next, token }: PasswordChange,
): Promise<'changed' | 'refused' | 'busy'> {
  const row = await accountRow(store, id)
  const matches = await passwords.matches(current, row?.password_hash ?? null)
  if (matches === null) return 'busy'
  if (!matches) return 'refused'
  if (!(await setPassword(store, passwords, id, next))) return 'busy'
  await endSessionsOf(store, id, { except: token })
  return 'changed'
}

interface PasswordChange {
  readonly id: string
  readonly current: string
  readonly next: string
  /** The session that goes on. */
  readonly token: string | null
}

async function setPassword(
  store: Store,
  passwords: Passwords,
  id: string,
  password: string,
): Promise<boolean> {
  const password_hash = await passwords.hash(password)
  if (password_hash === null) return false
  await store.db
    .updateTable('accounts')
    .set({ password_hash })
    .where('shard', '=', shardOf(id, store.shards))
    .where('id', '=', id)
    .execute()
  return true
}

/**
 * Closes an account, for abuse or as its owner asks (tc.9, cp.12), and ends its sessions in the same
 * transaction. Its address stays taken, so that it cannot be registered anew.
 */
export async function closeAccount(store: Store, id: string, at?: Date): Promise<boolean> {
  const shard = shardOf(id, store.shards)
  return store.db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('accounts')
      .set({ closed_at: sql`coalesce(closed_at, ${instantOf(at)})` })
      .where('shard', '=', shard)
      .where('id', '=', id)
      .executeTakeFirst()
    await trx
      .deleteFrom('sessions')
      .where('shard', '=', shard)
      .where('account_id', '=', id)
      .execute()
    return numUpdatedRows > 0n
  })
}
