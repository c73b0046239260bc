import { SUM_MAX } from '../base/fields.ts'
import { flat } from '../base/flat.ts'
import { type Instant, parseInstant } from '../base/instant.ts'
import { type CartDocument, type LineDocument, listWithTax } from './input.ts'
import type { Terms } from './terms.ts'

/** One line, with its places in the cart: indexes of its store, seller and order. */
export interface CartLine {
  readonly id: string
  readonly listing: string
  readonly store: CartStore
  readonly order: number
  readonly category: readonly string[]
  readonly unitPrice: number
  readonly quantity: number
  /** Unit price × quantity, before any offer. */
  readonly list: number
  readonly traits: readonly string[]
  readonly warehouse: string | null
  readonly rateBp: number
}

export interface CartStore {
  readonly index: number
  readonly id: string
  readonly seller: CartSeller
  readonly select: { readonly minimum: number; readonly value: number } | null
  /** Places of its lines. */
  readonly lines: number[]
}

export interface CartSeller {
  readonly index: number
  readonly id: string
  /** Its orders so far: a seller has one order a shipping method (faq.combine). */
  readonly methods: string[]
  readonly orders: number[]
  readonly lines: number[]
}

export interface CartOrder {
  /** `seller/method`. */
  readonly id: string
  readonly fee: number
}

/** A cart that was accepted, under its terms. Indexes follow the order of appearance in `lines`. */
export interface Cart {
  readonly terms: Terms
  readonly at: Instant
  readonly currency: string
  readonly pricesIncludeTax: boolean
  readonly buyerId: string
  readonly country: string | null
  readonly channel: string
  readonly ordersPlaced: number
  readonly coins: number
  readonly disqualified: boolean
  readonly lines: readonly CartLine[]
  readonly orders: readonly CartOrder[]
  readonly stores: ReadonlyMap<string, CartStore>
  readonly sellers: ReadonlyMap<string, CartSeller>
  /** By line: its own place (0, 1, 2 …), and the places of its order, store and seller. */
  readonly places: readonly number[]
  readonly orderOf: readonly number[]
  readonly storeOf: readonly number[]
  readonly sellerOf: readonly number[]
  /** The list of each line and the fee of each order: what a pricing starts from. */
  readonly lists: readonly number[]
  readonly fees: readonly number[]
  /** Whether any line carries a trait. */
  readonly hasTraits: boolean
}

const NONE: readonly string[] = []

/**
 * Reads a cart whose shape was accepted; null where a rule over several fields is broken (an unknown
 * store, a repeated id, a sum too large), which `inputFaults` then names.
 */
export function readCart(input: CartDocument, terms: Terms): Cart | null {
  const reader: Reader = {
    input,
    stores: new Map(),
    sellers: new Map(),
    orders: [],
    sum: feeSum(input.shipping),
  }
  const taxIncluded = input.pricesIncludeTax ?? false
  const lines: CartLine[] = []
  for (const row of input.lines) {
    const store = reader.stores.get(row.store) ?? addStore(reader, row.store)
    if (store === null) return null
    const line = readLine(reader, row, store)
    reader.sum += taxIncluded ? line.list : listWithTax(line.list, row.taxRate ?? 0)
    if (reader.sum > SUM_MAX) return null
    store.lines.push(lines.length)
    store.seller.lines.push(lines.length)
    lines.push(line)
  }
  if (repeatedIds(input.lines) || repeatedFees(input)) return null
  const { buyer } = input
  return {
    terms,
    at: parseInstant(input.at) as Instant,
    currency: input.currency,
    pricesIncludeTax: taxIncluded,
    buyerId: buyer.id,
    country: buyer.country ?? null,
    channel: buyer.channel ?? 'site',
    ordersPlaced: buyer.ordersPlaced ?? 0,
    coins: buyer.coins ?? 0,
    disqualified: buyer.disqualified ?? false,
    lines,
    orders: reader.orders,
    stores: reader.stores,
    sellers: reader.sellers,
    places: lines.map((_, place) => place),
    orderOf: lines.map((line) => line.order),
    storeOf: lines.map((line) => line.store.index),
    sellerOf: lines.map((line) => line.store.seller.index),
    lists: lines.map((line) => line.list),
    fees: reader.orders.map((order) => order.fee),
    hasTraits: lines.some((line) => line.traits.length > 0),
  }
}

interface Reader {
  readonly input: CartDocument
  readonly stores: Map<string, CartStore>
  readonly sellers: Map<string, CartSeller>
  readonly orders: CartOrder[]
  sum: number
}

function addStore(reader: Reader, id: string): CartStore | null {
  const { stores, sellers, input } = reader
  const row = Object.hasOwn(input.stores, id) ? input.stores[id] : undefined
  if (row === undefined) return null
  let seller = sellers.get(row.seller)
  if (seller === undefined) {
    seller = { index: sellers.size, id: row.seller, methods: [], orders: [], lines: [] }
    sellers.set(row.seller, seller)
  }
  const store = { index: stores.size, id, seller, select: row.select ?? null, lines: [] }
  stores.set(id, store)
  return store
}

function readLine(reader: Reader, row: LineDocument, store: CartStore): CartLine {
  const pieces = row.quantity ?? 1
  const rate = row.taxRate ?? 0
  return {
    id: row.id,
    listing: row.listing,
    store,
    order: orderOf(reader, store.seller, row.method ?? 'standard'),
    category: row.category ?? NONE,
    unitPrice: row.unitPrice,
    quantity: pieces,
    list: row.unitPrice * pieces,
    traits: row.traits ?? NONE,
    warehouse: row.warehouse ?? null,
    rateBp: rate === 0 ? 0 : Math.round(rate * 100),
  }
}

function orderOf(reader: Reader, seller: CartSeller, method: string): number {
  const known = seller.methods.indexOf(method)
  if (known >= 0) return seller.orders[known] as number
  const index = reader.orders.length
  seller.methods.push(method)
  seller.orders.push(index)
  reader.orders.push({
    id: flat(`${seller.id}/${method}`),
    fee: feeOf(reader.input, seller.id, method),
  })
  return index
}

function feeOf(input: CartDocument, seller: string, method: string): number {
  for (const row of input.shipping ?? []) {
    if (row.seller === seller && row.method === method) return row.fee
  }
  return 0
}

function feeSum(shipping: CartDocument['shipping']): number {
  let sum = 0
  if (shipping) for (const row of shipping) sum += row.fee
  return sum
}

/** Whether an id stands twice: by comparing where that is quickest, by a set for long lists. */
export function repeatedIds(rows: readonly { readonly id: string }[]): boolean {
  if (rows.length > 12) return new Set(rows.map((row) => row.id)).size !== rows.length
  for (let i = 1; i < rows.length; i++) {
    const { id } = rows[i] as { id: string }
    for (let k = 0; k < i; k++) if ((rows[k] as { id: string }).id === id) return true
  }
  return false
}

function repeatedFees(input: CartDocument): boolean {
  const rows = input.shipping
  if (!rows || rows.length < 2) return false
  return new Set(rows.map((row) => `${row.seller}/${row.method}`)).size !== rows.length
}
