import { type RawBuilder, sql } from 'kysely'
import { canonicalCode } from '../../../core/offers/code-text.ts'
import type { IssuedOffer } from '../../../core/offers/issued-offer.ts'
import type { CitedFault, Validity } from '../../../core/offers/validity.ts'
import type { Store } from '../store.ts'
import { dateOf } from './acting.ts'
import type { Work } from './work.ts'

// Advisory locks of this project: 1 is the feed, 2 shared codes, by the hash of their text. So few of them
// that an import of thousands of codes does not fill the database's table of locks.
const CODE_LOCK = 2
const STRIPES = 256

/** A code with the window in which it is one offer's: that in which it is claimed. */
interface HeldCode {
  readonly code: string
  readonly starts: RawBuilder<Date>
  readonly ends: RawBuilder<Date>
}

function heldCode(issued: IssuedOffer, { claimFrom, claimUntil }: Validity): HeldCode | null {
  if (issued.obtain !== 'code') return null
  const starts = dateOf(claimFrom)
  const ends = dateOf(claimUntil)
  // A window within a millisecond, as columns count, is none.
  if (starts !== null && ends !== null && starts >= ends) return null
  return {
    code: canonicalCode(issued.offer.code as string) as string,
    starts: sql`${starts ?? '-infinity'}::timestamptz`,
    ends: sql`${ends ?? 'infinity'}::timestamptz`,
  }
}

/**
 * Whether an offer can have its code: the same text in another window is another offer, but at any instant
 * a code is one offer's. Holds the code's lock, so that nobody else takes it meanwhile.
 */
export async function codeFaults(
  { trx }: Work,
  issued: IssuedOffer,
  validity: Validity,
): Promise<CitedFault[]> {
  const held = heldCode(issued, validity)
  if (held === null) return []
  const { code, starts, ends } = held
  const stripe = sql`abs(hashtext(${code}) % ${sql.lit(STRIPES)})`
  await sql`select pg_advisory_xact_lock(${sql.lit(CODE_LOCK)}, ${stripe})`.execute(trx)
  const other = await trx
    .selectFrom('shared_codes')
    .select([sql<string>`starts_at::text`.as('starts'), sql<string>`ends_at::text`.as('ends')])
    .where('code', '=', code)
    .where('offer_id', '<>', issued.id)
    .where('starts_at', '<', ends)
    .where('ends_at', '>', starts)
    .orderBy('starts_at')
    .executeTakeFirst()
  if (!other) return []
  const fault = `Another offer has the code ${code}, from ${other.starts} to ${other.ends}: end that one, choose a window beside it, or another code.`
  return [{ path: '/offer/code', fault, clause: 'cp.1' }]
}

/** Gives an offer its code, in place of the window that it had; its lock is held (`codeFaults`). */
export async function holdCode(
  { trx }: Work,
  issued: IssuedOffer,
  validity: Validity,
): Promise<void> {
  const held = heldCode(issued, validity)
  if (held === null) return
  await trx.deleteFrom('shared_codes').where('offer_id', '=', issued.id).execute()
  const { code, starts, ends } = held
  await trx
    .insertInto('shared_codes')
    .values({ code, starts_at: starts, ends_at: ends, offer_id: issued.id })
    .execute()
}

/** Takes the codes of ended offers back: from now on they can be another's. */
export async function releaseCodes({ trx, at }: Work, offers: readonly string[]): Promise<void> {
  if (offers.length === 0) return
  const ofThem = trx.deleteFrom('shared_codes').where('offer_id', 'in', offers)
  await ofThem.where('starts_at', '>=', at).execute()
  const open = trx.updateTable('shared_codes').set({ ends_at: at }).where('offer_id', 'in', offers)
  await open.where('ends_at', '>', at).execute()
}

/** The offer that a typed text is the shared code of at an instant, or null. */
export async function offerOfSharedCode(
  { db }: Pick<Store, 'db'>,
  text: string,
  at?: Date,
): Promise<string | null> {
  const code = canonicalCode(text)
  if (code === null) return null
  const now = at ? sql<Date>`${at}::timestamptz` : sql<Date>`clock_timestamp()`
  const row = await db
    .selectFrom('shared_codes')
    .select('offer_id')
    .where('code', '=', code)
    .where('starts_at', '<=', now)
    .where('ends_at', '>', now)
    .executeTakeFirst()
  return row?.offer_id ?? null
}
