import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { DatabaseError } from 'pg'
import type { Refused } from '../../../core/base/faults.ts'
import { canonicalCode } from '../../../core/offers/code-text.ts'
import { type Refusal, refusal } from '../../../core/offers/refusals.ts'
import { CODE_BYTES, uniqueCode } from '../../../core/offers/unique-code.ts'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Acting } from './acting.ts'
import { getOffer } from './offer-reading.ts'
import { working } from './work.ts'

/** How many codes one call makes at most. */
export const CODES_MAX = 1_000_000

// Fewer, and the trips to the database take the time; more, and a page of them fills the memory.
const CODES_AT_ONCE = 10_000

const DIGEST_BYTES = 16

/**
 * What is kept of a unique code: a digest under the installation's secret, so that a copy of the tables
 * gives nobody a code. Hyphens only group the letters: with or without them it is the same code.
 */
export function codeDigest({ secret }: Pick<Store, 'secret'>, code: string): Buffer {
  const canonical = canonicalCode(code) ?? ''
  const letters = canonical.replaceAll('-', '')
  return createHmac('sha256', secret).update(letters).digest().subarray(0, DIGEST_BYTES)
}

/** A call that generates codes: they are there once each page is given out, and are shown only there. */
export interface CodeBatch {
  readonly offer: string
  readonly batch: number
  readonly count: number
  /** The codes, page by page, each kept before it is given out. */
  readonly pages: AsyncGenerator<readonly string[]>
}

/**
 * Generates unique codes for an offer that is obtained by them: random, without a structure that could be
 * guessed (80 bits each). Null where the scope has no such offer.
 */
export async function generateCodes(
  store: Store,
  offer: string,
  asked: Omit<Acting, 'terms'> & { readonly count: number },
): Promise<CodeBatch | Refused | Refusal | null> {
  const { count, by } = asked
  if (!Number.isInteger(count) || count < 1 || count > CODES_MAX) {
    return {
      refused: [{ path: '/count', fault: 'Must be a whole number from 1 to 1,000,000.' }],
    }
  }
  return working(store, asked.at, async ({ trx, at }) => {
    const stored = await getOffer({ db: trx }, offer, { scope: asked.scope, at })
    if (stored === null) return null
    if (stored.endedAt !== null) return refusal('ended', { offer })
    if (stored.offer.obtain !== 'unique-code') return { refused: [notByCode(stored.offer.obtain)] }
    // Two calls at once would number alike: the offer's row is their lock.
    await trx.selectFrom('offers').select('id').where('id', '=', offer).forUpdate().execute()
    const { last } = await trx
      .selectFrom('code_batches')
      .select(({ fn }) => fn.max('batch').as('last'))
      .where('offer_id', '=', offer)
      .executeTakeFirstOrThrow()
    const batch = (last ?? 0) + 1
    await trx
      .insertInto('code_batches')
      .values({ offer_id: offer, batch, wanted: count, created_by: by })
      .execute()
    return { offer, batch, count, pages: pagesOf(store, { offer, batch, count }) }
  })
}

const notByCode = (obtain: string) => ({
  path: '/count',
  fault: `Unique codes are of offers that are obtained by "unique-code"; this one is by "${obtain}".`,
})

async function* pagesOf(
  store: Store,
  batch: Pick<CodeBatch, 'offer' | 'batch' | 'count'>,
): AsyncGenerator<readonly string[]> {
  for (let made = 0; made < batch.count; made += CODES_AT_ONCE) {
    yield await keepPage(store, batch, Math.min(CODES_AT_ONCE, batch.count - made))
  }
}

/** Keeps a page of new codes; where one of them is taken already, which is next to never, makes others. */
async function keepPage(
  store: Store,
  { offer, batch }: Pick<CodeBatch, 'offer' | 'batch'>,
  count: number,
): Promise<readonly string[]> {
  for (;;) {
    const chance = randomBytes(count * CODE_BYTES)
    const codes = Array.from({ length: count }, (_, at) => uniqueCode(chance, at * CODE_BYTES))
    const digests = codes.map((code) => codeDigest(store, code))
    const shards = digests.map((digest) => shardOf(digest.toString('hex'), store.shards))
    try {
      await insertPage(store, { offer, batch, digests, shards })
      return codes
    } catch (error) {
      if ((error as Partial<DatabaseError>).code !== UNIQUE_VIOLATION) throw error
    }
  }
}

const UNIQUE_VIOLATION = '23505'

interface Kept {
  readonly offer: string
  readonly batch: number
  readonly digests: readonly Buffer[]
  readonly shards: readonly number[]
}

/** A page with its count, in one transaction. */
async function insertPage({ db }: Store, kept: Kept): Promise<void> {
  const { offer, batch, digests, shards } = kept
  const size = sql.lit(DIGEST_BYTES)
  await db.transaction().execute(async (trx) => {
    // As one run of bytes: an array of ten thousand takes longer to write and to read.
    await sql`
      insert into codes (shard, digest, offer_id, batch)
      select shard, substring(${Buffer.concat(digests)}::bytea from (place::int - 1) * ${size} + 1 for ${size}),
        ${offer}, ${batch}::integer
      from unnest(${shards}::smallint[]) with ordinality as page (shard, place)`.execute(trx)
    await trx
      .updateTable('code_batches')
      .set((eb) => ({ made: eb('made', '+', digests.length) }))
      .where('offer_id', '=', offer)
      .where('batch', '=', batch)
      .execute()
  })
}

/** The text of a CSV file with the codes, as they come: a heading, then one on a line. */
export async function* codesCsv({ pages }: CodeBatch): AsyncGenerator<string> {
  yield 'code\r\n'
  for await (const page of pages) yield `${page.join('\r\n')}\r\n`
}
