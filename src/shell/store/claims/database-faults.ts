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
  const fault = error as Partial<pg.DatabaseError>
  return fault.code === UNIQUE_VIOLATION && (fault.constraint ?? '').startsWith(constraint)
}
