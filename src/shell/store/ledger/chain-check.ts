import type { Book, LedgerEntry, LedgerHead } from './book.ts'
import { NOTHING_BEFORE, type Sealed, sealOf } from './seal.ts'

/** Something in a ledger that is not as it was written. */
export interface LedgerFault {
  readonly chain: string
  /** The entry that it is about; null where it is the end of the chain. */
  readonly number: string | null
  readonly fault: string
}

/** One chain read from its first entry to its end: every number, balance and seal is computed again. */
export class ChainCheck {
  readonly chain: string
  readonly #book: Pick<Book, 'accounts' | 'own'>
  readonly #key: Buffer
  #number = 0n
  #balance = 0n
  #digest: Buffer = NOTHING_BEFORE
  readonly #sums = new Map<string, bigint>()

  constructor(chain: string, book: Pick<Book, 'accounts' | 'own'>, key: Buffer) {
    this.chain = chain
    this.#book = book
    this.#key = key
  }

  /** What is wrong with the next entry. */
  add(entry: LedgerEntry): LedgerFault[] {
    const faults = [
      this.#numberFault(entry),
      this.#accountsFault(entry),
      this.#balanceFault(entry),
      this.#sealFault('Its digest', { before: this.#digest, ...entry, seal: entry.digest }),
    ]
    // Goes on from what the row says, so that one changed row is not told again for each after it.
    this.#number = whole(entry.number) ?? this.#number + 1n
    this.#balance = whole(entry.balanceAfter) ?? this.#balance
    this.#digest = entry.digest
    this.#post(entry)
    return faults.flatMap((fault) => this.#told(entry.number, fault))
  }

  /** What is wrong with the end of the chain. */
  end(head: LedgerHead | null): LedgerFault[] {
    if (head === null)
      return this.#told(null, 'The row that keeps the end of the chain is missing.')
    const isEnd =
      whole(head.number) === this.#number &&
      whole(head.balance) === this.#balance &&
      head.digest.equals(this.#digest)
    const ending = isEnd
      ? null
      : `The chain ends with entry ${this.#number} and a balance of ${this.#balance}; what is kept of its end says entry ${head.number} and ${head.balance}: entries are missing, or one of the two was changed.`
    const kept = Object.entries(head.kept ?? {}).map((one) => this.#keptFault(one))
    const seal = this.#sealFault('The seal of its end', { before: head.digest, ...head })
    return [ending, ...kept, seal].flatMap((fault) => this.#told(null, fault))
  }

  #post({ debit, credit, amount }: LedgerEntry): void {
    const moved = whole(amount) ?? 0n
    this.#sums.set(debit, (this.#sums.get(debit) ?? 0n) - moved)
    this.#sums.set(credit, (this.#sums.get(credit) ?? 0n) + moved)
  }

  #keptFault([account, balance]: readonly [string, string]): string | null {
    const sum = this.#sums.get(account) ?? 0n
    return whole(balance) === sum
      ? null
      : `What is kept of its end says ${balance} ${account}; the entries make ${sum}.`
  }

  #numberFault({ number }: LedgerEntry): string | null {
    const due = this.#number + 1n
    return whole(number) === due ? null : `Stands where entry ${due} should: entries are missing.`
  }

  #accountsFault({ debit, credit, amount }: LedgerEntry): string | null {
    const { accounts } = this.#book
    const isMove = accounts.includes(debit) && accounts.includes(credit) && debit !== credit
    return isMove && (whole(amount) ?? 0n) > 0n
      ? null
      : `Moves ${amount} from ${debit} to ${credit}: no movement between two accounts.`
  }

  #balanceFault(entry: LedgerEntry): string | null {
    const amount = whole(entry.amount) ?? 0n
    let balance = this.#balance
    if (entry.credit === this.#book.own) balance += amount
    if (entry.debit === this.#book.own) balance -= amount
    return whole(entry.balanceAfter) === balance
      ? null
      : `Says a balance of ${entry.balanceAfter}; the entries before it make ${balance}.`
  }

  #sealFault(what: string, { before, sealed, seal }: SealedRow): string | null {
    return sealOf(this.#key, before, sealed).equals(seal)
      ? null
      : `${what} does not fit: it was changed, or the one before it.`
  }

  #told(number: string | null, fault: string | null): LedgerFault[] {
    return fault === null ? [] : [{ chain: this.chain, number, fault }]
  }
}

interface SealedRow {
  readonly before: Buffer
  readonly sealed: Sealed
  readonly seal: Buffer
}

function whole(text: string): bigint | null {
  return /^-?\d+$/.test(text) ? BigInt(text) : null
}
