import { type Kysely, sql, type Transaction } from 'kysely'
import type { DatabaseError } from 'pg'
import { type Announcement, announce } from '../feed.ts'
import type { Tables } from '../tables.ts'

/** A transaction that changes campaigns and offers: its instant, and what is told when it is done. */
export interface Work {
  readonly trx: Transaction<Tables>
  readonly at: Date
  readonly told: Announcement[]
}

/**
 * Carries out an act in a transaction. What it tells is written at the very end, for the feed's lock is
 * then held for a moment only.
 */
export async function working<T>(
  { db }: { readonly db: Kysely<Tables> },
  at: Date | undefined,
  act: (work: Work) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(db, at, act)
    } catch (error) {
      const isDeadlock = (error as Partial<DatabaseError>).code === DEADLOCK
      if (!isDeadlock || attempt === ATTEMPTS) throw error
    }
  }
}

// Two acts that wait for each other's codes: the database undoes one, which then has the other's behind it.
const DEADLOCK = '40P01'
const ATTEMPTS = 5

async function once<T>(
  db: Kysely<Tables>,
  at: Date | undefined,
  act: (work: Work) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    const work: Work = { trx, at: at ?? (await clockOf(trx)), told: [] }
    const answer = await act(work)
    await announce(trx, ...work.told)
    return answer
  })
}

async function clockOf(trx: Transaction<Tables>): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(trx)
  return (rows[0] as { at: Date }).at
}
