import type { Instant } from '../base/instant.ts'
import { instantText } from '../base/instant-text.ts'
import type { Promises } from '../orders/order.ts'
import type { Input } from '../pricing/input.ts'
import { offersOf2020, offersOf2026 } from './cart-offers.ts'
import type { Buyer, Market, Seller } from './market.ts'
import type { Random, Range } from './random.ts'
import { WAYS, type Way } from './ways.ts'

/** What a buyer puts into a cart, and what the sellers promise with it. */
export interface FilledCart {
  readonly input: Input
  readonly promises: Readonly<Record<string, Promises>>
  readonly sellers: ReadonlyMap<string, Seller>
}

/** One order to come: a seller and a shipping method (faq.combine). */
interface Package {
  readonly seller: Seller
  readonly way: Way
}

const LINES: Range = [1, 3]
const PRICE: Range = [199, 8999]

/** A cart of exactly so many orders, or of as many as sellers and methods allow. */
export function fillCart(
  { sellers }: Market,
  { buyer, orders, at }: { readonly buyer: Buyer; readonly orders: number; readonly at: Instant },
  random: Random,
): FilledCart {
  const packages = packagesOf(sellers, orders, random)
  const scaled = (hundredths: number) =>
    Math.max(1, Math.floor((hundredths * buyer.lives.scalePercent) / 100))
  const lines = packages.flatMap((one, place) => linesOf(one, { place, buyer, scaled }, random))
  const shipping = packages.map(({ seller, way }) => {
    return { seller: seller.id, method: way.method, fee: scaled(random.within(way.fee)) }
  })
  const isEarlier = random.chance(35)
  const { seller } = packages[0] as Package
  const drawn = { random, scaled, seller: seller.id, store: storeOf(seller.id) }
  const input: Input = {
    terms: isEarlier ? 'aliexpress-2020-03' : 'aliexpress-2026',
    at: instantText(at),
    currency: buyer.lives.currency,
    buyer: { id: buyer.id, country: buyer.lives.country, coins: buyer.coins },
    stores: Object.fromEntries(
      packages.map(({ seller }) => [storeOf(seller.id), { seller: seller.id }]),
    ),
    pricesIncludeTax: buyer.lives.pricesIncludeTax,
    lines,
    shipping,
    offers: isEarlier ? offersOf2020(drawn) : offersOf2026(drawn),
  }
  const promises = packages.map(({ seller, way }) => {
    const deliveryDays = random.within(way.promisedDays)
    return [`${seller.id}/${way.method}`, { shipDays: seller.shipDays, deliveryDays }]
  })
  return {
    input,
    promises: Object.fromEntries(promises),
    sellers: new Map(packages.map(({ seller }) => [seller.id, seller])),
  }
}

const storeOf = (seller: string): string => `store of ${seller}`

/** Different packages: of several sellers, now and then two of one seller. */
function packagesOf(sellers: readonly Seller[], orders: number, random: Random): Package[] {
  const packages = new Map<string, Package>()
  let seller = random.pick(sellers)
  while (packages.size < orders) {
    const way = random.weighted<Way>(WAYS)
    const key = `${seller.id}/${way.method}`
    const isNew = !packages.has(key)
    if (isNew) packages.set(key, { seller, way })
    if (!isNew || !random.chance(20)) seller = random.pick(sellers)
  }
  return [...packages.values()]
}

interface Of {
  readonly place: number
  readonly buyer: Buyer
  readonly scaled: (hundredths: number) => number
}

function linesOf(
  { seller, way }: Package,
  { place, buyer, scaled }: Of,
  random: Random,
): Input['lines'] {
  const taxRate = random.pick(buyer.lives.taxRates)
  return Array.from({ length: random.within(LINES) }, (_, at) => ({
    id: `line ${place + 1}.${at + 1}`,
    listing: `listing ${random.within([1, 40])} of ${seller.id}`,
    sku: `sku ${random.within([1, 5])}`,
    store: storeOf(seller.id),
    unitPrice: scaled(random.within(PRICE)),
    quantity: random.chance(75) ? 1 : random.within([2, 4]),
    method: way.method,
    taxRate,
  }))
}
