import type pg from 'pg'
import type { LedgerTable } from './book.ts'

/** So many rows are fetched at once: fewer cost more round trips, more cost memory and gain nothing. */
const ROWS_AT_ONCE = 2_000

/** The rows of a shard, piece by piece, in the client's transaction: a table may be of any size. */
export async function* shardRows<T>(
  client: pg.ClientBase,
  { table, columns, order, read }: LedgerTable<T>,
  shard: number,
): AsyncGenerator<readonly T[]> {
  const cursor = `rows_of_${table}`
  await client.query(
    `declare ${cursor} no scroll cursor for
     select ${columns} from ${table} where shard = ${Number(shard)} order by ${order}`,
  )
  // The end of the transaction closes the cursor.
  for (;;) {
    const { rows } = await client.query(`fetch forward ${ROWS_AT_ONCE} from ${cursor}`)
    if (rows.length === 0) return
    yield rows.map(read)
  }
}

/** Items one by one, with a look at the next: to walk along another stream in the same order. */
export class Peekable<T> {
  readonly #pieces: AsyncIterator<readonly T[]>
  #piece: readonly T[] = []
  #at = 0

  constructor(pieces: AsyncIterable<readonly T[]>) {
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  /** The next item, which stays the next; null at the end. */
  async peek(): Promise<T | null> {
    while (this.#at >= this.#piece.length) {
      const { value, done } = await this.#pieces.next()
      if (done) return null
      this.#piece = value
      this.#at = 0
    }
    return this.#piece[this.#at] as T
  }

  take(): void {
    this.#at++
  }
}
