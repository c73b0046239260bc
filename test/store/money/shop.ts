/** Checkouts that are accepted and paid, for the tests of the books. */
import type { Transaction } from 'kysely'
import type { Input } from '../../../src/core/pricing/input.ts'
import { takeMessages } from '../../../src/shell/jobs/outbox.ts'
import { checkBook } from '../../../src/shell/store/ledger/check.ts'
import type { Trial } from '../../../src/shell/store/ledger/trial.ts'
import { keepAcceptedQuote } from '../../../src/shell/store/money/accepted-quotes.ts'
import type { MoneyWork } from '../../../src/shell/store/money/money-work.ts'
import { ORDER_BOOK } from '../../../src/shell/store/money/order-book.ts'
import { postPayment } from '../../../src/shell/store/money/payments.ts'
import { SELLER_BOOK } from '../../../src/shell/store/money/seller-book.ts'
import { moneyConsumers } from '../../../src/shell/store/money/seller-messages.ts'
import type { Store } from '../../../src/shell/store/store.ts'
import type { Tables } from '../../../src/shell/store/tables.ts'

export const NOON = new Date('2026-05-07T19:00:00Z')
export const LATER = new Date('2026-06-20T19:00:00Z')

/** Carries out an act in a transaction of its own. */
export function within<T>(
  store: Store,
  act: (work: MoneyWork) => Promise<T>,
  at: Date = NOON,
): Promise<T> {
  return store.db.transaction().execute((trx: Transaction<Tables>) => act({ store, trx, at }))
}

/**
 * Three lines of two sellers: a (3 pieces of 10.00) and b (2 of 5.00) of m1, c (20.00) of m2. The platform
 * takes 6.00 off, a bank 3.00, and the first store 4.00: 47.00, and 7.00 of shipping.
 */
export const CART = {
  terms: 'aliexpress-2020-03',
  at: '2026-05-07T18:00:00Z',
  currency: 'USD',
  buyer: { id: 'b1', coins: 100 },
  stores: { s1: { seller: 'm1' }, s2: { seller: 'm2' } },
  lines: [
    { id: 'a', listing: 'A', sku: 'A1', store: 's1', unitPrice: 1_000, quantity: 3 },
    { id: 'b', listing: 'B', sku: 'B1', store: 's1', unitPrice: 500, quantity: 2 },
    { id: 'c', listing: 'C', sku: 'C1', store: 's2', unitPrice: 2_000, quantity: 1 },
  ],
  shipping: [
    { seller: 'm1', method: 'standard', fee: 300 },
    { seller: 'm2', method: 'standard', fee: 400 },
  ],
  offers: [
    { id: 'store', kind: 'seller-instant-off', funder: 'store:s1', benefit: { off: 400 } },
    { id: 'platform', kind: 'platform-instant-off', funder: 'platform', benefit: { off: 600 } },
    { id: 'bank', kind: 'platform-instant-off', funder: 'partner:bank', benefit: { off: 300 } },
  ],
} as const satisfies Input

/** Ten pieces of one line, for 100.00 in all. */
export const TEN = {
  ...CART,
  lines: [{ id: 'a', listing: 'A', sku: 'A1', store: 's1', unitPrice: 1_000, quantity: 10 }],
  shipping: [],
  offers: [],
} as const satisfies Input

/** Both orders of the cart. */
export const ORDERS = [
  { place: 'm1/standard', suffix: '1' },
  { place: 'm2/standard', suffix: '2' },
] as const

export interface Bought {
  readonly buyer: string
  readonly checkout: string
  /** Order ids by what the quote calls them. */
  readonly orders: Readonly<Record<string, string>>
}

export interface Buying {
  readonly buyer: string
  readonly input?: Input
  readonly checkout?: string
  readonly at?: Date
}

/** Accepts and pays for a cart. */
export async function buy(
  store: Store,
  { buyer, input = CART, checkout = `checkout of ${buyer}`, at }: Buying,
): Promise<Bought> {
  return within(
    store,
    async (work) => {
      const ids = (input.offers ?? []).map(({ id }) => id)
      const offers = ids.map((offer) => ({ offer, version: 1, document: { id: offer } }))
      const accepted = await keepAcceptedQuote(work, { buyer, checkout, input, offers })
      if ('refusal' in accepted) throw new Error(accepted.refusal)
      const shares = JSON.parse(accepted.texts.shares)
      const orders = shares.orders.map(({ place }: { place: string }, at: number) => {
        return { place, order: `${checkout}/${at + 1}` }
      })
      await postPayment(work, { buyer, checkout, orders })
      const named = orders.map((one: { place: string; order: string }) => [one.place, one.order])
      return { buyer, checkout, orders: Object.fromEntries(named) }
    },
    at,
  )
}

/** The order of the cart's first seller, and of its second. */
export const first = ({ buyer, orders }: Bought) => ({
  buyer,
  order: orders['m1/standard'] as string,
})
export const second = ({ buyer, orders }: Bought) => ({
  buyer,
  order: orders['m2/standard'] as string,
})

/** Delivers every message that is due. */
export async function deliver(store: Store, at: Date = LATER): Promise<number> {
  let found = 0
  for (let shard = 0; shard < store.shards; shard++) {
    const taken = await takeMessages(store, shard, moneyConsumers(store), at)
    if (taken.failed.length > 0) throw new Error(taken.failed[0]?.fault)
    found += taken.found
  }
  return found
}

/** Both books, with every fault told. */
export async function trials(store: Store): Promise<readonly [orders: Trial, sellers: Trial]> {
  const all = { faultsTold: Number.POSITIVE_INFINITY }
  return [await checkBook(store, ORDER_BOOK, all), await checkBook(store, SELLER_BOOK, all)]
}

/** What every account comes to over all shards, without those at zero. */
export function balancesOf({ rows }: Trial): Record<string, number> {
  const balances: Record<string, number> = {}
  for (const row of rows) {
    for (const [name, amount] of Object.entries(row.balances)) {
      balances[name] = (balances[name] ?? 0) + Number(amount)
    }
  }
  return Object.fromEntries(Object.entries(balances).filter(([, amount]) => amount !== 0))
}
