import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import {
  INVITATION_RULES,
  type InvitationRules,
  invitationRules,
  whyNotInviting,
} from '../../../core/offers/invitation.ts'
import type { Refusal } from '../../../core/offers/refusals.ts'
import { type BuyerKey, buyerKey, readBuyer } from '../buyers.ts'
import { type RuleDocument, rulesNow } from '../rule-documents.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'

/** Who may invite whom, as the installation keeps it. */
export const INVITATION_RULE_DOCUMENT: RuleDocument<InvitationRules> = {
  name: 'invitation-rules',
  schema: invitationRules,
  preset: INVITATION_RULES,
}

/** The code of an inviter, and how many new buyers it has brought of those it may. */
export interface Invitation {
  readonly code: string
  readonly redeemed: number
  readonly limit: number
}

/**
 * The invitation code of an active buyer: always the same one (tc.15.a). The inviter's row comes first,
 * the code's, which has a key of its own, is written again by every call until it is there.
 */
export async function invitationOf(store: Store, inviter: string): Promise<Invitation | Refusal> {
  const { db } = store
  const key = buyerKey(store, inviter)
  const refused = whyNotInviting(await readBuyer(db, key))
  if (refused) return refused
  const { mostInAll } = await rulesNow(db, INVITATION_RULE_DOCUMENT)
  const code = await codeOf(db, key)
  await db
    .insertInto('invitations')
    .values({ shard: shardOf(code, store.shards), code, inviter_id: key.buyer })
    .onConflict((found) => found.doNothing())
    .execute()
  const { redeemed } = await db
    .selectFrom('invitation_places')
    .select((eb) => eb.fn.countAll<number>().as('redeemed'))
    .where('shard', '=', key.shard)
    .where('inviter_id', '=', key.buyer)
    .where('kept', '=', true)
    .executeTakeFirstOrThrow()
  return { code, redeemed, limit: mostInAll }
}

/** The code that an inviter has, or gets now. */
async function codeOf(db: Kysely<Tables>, { shard, buyer }: BuyerKey): Promise<string> {
  await db
    .insertInto('inviters')
    .values({ shard, inviter_id: buyer, code: randomCode() })
    .onConflict((found) => found.doNothing())
    .execute()
  const { code } = await db
    .selectFrom('inviters')
    .select('code')
    .where('shard', '=', shard)
    .where('inviter_id', '=', buyer)
    .executeTakeFirstOrThrow()
  return code
}

// Without I, L, O and U: none is taken for another, and none spells a word by chance.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 16

/** 80 random bits, five to a letter: nobody guesses one, and no two are alike. */
function randomCode(): string {
  return Array.from(randomBytes(CODE_LENGTH), (byte) => LETTERS[byte % LETTERS.length]).join('')
}

/** Whose invitation a code in its canonical form is of; null for nobody's. */
export async function inviterOf(store: Store, code: string | null): Promise<string | null> {
  if (code === null) return null
  const row = await store.db
    .selectFrom('invitations')
    .select('inviter_id')
    .where('shard', '=', shardOf(code, store.shards))
    .where('code', '=', code)
    .executeTakeFirst()
  return row?.inviter_id ?? null
}
