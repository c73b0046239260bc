/** The cart as the reference sees it: every default filled in, every amount a bigint. */
import type { Input } from '../../src/core/pricing/input.ts'
import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import type { BookOfRules, KindRule, Unit } from './reference-terms.ts'

export interface Row {
  readonly id: string
  readonly listing: string
  readonly store: string
  readonly seller: string
  readonly order: string
  readonly category: readonly string[]
  readonly list: bigint
  readonly pieces: bigint
  readonly traits: readonly string[]
  readonly warehouse: string | null
  /** The tax rate as hundredths of a percent. */
  readonly rate: bigint
  readonly select: { readonly minimum: number; readonly value: number } | null
}

export interface Checkout {
  readonly input: Input
  readonly rules: BookOfRules
  readonly rows: readonly Row[]
  /** What is left of each row, of each order's fee, and of the coins. */
  readonly left: bigint[]
  readonly fees: Map<string, bigint>
  coins: bigint
  readonly done: Done[]
  readonly refused: object[]
}

/** An offer that was applied, with the rows that it kept. */
export interface Done {
  readonly offer: OfferDocument
  readonly rule: KindRule
  readonly on: readonly number[]
  /** The name of the pool that a select coupon took from. */
  readonly pool: string | null
  readonly off: bigint
  readonly coins: bigint
  readonly entry: object
}

export function checkoutOf(input: Input, rules: BookOfRules): Checkout {
  const rows = input.lines.map((line): Row => {
    const store = Object.entries(input.stores).find(([id]) => id === line.store)?.[1]
    if (!store) throw new Error(`No store ${line.store}`)
    const pieces = BigInt(line.quantity ?? 1)
    return {
      id: line.id,
      listing: line.listing,
      store: line.store,
      seller: store.seller,
      order: `${store.seller}/${line.method ?? 'standard'}`,
      category: line.category ?? [],
      list: BigInt(line.unitPrice) * pieces,
      pieces,
      traits: line.traits ?? [],
      warehouse: line.warehouse ?? null,
      rate: hundredths(line.taxRate ?? 0),
      select: store.select ?? null,
    }
  })
  const fees = new Map(rows.map((row) => [row.order, 0n]))
  for (const { seller, method, fee } of input.shipping ?? []) {
    if (fees.has(`${seller}/${method}`)) fees.set(`${seller}/${method}`, BigInt(fee))
  }
  const left = rows.map((row) => row.list)
  const coins = BigInt(input.buyer.coins ?? 0)
  return { input, rules, rows, left, fees, coins, done: [], refused: [] }
}

/** 8.25 is 825: read from its digits, so that no binary fraction comes in. */
export function hundredths(percent: number): bigint {
  const [whole = '0', part = ''] = String(percent).split('.')
  return BigInt(whole + part.padEnd(2, '0'))
}

/** The quotient rounded half-up, of integers that are not negative (D-5). */
export function rounded(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator)
}

/** round(amount / (1 + rate)), where prices include tax. */
export function beforeTax({ input }: Checkout, row: Row, amount: bigint): bigint {
  return input.pricesIncludeTax ? rounded(amount * 10_000n, 10_000n + row.rate) : amount
}

/** The name of the unit that a row belongs to. */
export function unitOf(checkout: Checkout, at: number, per: Unit): string {
  const row = checkout.rows[at] as Row
  const names = {
    line: row.id,
    product: JSON.stringify([row.store, row.listing]),
    order: row.order,
    store: row.store,
    seller: row.seller,
    checkout: '',
  }
  return names[per]
}

export function total(amounts: Iterable<bigint>): bigint {
  let sum = 0n
  for (const amount of amounts) sum += amount
  return sum
}

export function least(...amounts: (bigint | number | undefined)[]): bigint {
  const known = amounts.filter((one) => one !== undefined).map(BigInt)
  return known.reduce((low, one) => (one < low ? one : low))
}
