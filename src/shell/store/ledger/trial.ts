import type { Book, LedgerEntry } from './book.ts'
import type { LedgerFault } from './chain-check.ts'

/** A fault with the shard in which it was found. */
export interface FoundFault extends LedgerFault {
  readonly shard: number
}

/** What the accounts of a shard come to, in one unit: all together they are zero. */
export interface TrialRow {
  readonly shard: number
  readonly unit: string
  readonly balances: Readonly<Record<string, bigint>>
}

/** The trial balance of a book, and what was found while it was drawn up. */
export interface Trial {
  readonly book: string
  readonly accounts: readonly string[]
  readonly rows: readonly TrialRow[]
  readonly entries: number
  readonly chains: number
  /** The first of the faults. */
  readonly faults: readonly FoundFault[]
  readonly faultCount: number
}

/** A trial balance while it is drawn up. */
export class TrialSheet {
  entries = 0
  chains = 0
  readonly #book: Book
  readonly #faultsTold: number
  readonly #rows = new Map<string, TrialRow & { readonly balances: Record<string, bigint> }>()
  readonly #faults: FoundFault[] = []
  #faultCount = 0

  constructor(book: Book, faultsTold: number) {
    this.#book = book
    this.#faultsTold = faultsTold
  }

  /** Posts an entry to the sums of its accounts, even a forged one: the sums are of what is there. */
  post(shard: number, { unit, debit, credit, amount }: LedgerEntry): void {
    this.entries++
    const key = `${shard} ${unit}`
    let row = this.#rows.get(key)
    if (!row) {
      row = { shard, unit, balances: {} }
      this.#rows.set(key, row)
    }
    const { balances } = row
    balances[debit] = (balances[debit] ?? 0n) - BigInt(amount)
    balances[credit] = (balances[credit] ?? 0n) + BigInt(amount)
  }

  tell(shard: number, faults: readonly LedgerFault[]): void {
    this.#faultCount += faults.length
    const room = this.#faultsTold - this.#faults.length
    for (const fault of faults.slice(0, Math.max(0, room))) this.#faults.push({ shard, ...fault })
  }

  done(): Trial {
    return {
      book: this.#book.name,
      accounts: this.#book.accounts,
      rows: [...this.#rows.values()],
      entries: this.entries,
      chains: this.chains,
      faults: this.#faults,
      faultCount: this.#faultCount,
    }
  }
}
