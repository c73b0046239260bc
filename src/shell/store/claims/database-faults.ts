import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'

/** A row is there already. */
export const UNIQUE_VIOLATION = '23505'

// What another attempt may not meet again: a conflict of transactions (40), a connection that broke (08), a
// server that ends, ended, starts or is full (57P, 53300).
const PASSING = /^(40...|08...|57P..|53300|ECONN.*|EPIPE|ETIMEDOUT|ENOENT)$/

// What the driver says when the connection is gone under a statement: it gives no code.
const BROKEN = /^(Connection terminated|Client has encountered a connection error|timeout exceeded)/

/** Whether a fault is one of the moment, so that what failed can be tried again. */
export function isPassing(error: unknown): boolean {
  const { code, message } = error as Partial<pg.DatabaseError>
  return PASSING.test(code ?? '') || BROKEN.test(message ?? '')
}

/** Whether a row was there against expectation. Where a table is spread, its parts add to the name. */
export function isUniqueViolation(error: unknown, constraint = ''): boolean {
  const fault = (error ?? {}) as Partial<pg.DatabaseError>
  return fault.code === UNIQUE_VIOLATION && (fault.constraint ?? '').startsWith(constraint)
}

/** How often something is tried when the database is not there: two seconds in all. */
const PAUSES_MS = [20, 50, 100, 200, 400, 600, 700] as const

/** Tries again what failed by a fault of the moment: only for what may be done twice. */
export async function insist<T>(act: () => Promise<T>): Promise<T> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return await act()
    } catch (error) {
      if (!isPassing(error)) throw error
      // Not all at once, when the database is back.
      await wait(pauseMs * (0.5 + Math.random()))
    }
  }
  return act()
}
