import { BUYER_HABITS, type BuyerHabit, SELLER_HABITS, type SellerHabit } from './habits.ts'
import { type Random, type Range, randomOf } from './random.ts'

/** A seller of the simulation. */
export interface Seller {
  readonly id: string
  readonly habit: SellerHabit
  /** Days that it promises to ship within. */
  readonly shipDays: number
}

/** Where a buyer lives, what it pays in, and how prices are written there. */
export interface Country {
  readonly country: string
  readonly currency: string
  readonly weight: number
  /** Minor units for a hundredth of the simulation's own prices, in percent: yen have no cents. */
  readonly scalePercent: number
  readonly pricesIncludeTax: boolean
  /** In percent; more than one where goods differ. */
  readonly taxRates: readonly number[]
}

/** Three currencies, one without cents; tax on top and tax within. */
const COUNTRIES = [
  {
    country: 'US',
    currency: 'USD',
    weight: 50,
    scalePercent: 100,
    pricesIncludeTax: false,
    taxRates: [0, 8.25],
  },
  {
    country: 'DE',
    currency: 'EUR',
    weight: 30,
    scalePercent: 90,
    pricesIncludeTax: true,
    taxRates: [19],
  },
  {
    country: 'JP',
    currency: 'JPY',
    weight: 20,
    scalePercent: 150,
    pricesIncludeTax: true,
    taxRates: [10, 8],
  },
] as const satisfies readonly Country[]

export interface Buyer {
  readonly id: string
  readonly habit: BuyerHabit
  readonly lives: Country
  readonly coins: number
}

/** Who trades with whom. */
export interface Market {
  readonly sellers: readonly Seller[]
  readonly buyers: readonly Buyer[]
}

const SHIP_DAYS: Range = [3, 10]
const COINS: Range = [0, 3000]

// Fewer orders a seller, and no seller comes to owe and earn again; more, and all are much alike.
const ORDERS_A_SELLER = 25
const ORDERS_A_BUYER = 6

/** Streams of choices that are for people; those of checkouts have numbers from 0 on. */
const OF_SELLERS = 1_000_001
const OF_BUYERS = 1_000_002

/** The people of a simulation of so many orders. Each habit is met at least once. */
export function marketOf(seed: number, orders: number): Market {
  const sellers = Math.max(2 * SELLER_HABITS.length, Math.ceil(orders / ORDERS_A_SELLER))
  const buyers = Math.max(2 * BUYER_HABITS.length, Math.ceil(orders / ORDERS_A_BUYER))
  return {
    sellers: Array.from({ length: sellers }, (_, at) => {
      const random = randomOf(seed, OF_SELLERS, at)
      const habit = habitAt(SELLER_HABITS, at, random)
      return { id: `seller ${at + 1}`, habit, shipDays: random.within(SHIP_DAYS) }
    }),
    buyers: Array.from({ length: buyers }, (_, at) => {
      const random = randomOf(seed, OF_BUYERS, at)
      return {
        id: `buyer ${at + 1}`,
        habit: habitAt(BUYER_HABITS, at, random),
        lives: random.weighted<Country>(COUNTRIES),
        coins: random.within(COINS),
      }
    }),
  }
}

/** The first of them take the habits in turn. */
function habitAt<T extends { readonly weight: number }>(
  habits: readonly T[],
  at: number,
  random: Random,
): T {
  return habits[at] ?? random.weighted(habits)
}
