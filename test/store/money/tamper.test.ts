import { describe, expect, it } from 'vitest'
import { ORDER_ACCOUNTS, SELLER_ACCOUNTS } from '../../../src/core/orders/money/accounts.ts'
import { ledgerKey, sealOf } from '../../../src/shell/store/ledger/seal.ts'
import { headOf, paidOf } from '../../../src/shell/store/money/open-orders.ts'
import {
  freezeMoney,
  postConfirmations,
  postReleases,
} from '../../../src/shell/store/money/order-acts.ts'
import { ORDER_BOOK, sealedHead } from '../../../src/shell/store/money/order-book.ts'
import { refund } from '../../../src/shell/store/money/refunds.ts'
import { withdrawMoney } from '../../../src/shell/store/money/seller-acts.ts'
import type { Store } from '../../../src/shell/store/store.ts'
import { chanceOf } from '../coins/tampering.ts'
import { freshStore } from '../database.ts'
import { buy, CART, deliver, trials, within } from './shop.ts'
import { type Tables, tamper } from './tampering.ts'

const SEED = 20_261_111
const TAMPERED = 400
const UNTOUCHED = 50

const ORDERS: Tables = {
  entries: 'money_entries',
  heads: 'order_money',
  chain: 'order_id',
  after: 'escrow_after',
  figures: ['paid', 'returned', 'due', 'escrow', 'pending', 'released', 'refunds'],
  accounts: Object.keys(ORDER_ACCOUNTS),
  words: ['party', 'key', 'buyer_id'],
  headWords: ['buyer_id', 'seller_id', 'checkout_id', 'place', 'frozen_by[1]', 'confirmed[1]'],
}

const SELLERS: Tables = {
  entries: 'seller_entries',
  heads: 'seller_money',
  chain: 'seller_id',
  after: 'available_after',
  figures: ['available', 'owed', 'withdrawn'],
  accounts: Object.keys(SELLER_ACCOUNTS),
  words: ['order_id', 'key'],
  headWords: ['seller_id'],
}

/** A cart of one seller, whose money goes through every occasion. */
async function live(store: Store, place: number): Promise<void> {
  const seller = `seller ${place}`
  const [line, other] = CART.lines
  const shipping = [{ seller, method: 'standard', fee: 300 }]
  const input = { ...CART, stores: { s1: { seller } }, lines: [line, other], shipping }
  const bought = await buy(store, { buyer: `buyer ${place}`, checkout: `${place}`, input })
  const key = { buyer: bought.buyer, order: `${place}/1` }
  await within(store, async (work) => {
    await postConfirmations(work, [{ ...key, lines: ['b'] }])
    const lines = [{ line: 'a', quantity: 1 }]
    await refund(work, { ...key, cause: 'return', occasion: 'r', key: 'r', lines })
    await postReleases(work, [key])
    await freezeMoney(work, { ...key, dispute: 'd' })
  })
}

/** Some at a time. */
async function each(act: (place: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < TAMPERED + UNTOUCHED; from += 8) {
    const places = Array.from({ length: 8 }, (_, at) => from + at)
    await Promise.all(places.filter((place) => place < TAMPERED + UNTOUCHED).map(act))
  }
}

async function missed(store: Store, tables: Tables, nameOf: (place: number) => string) {
  const chance = chanceOf(SEED)
  const statements = new Map<string, unknown>()
  const client = await store.pool.connect()
  await client.query('begin')
  for (let place = 0; place < TAMPERED; place++) {
    const target = { chain: nameOf(place), number: 1 + chance(2), chance }
    statements.set(target.chain, await tamper(client, tables, target))
  }
  await client.query('commit')
  client.release()
  const [orders, sellers] = await trials(store)
  const { faults } = tables === ORDERS ? orders : sellers
  const named = new Set(faults.map((fault) => fault.chain.replace(/^[A-Z]{3} (?=seller)/, '')))
  for (let place = TAMPERED; place < TAMPERED + UNTOUCHED; place++) {
    expect(named.has(nameOf(place))).toBe(false)
  }
  return [...statements].filter(([chain]) => !named.has(chain))
}

describe('the check of the books', () => {
  it(`finds ${TAMPERED} of ${TAMPERED} random tamperings of orders and of sellers, and names nobody else`, async () => {
    const store = await freshStore({ connections: 8 })
    await each((place) => live(store, place))
    await deliver(store)
    await each(async (place) => {
      const drawn = { seller: `seller ${place}`, currency: 'USD', amount: 100, key: 'w' }
      await within(store, (work) => withdrawMoney(work, drawn))
    })
    expect((await trials(store)).flatMap(({ faults }) => faults)).toEqual([])
    // Rows are tampered with by their chain alone, wherever they are.
    for (const { entries, heads, chain } of [ORDERS, SELLERS]) {
      for (const table of [entries, heads]) {
        await store.pool.query(`create index on ${table} (${chain})`)
      }
    }
    expect(await missed(store, ORDERS, (place) => `${place}/1`), `seed ${SEED}`).toEqual([])
    expect(await missed(store, SELLERS, (place) => `seller ${place}`), `seed ${SEED}`).toEqual([])
  }, 120_000)

  it('computes every balance again that the end of a chain keeps, however well it is sealed', async () => {
    const store = await freshStore({ connections: 4 })
    await live(store, 1)
    const [row] = await store.db.selectFrom('order_money').selectAll().execute()
    if (row === undefined) throw new Error('lost')
    const head = headOf(row)
    const wrong = { ...head, money: { ...head.money, pending: 7 } }
    const key = ledgerKey(store.secret, ORDER_BOOK.name)
    const seal = sealOf(key, row.digest, sealedHead(paidOf(row), wrong))
    await store.db.updateTable('order_money').set({ pending: 7, seal }).execute()
    const [orders] = await trials(store)
    expect(orders.faults).toMatchObject([
      { fault: 'What is kept of its end says 7 pending; the entries make 0.' },
    ])
  })
})
