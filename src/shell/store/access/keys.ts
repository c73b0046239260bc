import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { digestOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { KeyActor } from './actor.ts'
import { instantOf, secondsAfter } from './clock.ts'
import { randomId, randomSecret, SECRET_PATTERN } from './random-names.ts'

/** A key as lists show it: without its secret, which nobody keeps. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly seller: string | null
  readonly createdAt: Date
  readonly revokedAt: Date | null
}

/** A key with its text, which is shown this once. */
export interface IssuedKey {
  readonly key: ApiKey
  readonly token: string
}

/** Whose keys are meant: those of a seller, or all. */
export type KeyOwner = string | 'all'

/** How long the former secret of a renewed key works: until everybody who uses it has the new one. */
const OVERLAP_SECONDS = 24 * 3_600

const TOKEN = new RegExp(`^tsk_([0-9a-f]{20})_${SECRET_PATTERN}$`)

/** The id of the key that a token is of, or null where it cannot be one. */
export function readKeyToken(token: string): string | null {
  return TOKEN.exec(token)?.[1] ?? null
}

const newToken = (id: string) => `tsk_${id}_${randomSecret()}`

/** Issues a key with scopes, for the rows of a seller or of all (`seller` null). */
export async function createKey(
  store: Store,
  { name, scopes, seller }: Pick<ApiKey, 'name' | 'scopes' | 'seller'>,
  at?: Date,
): Promise<IssuedKey> {
  const id = randomId('')
  const token = newToken(id)
  const row = await store.db
    .insertInto('api_keys')
    .values({
      id,
      name,
      digest: digestOf(token),
      scopes: [...scopes],
      seller,
      created_at: instantOf(at),
      changed_at: sql`clock_timestamp()`,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { key: shown(row), token }
}

/** The keys of a seller, or all, the newest first. */
export async function listKeys(store: Store, owner: KeyOwner): Promise<ApiKey[]> {
  const rows = await store.db
    .selectFrom('api_keys')
    .selectAll()
    .$if(owner !== 'all', (query) => query.where('seller', '=', owner))
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map(shown)
}

/** Gives a key a new secret; the former one works for another day. Null: there is no such key. */
export async function rotateKey(
  store: Store,
  { id, owner }: { readonly id: string; readonly owner: KeyOwner },
  at?: Date,
): Promise<IssuedKey | null> {
  const token = newToken(id)
  const row = await store.db
    .updateTable('api_keys')
    .set((row) => ({
      digest: digestOf(token),
      previous_digest: row.ref('digest'),
      previous_until: secondsAfter(at, OVERLAP_SECONDS),
      changed_at: sql<Date>`clock_timestamp()`,
    }))
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .$if(owner !== 'all', (query) => query.where('seller', '=', owner))
    .returningAll()
    .executeTakeFirst()
  return row ? { key: shown(row), token } : null
}

/** Ends a key with both its secrets; false where there is no such key. */
export async function revokeKey(
  store: Store,
  { id, owner }: { readonly id: string; readonly owner: KeyOwner },
  at?: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await store.db
    .updateTable('api_keys')
    .set({
      revoked_at: sql<Date>`coalesce(revoked_at, ${instantOf(at)})`,
      changed_at: sql<Date>`clock_timestamp()`,
    })
    .where('id', '=', id)
    .$if(owner !== 'all', (query) => query.where('seller', '=', owner))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A row of the table, as far as a check of a token reads it. */
export interface KeyRow {
  readonly id: string
  readonly digest: Buffer
  readonly previous_digest: Buffer | null
  readonly previous_until: Date | null
  readonly scopes: readonly string[]
  readonly seller: string | null
  readonly revoked_at: Date | null
}

/** Who a token makes its sender, or null where it is not (any more) a secret of the key. */
export function keyActor(row: KeyRow, token: string, at: Date): KeyActor | null {
  const digest = digestOf(token)
  const isOwn = timingSafeEqual(digest, row.digest)
  const isFormer =
    row.previous_digest !== null &&
    row.previous_until !== null &&
    row.previous_until > at &&
    timingSafeEqual(digest, row.previous_digest)
  if (row.revoked_at !== null || !(isOwn || isFormer)) return null
  return { kind: 'key', id: row.id, scopes: row.scopes, seller: row.seller }
}

function shown(
  row: Omit<KeyRow, 'digest'> & { readonly name: string; readonly created_at: Date },
): ApiKey {
  const { id, name, scopes, seller, created_at, revoked_at } = row
  return { id, name, scopes, seller, createdAt: created_at, revokedAt: revoked_at }
}
