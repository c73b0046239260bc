import pg from 'pg'

/** int8 as a number: every amount and count of ours is below 2^53, and checked to be so. */
export const numberTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? readInteger : pg.types.getTypeParser(oid, format)) as never,
}

function readInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`Broken invariant: ${text} is beyond 2^53`)
  return value
}
