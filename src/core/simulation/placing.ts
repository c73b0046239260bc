import { assert, isRefused } from '../base/faults.ts'
import type { Instant } from '../base/instant.ts'
import { paidShares } from '../orders/money/shares.ts'
import { dayOf, startOfNthDay } from '../orders/pacific-time.ts'
import { placeOrders } from '../orders/place.ts'
import type { Process } from '../orders/process.ts'
import { accept } from '../pricing/accept.ts'
import { quote } from '../pricing/quote.ts'
import { shippedTerms } from '../pricing/shipped.ts'
import { fillCart } from './carts.ts'
import type { Checkout, Life } from './life.ts'
import type { Market, Seller } from './market.ts'
import { planPaying } from './paying.ts'
import { Purchase } from './purchase.ts'
import { type Random, randomOf } from './random.ts'
import type { World } from './world.ts'

/** A checkout to come. */
export interface Visit {
  readonly number: number
  readonly at: Instant
  readonly orders: number
}

/** How many orders carts make; each is a seller and a method (faq.combine). */
const CART_SIZES = [
  { orders: 1, weight: 60 },
  { orders: 2, weight: 24 },
  { orders: 3, weight: 11 },
  { orders: 4, weight: 5 },
] as const

/** The checkouts that make exactly so many orders, each on a day and at an hour of its own. */
export function visitsOf(
  { seed, orders, days }: { readonly seed: number; readonly orders: number; readonly days: number },
  from: Instant,
): Visit[] {
  const visits: Visit[] = []
  const first = dayOf(from)
  for (let left = orders; left > 0; ) {
    const number = visits.length + 1
    const random = randomOf(seed, number, 0)
    const size = Math.min(left, random.weighted(CART_SIZES).orders)
    const day = startOfNthDay(first, random.within([0, days - 1]))
    visits.push({ number, at: withinDay(day, random), orders: size })
    left -= size
  }
  return visits
}

/**
 * The sum of two draws is rarely at the ends of the day: few shop at four in the morning. A day in which
 * daylight saving begins has 23 hours.
 */
function withinDay(day: Instant, random: Random): Instant {
  const seconds = random.within([0, 41_399]) + random.within([0, 41_399])
  return day + seconds * 1000 + random.within([0, 999])
}

/** Fills a cart, has it priced, accepts the quote and places its orders: the real path. */
export function placeVisit(
  world: World,
  {
    market,
    flow,
    seed,
  }: { readonly market: Market; readonly flow: Process; readonly seed: number },
  { number, at, orders }: Visit,
): void {
  const random = randomOf(seed, number, 1)
  const buyer = random.pick(market.buyers)
  const { input, promises, sellers } = fillCart(market, { buyer, orders, at }, random)
  const accepted = accept(input, shippedTerms)
  const priced = quote(input)
  assert(!isRefused(accepted) && !isRefused(priced), 'a cart of the simulation can be priced')
  const id = `checkout ${number}`
  const placed = placeOrders(
    { process: flow },
    { checkout: id, input, quote: priced, promises, at },
  )
  assert(!isRefused(placed), `a quote of the simulation can be placed: ${JSON.stringify(placed)}`)
  const purchase = new Purchase({ input, quote: priced }, paidShares(accepted, priced), world.books)
  const checkout: Checkout = { id, buyer, purchase, random, lives: [], attempts: 0 }
  for (const [place, order] of placed.orders.entries()) {
    const life: Life = {
      placed: order,
      order,
      checkout,
      seller: sellers.get(order.seller) as Seller,
      random: randomOf(seed, number, place + 2),
      paid: null,
      steps: [],
      disputes: new Map(),
      disputed: 0,
      watched: null,
      awaited: 0,
      isOver: false,
    }
    checkout.lives.push(life)
  }
  for (const [place, step] of placed.steps.entries())
    world.begin(checkout.lives[place] as Life, step)
  planPaying(world, checkout)
}
