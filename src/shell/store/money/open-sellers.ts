import { type Selectable, sql } from 'kysely'
import { assert } from '../../../core/base/faults.ts'
import {
  NO_SELLER_MONEY,
  type SellerMoney,
  type SellerStep,
} from '../../../core/orders/money/seller-money.ts'
import { ledgerKey, NOTHING_BEFORE, sealOf } from '../ledger/seal.ts'
import type { MoneyTables } from './money-tables.ts'
import { type MoneyWork, pieces } from './money-work.ts'
import {
  SELLER_BOOK,
  type SellerChain,
  type SellerEntry,
  type SellerHead,
  sealedSellerEntry,
  sealedSellerHead,
} from './seller-book.ts'

/** What an act on a seller's money is done once for, and what it came of. */
export interface SellerOccasion {
  readonly key: string
  readonly order: string | null
  readonly at: Date
}

/** The money of a seller in one currency while an act has it. */
export class OpenSeller {
  readonly chain: SellerChain
  readonly #key: Buffer
  readonly #before: SellerHead
  #head: SellerHead
  readonly #entries: (SellerEntry & { readonly digest: Buffer })[] = []

  constructor(chain: SellerChain, head: SellerHead, key: Buffer) {
    this.chain = chain
    this.#before = head
    this.#head = head
    this.#key = key
  }

  get money(): SellerMoney {
    return this.#head.money
  }

  get isChanged(): boolean {
    return this.#head !== this.#before
  }

  /** Posts what an act moves; a constraint holds that it does so once for its key. */
  post({ posting, money, moves }: SellerStep, { key, order, at }: SellerOccasion): void {
    let { number, digest } = this.#head
    let { available } = this.money
    for (const [place, { debit, credit, amount }] of moves.entries()) {
      number++
      if (credit === 'available') available += amount
      if (debit === 'available') available -= amount
      const about = { number, availableAfter: available, leg: place + 1 }
      const entry = { posting, debit, credit, amount, order, key, at, ...about }
      digest = sealOf(this.#key, digest, sealedSellerEntry(this.chain, entry))
      this.#entries.push({ ...entry, digest })
    }
    assert(available === money.available, 'the entries make what is available')
    this.#head = { money, number, digest }
  }

  entryRows(shard: number) {
    const { seller, currency } = this.chain
    return this.#entries.map(({ availableAfter, order, ...entry }) => ({
      ...entry,
      shard,
      seller_id: seller,
      currency,
      order_id: order,
      available_after: availableAfter,
    }))
  }

  headRow(shard: number) {
    const { money, ...chain } = this.#head
    const { seller, currency } = this.chain
    const seal = sealOf(this.#key, chain.digest, sealedSellerHead(this.chain, this.#head))
    return { shard, seller_id: seller, currency, ...money, ...chain, seal }
  }
}

type HeadRow = Selectable<MoneyTables['seller_money']>

/** The chains of some sellers of one shard, locked in one order, so that no two wait for each other. */
export async function lockSellers(
  { store, trx }: Pick<MoneyWork, 'store' | 'trx'>,
  shard: number,
  chains: readonly SellerChain[],
): Promise<OpenSeller[]> {
  const key = ledgerKey(store.secret, SELLER_BOOK.name)
  const empty = { money: NO_SELLER_MONEY, number: 0, digest: NOTHING_BEFORE }
  const heads = chains
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    .map((chain) => new OpenSeller(chain, empty, key).headRow(shard))
  for (const rows of pieces(heads, HEAD_COLUMNS)) {
    await trx
      .insertInto('seller_money')
      .values(rows)
      .onConflict((found) => found.doNothing())
      .execute()
  }
  const currencies = chains.map(({ currency }) => currency)
  const sellers = chains.map(({ seller }) => seller)
  const rows = await trx
    .selectFrom('seller_money')
    .selectAll()
    .where('shard', '=', shard)
    .where(
      sql<boolean>`(currency, seller_id) in
        (select * from unnest(${currencies}::text[], ${sellers}::text[]))`,
    )
    .orderBy('currency')
    .orderBy('seller_id')
    .forUpdate()
    .execute()
  return rows.map((row) => openOf(row, key))
}

/** A chain by its name, as messages name it. */
export const nameOf = ({ currency, seller }: SellerChain): string => `${currency} ${seller}`

function openOf(row: HeadRow, key: Buffer): OpenSeller {
  const { seller_id: seller, currency, available, owed, withdrawn, number, digest } = row
  const head = { money: { available, owed, withdrawn }, number, digest }
  return new OpenSeller({ seller, currency }, head, key)
}

const HEAD_COLUMNS = 9
const ENTRY_COLUMNS = 14

/** Writes what was posted, and the ends of the chains. */
export async function writeSellers(
  { trx }: Pick<MoneyWork, 'trx'>,
  shard: number,
  sellers: readonly OpenSeller[],
): Promise<void> {
  const changed = sellers.filter((one) => one.isChanged)
  const entries = changed.flatMap((one) => one.entryRows(shard))
  for (const rows of pieces(entries, ENTRY_COLUMNS)) {
    await trx.insertInto('seller_entries').values(rows).execute()
  }
  const heads = changed.map((one) => one.headRow(shard))
  for (const rows of pieces(heads, HEAD_COLUMNS)) {
    await trx
      .insertInto('seller_money')
      .values(rows)
      .onConflict((found) =>
        found.columns(['shard', 'seller_id', 'currency']).doUpdateSet((eb) => ({
          number: eb.ref('excluded.number'),
          available: eb.ref('excluded.available'),
          owed: eb.ref('excluded.owed'),
          withdrawn: eb.ref('excluded.withdrawn'),
          digest: eb.ref('excluded.digest'),
          seal: eb.ref('excluded.seal'),
        })),
      )
      .execute()
  }
}
