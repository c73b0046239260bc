import type { Cart } from './cart.ts'
import type { Offer } from './offer.ts'
import type { Kind, Slot } from './terms.ts'

/** An offer that was applied: its eligible lines after narrowing, and its share on each. */
export interface Application {
  readonly offer: Offer
  readonly kind: Kind
  /** Its place among the applied offers, and the kinds that it allows beside it, as bits. */
  readonly turn: number
  readonly allows: number
  /** Eligible lines after narrowing, and the share of each (empty for free shipping). */
  readonly lines: readonly number[]
  readonly shares: readonly number[]
  /** Orders whose shipping it paid, and how much (empty unless free shipping). */
  readonly orders: readonly number[]
  readonly shippingShares: readonly number[]
  readonly spend: number
  readonly base: number
  readonly off: number
  readonly forfeited: number
  readonly coins: number
  /** Eligible lines that it lost to others, and who holds them; null where it lost none. */
  readonly narrowed: Narrowing | null
}

export interface Narrowing {
  readonly lines: readonly number[]
  readonly by: readonly Application[]
}

/** An offer that was refused. */
export interface Rejection {
  readonly offer: Offer
  readonly kind: Kind | null
  /** Reasons as bits, lowest first: bit n is REASONS[n]. */
  readonly reasons: number
  readonly blockers: readonly Application[]
  /** The least addition that passes the minimum; 0 where no minimum refused it. */
  readonly short: number
  readonly shortOf: 'spend' | 'items'
  /** The eligible spend that a minimum refused, and the lines that it is of; 0 and none elsewhere. */
  readonly spend: number
  readonly lines: readonly number[]
}

/** What a pricing knows at some turn: what is left, who holds what. Only `apply` changes it. */
export interface Till {
  readonly cart: Cart
  /** What is left of each line's list. */
  readonly running: number[]
  /** What is left of each order's shipping fee. */
  readonly feesLeft: number[]
  coinsLeft: number
  readonly applied: Application[]
  /** The kinds that were applied anywhere, and the kinds that all of them allow, as bits. */
  kindsAnywhere: number
  allowedEverywhere: number
  /** The same by order: counted when an offer first meets one that it does not stack with. */
  byOrder: KindsByOrder | null
  /** By slot: who holds it. */
  readonly held: (Held | undefined)[]
  /** Select coupons: what was taken from each pool, by store and by requirement and value. */
  readonly pools: {
    readonly ofStore: (Pool | undefined)[]
    readonly byName: Map<string, Pool>
  }
  /** By line: its product, once a slot per product was asked for. */
  products: readonly number[] | null
}

/** Who holds a slot, by unit, and the units by line: null where the whole checkout is the one unit. */
export interface Held {
  readonly holders: (Application | undefined)[]
  readonly units: readonly number[] | null
}

/** By order: the kinds of the offers that touch it, and the kinds that all of these allow, as bits. */
export interface KindsByOrder {
  readonly kindsOn: number[]
  readonly allowedOn: number[]
  /** How many of the applied offers are counted. */
  counted: number
}

/** The kinds by order, with every offer that was applied so far. */
export function kindsByOrder(till: Till): KindsByOrder {
  const orders = till.cart.orders.length
  till.byOrder ??= {
    kindsOn: new Array<number>(orders).fill(0),
    allowedOn: new Array<number>(orders).fill(-1),
    counted: 0,
  }
  const { byOrder, applied, cart } = till
  for (; byOrder.counted < applied.length; byOrder.counted++) {
    const { lines, kind, allows } = applied[byOrder.counted] as Application
    for (const line of lines) {
      const order = cart.orderOf[line] as number
      byOrder.kindsOn[order] = (byOrder.kindsOn[order] as number) | kind.bit
      byOrder.allowedOn[order] = (byOrder.allowedOn[order] as number) & allows
    }
  }
  return byOrder
}

/** Stores with the same requirement and value form one pool (D-17). */
export interface Pool {
  readonly index: number
  readonly minimum: number
  readonly value: number
  taken: number
  readonly coupons: Application[]
}

export function openTill(cart: Cart): Till {
  return {
    cart,
    running: cart.lists.slice(),
    feesLeft: cart.fees.slice(),
    coinsLeft: cart.coins,
    applied: [],
    kindsAnywhere: 0,
    allowedEverywhere: -1,
    byOrder: null,
    held: [],
    pools: { ofStore: [], byName: new Map() },
    products: null,
  }
}

/** A till that can be changed without changing this one. */
export function cloneTill(till: Till): Till {
  const { byOrder } = till
  return {
    cart: till.cart,
    running: till.running.slice(),
    feesLeft: till.feesLeft.slice(),
    coinsLeft: till.coinsLeft,
    applied: till.applied.slice(),
    kindsAnywhere: till.kindsAnywhere,
    allowedEverywhere: till.allowedEverywhere,
    byOrder: byOrder && {
      kindsOn: byOrder.kindsOn.slice(),
      allowedOn: byOrder.allowedOn.slice(),
      counted: byOrder.counted,
    },
    held: till.held.map((held) => held && { holders: held.holders.slice(), units: held.units }),
    pools: clonePools(till.pools),
    products: till.products,
  }
}

function clonePools({ ofStore, byName }: Till['pools']): Till['pools'] {
  if (byName.size === 0) return { ofStore: [], byName: new Map() }
  const copies = new Map<string, Pool>()
  for (const [name, pool] of byName) copies.set(name, { ...pool, coupons: pool.coupons.slice() })
  const byIndex = [...copies.values()]
  return { byName: copies, ofStore: ofStore.map((pool) => pool && byIndex[pool.index]) }
}

/** The kinds that an offer allows beside it, as bits: its own terms before its kind's (tc.2, cp.4). */
export function allowedKinds(offer: Offer, kind: Kind, cart: Cart): number {
  if (offer.exclusive) return 0
  if (offer.stacksWith === null) return kind.allows
  if (offer.stacksWith === 'any') return -1
  let mask = 0
  for (const name of offer.stacksWith) mask |= cart.terms.kinds.get(name)?.bit ?? 0
  return mask
}

/** By line: the unit of a slot that it belongs to; null where the whole checkout is the one unit. */
export function slotUnits(till: Till, slot: Slot): readonly number[] | null {
  const { cart } = till
  switch (slot.per) {
    case 'line':
      return cart.places
    case 'product':
      till.products ??= productsOf(cart)
      return till.products
    case 'order':
      return cart.orderOf
    case 'store':
      return cart.storeOf
    case 'seller':
      return cart.sellerOf
    case 'checkout':
      return null
  }
}

/** A product is a listing of a store (D-16). */
function productsOf(cart: Cart): readonly number[] {
  const known = new Map<string, number>()
  return cart.lines.map((line) => {
    const name = `${line.store.index} ${line.listing}`
    const product = known.get(name) ?? known.size
    known.set(name, product)
    return product
  })
}
