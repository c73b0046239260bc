import type pg from 'pg'
import { shardOf } from '../shards.ts'
import type { Store } from '../store.ts'
import type { Book, LedgerEntry, LedgerHead, LedgerTable } from './book.ts'
import { ChainCheck } from './chain-check.ts'
import { ledgerKey } from './seal.ts'
import { Peekable, shardRows } from './shard-rows.ts'
import { type Trial, TrialSheet } from './trial.ts'

/** How far a check has come. */
export interface CheckProgress {
  readonly book: string
  readonly entries: number
  readonly entriesInAll: number
}

export interface CheckOptions {
  /** How many faults are told one by one; all are counted. */
  readonly faultsTold?: number
  readonly onProgress?: (progress: CheckProgress) => void
}

/**
 * The trial balance of a book: every account's sum in each shard, and every chain computed again from
 * its first entry to its end. Each shard is read as it stands at one instant, while others write.
 */
export async function checkBook(
  store: Store,
  book: Book,
  { faultsTold = 50, onProgress = () => {} }: CheckOptions = {},
): Promise<Trial> {
  const sheet = new TrialSheet(book, faultsTold)
  const client = await store.pool.connect()
  try {
    const entriesInAll = await expectedEntries(client, book)
    const tell = (entries: number) =>
      onProgress({ book: book.name, entries, entriesInAll: Math.max(entries, entriesInAll) })
    for (let shard = 0; shard < store.shards; shard++) {
      await new ShardCheck({ store, book, sheet, shard }).read(client, tell)
    }
    const { shards } = store
    await findStrays(client, { table: book.entries, shards, sheet })
    await findStrays(client, { table: book.heads, shards, sheet })
  } finally {
    client.release()
  }
  return sheet.done()
}

/** How many entries there are, by what the ends of the chains say: for the progress alone. */
async function expectedEntries(client: pg.PoolClient, { heads }: Book): Promise<number> {
  const { rows } = await client.query<{ entries: number }>(
    `select coalesce(sum(number), 0)::float8 as entries from ${heads.table}`,
  )
  return rows[0]?.entries ?? 0
}

interface ShardToCheck {
  readonly store: Store
  readonly book: Book
  readonly sheet: TrialSheet
  readonly shard: number
}

/** Walks along the entries and the heads of a shard, which stand in the same order of chains. */
class ShardCheck {
  readonly #its: ShardToCheck
  readonly #key: Buffer
  #open: ChainCheck | null = null

  constructor(its: ShardToCheck) {
    this.#its = its
    this.#key = ledgerKey(its.store.secret, its.book.name)
  }

  async read(client: pg.PoolClient, onPiece: (entries: number) => void): Promise<void> {
    const { book, sheet, shard } = this.#its
    await client.query('begin isolation level repeatable read read only')
    try {
      const heads = new Peekable(shardRows(client, book.heads, shard))
      for await (const piece of shardRows(client, book.entries, shard)) {
        for (const entry of piece) await this.#add(entry, heads)
        onPiece(sheet.entries)
      }
      await this.#close(heads)
      await this.#passHeads(heads, null)
    } finally {
      await client.query('rollback')
    }
  }

  async #add(entry: LedgerEntry, heads: Peekable<LedgerHead>): Promise<void> {
    const { sheet, shard } = this.#its
    if (this.#open?.chain !== entry.chain) {
      await this.#close(heads)
      this.#open = this.#begin(entry)
    }
    sheet.tell(shard, (this.#open as ChainCheck).add(entry))
    sheet.post(shard, entry)
  }

  #begin({ chain, owner = chain }: Pick<LedgerEntry, 'chain' | 'owner'>): ChainCheck {
    const { store, book, sheet, shard } = this.#its
    sheet.chains++
    if (shardOf(owner, store.shards) !== shard) {
      sheet.tell(shard, [{ chain, number: null, fault: 'Stands in a shard that is not its own.' }])
    }
    return new ChainCheck(chain, book, this.#key)
  }

  async #close(heads: Peekable<LedgerHead>): Promise<void> {
    if (this.#open === null) return
    await this.#passHeads(heads, this.#open.chain)
    const head = await heads.peek()
    const isIts = head?.chain === this.#open.chain
    if (isIts) heads.take()
    this.#its.sheet.tell(this.#its.shard, this.#open.end(isIts ? head : null))
    this.#open = null
  }

  /** Heads that come before a chain, or that are left at the end, have no entries at all. */
  async #passHeads(heads: Peekable<LedgerHead>, before: string | null): Promise<void> {
    for (;;) {
      const head = await heads.peek()
      if (head === null || (before !== null && !isBefore(head.chain, before))) return
      heads.take()
      this.#its.sheet.tell(this.#its.shard, this.#begin(head).end(head))
    }
  }
}

/** As the collation "C" of the columns orders them: by bytes. */
function isBefore(a: string, b: string): boolean {
  return a !== b && Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0
}

interface Strays<T> {
  readonly table: LedgerTable<T>
  readonly shards: number
  readonly sheet: TrialSheet
}

/** Rows under a shard that the installation does not have: no walk over the shards comes by them. */
async function findStrays<T extends { chain: string; number: string }>(
  client: pg.PoolClient,
  { table, shards, sheet }: Strays<T>,
): Promise<void> {
  const { rows } = await client.query(
    `select shard as stray, ${table.columns} from ${table.table} where shard < 0 or shard >= $1
     order by shard, ${table.order}`,
    [shards],
  )
  for (const row of rows) {
    const { chain, number } = table.read(row)
    const fault = `Stands in shard ${row.stray}, which there is not.`
    sheet.tell(row.stray, [{ chain, number, fault }])
  }
}
