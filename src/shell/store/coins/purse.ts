import type { Transaction } from 'kysely'
import { coinLots, firstLapse, lapsedLots } from '../../../core/offers/coin-lots.ts'
import { type CoinMove, coinEntry } from '../../../core/offers/coins.ts'
import { isRefusal, type Refusal } from '../../../core/offers/refusals.ts'
import type { BuyerKey } from '../buyers.ts'
import { sealOf } from '../ledger/seal.ts'
import type { Tables } from '../tables.ts'
import { type CoinHead, sealedEntry, sealedHead, type WrittenEntry } from './coin-book.ts'
import { entriesOf } from './coin-rows.ts'

/** Where a purse is open: in a transaction that holds the lock of the buyer's coins. */
export interface PursePlace extends BuyerKey {
  readonly trx: Transaction<Tables>
  /** The instant of the act, to the millisecond. */
  readonly now: Date
  /** What entries are sealed with. */
  readonly key: Buffer
}

/** Acts that bring coins back to lots, of which one may lapse before all that was held. */
const RESTORING: ReadonlySet<string> = new Set(['release', 'give-back', 'undo-exchange'])

type NewEntry = WrittenEntry & { readonly digest: Buffer }

/** One buyer's coins: what is moved is written at the end, or not at all. */
export class Purse {
  readonly place: PursePlace
  readonly #before: CoinHead
  #head: CoinHead
  #entries: NewEntry[] = []

  constructor(place: PursePlace, head: CoinHead) {
    this.place = place
    this.#before = head
    this.#head = head
  }

  /** What the buyer holds after the acts so far. */
  get held(): number {
    return this.#head.held
  }

  /** Moves coins, or refuses. `key` is what the act is done once for: ask for its entry beforehand. */
  move(move: CoinMove, key: string, at = this.place.now): WrittenEntry | Refusal {
    const before = { number: this.#head.number, heldAfter: this.#head.held }
    // As PostgreSQL keeps texts: half a surrogate pair is no character.
    const made = coinEntry(before, { ...move, reference: move.reference.toWellFormed() })
    if (isRefusal(made)) return made
    const entry = { ...made, key: key.toWellFormed(), at }
    const { buyer, key: sealing } = this.place
    const digest = sealOf(sealing, this.#head.digest, sealedEntry(buyer, entry))
    this.#entries.push({ ...entry, digest })
    this.#head = {
      number: entry.number,
      held: entry.heldAfter,
      lapsesAt: entry.cause === 'earn' ? earlier(this.#head.lapsesAt, entry) : this.#head.lapsesAt,
      digest,
    }
    return entry
  }

  /** Lets go what has lapsed by now, each lot at the instant at which it did (tc.6). */
  async lapse(): Promise<void> {
    const { lapsesAt } = this.#head
    const { now } = this.place
    if (lapsesAt === null || lapsesAt > now) return
    const lots = await this.#lots()
    for (const { number, left, expiresAt } of lapsedLots(lots, now.getTime())) {
      const reference = `lot ${number}`
      const move = { cause: 'expire', amount: left, reference, expiresAt: null } as const
      this.move(move, `expire ${this.#head.number + 1}`, new Date(expiresAt as number))
    }
    await this.#findLapse()
  }

  /** Writes what was moved, and the end of the chain with it. */
  async write(): Promise<void> {
    if (this.#head === this.#before) return
    if (this.#entries.some(({ cause }) => RESTORING.has(cause))) await this.#findLapse()
    const { trx, shard, buyer, key } = this.place
    if (this.#entries.length > 0) {
      const rows = this.#entries.map((entry) => rowOf(entry, this.place))
      await trx.insertInto('coin_entries').values(rows).execute()
    }
    const { lapsesAt, ...head } = this.#head
    const seal = sealOf(key, head.digest, sealedHead(buyer, this.#head))
    await trx
      .updateTable('coin_heads')
      .set({ ...head, lapses_at: lapsesAt, seal })
      .where('shard', '=', shard)
      .where('buyer_id', '=', buyer)
      .execute()
  }

  async #lots() {
    return coinLots([...(await entriesOf(this.place.trx, this.place)), ...this.#entries])
  }

  async #findLapse(): Promise<void> {
    const first = firstLapse(await this.#lots())
    this.#head = { ...this.#head, lapsesAt: first === null ? null : new Date(first) }
  }
}

function earlier(one: Date | null, { expiresAt }: WrittenEntry): Date | null {
  if (expiresAt === null) return one
  return one !== null && one.getTime() <= expiresAt ? one : new Date(expiresAt)
}

function rowOf(entry: NewEntry, { shard, buyer }: BuyerKey) {
  const { heldAfter, expiresAt, ...rest } = entry
  return {
    ...rest,
    shard,
    buyer_id: buyer,
    held_after: heldAfter,
    expires_at: expiresAt === null ? null : new Date(expiresAt),
  }
}
