import { afterAll } from 'vitest'
import type { Claim } from '../../../src/core/offers/claim.ts'
import { isRefusal, type Refusal } from '../../../src/core/offers/refusals.ts'
import { Claims, type ClaimsOptions } from '../../../src/shell/store/claims/claims.ts'
import { connectStore, type Store } from '../../../src/shell/store/store.ts'
import { freshDatabase } from '../database.ts'

/** A database of its own with several processes' worth of claims: each has its own connections. */
export async function freshMarket(
  processes = 1,
  options: ClaimsOptions = {},
): Promise<{ readonly store: Store; readonly claims: readonly Claims[] }> {
  const database = await freshDatabase()
  const stores = await Promise.all(
    Array.from({ length: processes }, () => connectStore(database, { connections: 8 })),
  )
  const claims = stores.map((store) => new Claims(store, options))
  afterAll(async () => {
    await Promise.all(claims.map((one) => one.close()))
    await Promise.all(stores.map((store) => store.close()))
  })
  return { store: stores[0] as Store, claims }
}

/** Why it was refused, or null where it was not. */
export function reasonOf(answer: object): string | null {
  if (isRefusal(answer)) return answer.refusal
  return 'conflict' in answer ? String(answer.conflict) : null
}

/** The claim, where there must be one. */
export function granted<T extends Claim>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(`Refused: ${answer.refusal}`)
  return answer
}

/** How many times each reason was given; `null` counts what was granted. */
export function counted(answers: readonly object[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const answer of answers) {
    const reason = reasonOf(answer) ?? 'granted'
    counts[reason] = (counts[reason] ?? 0) + 1
  }
  return counts
}

/** How many claims of an offer are the buyers' in the database. */
export async function countClaims(store: Pick<Store, 'db'>, offer: string): Promise<number> {
  const { count } = await store.db
    .selectFrom('claims')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('offer_id', '=', offer)
    .where('state', '<>', 'returned')
    .executeTakeFirstOrThrow()
  return count
}
