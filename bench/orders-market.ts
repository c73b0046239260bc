import { isRefused } from '../src/core/base/faults.ts'
import type { IssuedOffer } from '../src/core/offers/issued-offer.ts'
import { isRefusal } from '../src/core/offers/refusals.ts'
import { shippedTerms } from '../src/core/pricing/shipped.ts'
import { OfferBook } from '../src/shell/store/book/offer-book.ts'
import { Claims } from '../src/shell/store/claims/claims.ts'
import { lastChange } from '../src/shell/store/feed.ts'
import { createCampaign } from '../src/shell/store/offers/campaigns.ts'
import { issueOffer } from '../src/shell/store/offers/offers.ts'
import type { TimeSource } from '../src/shell/store/orders/clock.ts'
import { OrderDesk } from '../src/shell/store/orders/order-desk.ts'
import type { Store } from '../src/shell/store/store.ts'
import { databaseSeconds } from './claims-market.ts'

/** When the marketplace of the bench opens: its own clock says so. */
export const OPENS = Date.parse('2026-05-07T19:00:00Z')
const CAMPAIGN = {
  ...{ id: 'bench', title: 'Bench', terms: 'aliexpress-2020-03' },
  ...{ starts: '2026-05-01T00:00:00-07:00', ends: '2027-05-01T00:00:00-07:00' },
}
const offer = { currency: 'USD', benefit: { off: 500 }, minimum: { spend: 2500 } } as const

/** A coupon that each buyer has claimed from its store's panel, and what the platform takes off for all. */
const OFFERS: readonly IssuedOffer[] = [
  {
    ...{ id: 'coupon', campaign: 'bench', title: '5 off 25', obtain: 'panel', seller: 'lumen' },
    limits: { uses: 100_000_000 },
    validDays: 62,
    offer: { ...offer, kind: 'store-coupon', funder: 'seller:lumen' },
  },
  {
    ...{ id: 'for-all', campaign: 'bench', title: '3 off 40', obtain: 'automatic' },
    offer: { ...offer, kind: 'platform-instant-off', funder: 'platform', benefit: { off: 300 } },
  },
]

/** Two lines of two sellers: a checkout is two orders. */
export const CART = {
  terms: 'aliexpress-2020-03',
  currency: 'USD',
  stores: { lamps: { seller: 'lumen' }, pots: { seller: 'terra' } },
  lines: [
    { id: 'lamp', listing: 'L1', sku: 'L1-w', store: 'lamps', unitPrice: 3000, category: ['home'] },
    { id: 'pot', listing: 'P1', sku: 'P1-r', store: 'pots', unitPrice: 2000, category: ['garden'] },
  ],
} as const

export const PROMISES = {
  'lumen/standard': { shipDays: 5, deliveryDays: 20 },
  'terra/standard': { shipDays: 7, deliveryDays: 30 },
} as const

/** A checkout of the bench, by its number. */
export const checkoutOf = (n: number) => ({ buyer: `buyer-${n}`, checkout: `c${n}` })

/** A marketplace whose buyers hold a coupon each, with a clock of its own. */
export interface OrdersMarket {
  readonly orders: OrderDesk
  readonly pass: (days: number) => void
  /** Claims the coupon of buyers from one number to another. */
  readonly prepare: (from: number, until: number) => Promise<void>
  readonly buy: (n: number) => Promise<void>
  readonly pay: (n: number) => Promise<void>
  readonly ship: (n: number) => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens it over a store that is empty. */
export async function openOrders(store: Store): Promise<OrdersMarket> {
  let now = OPENS
  const began = performance.now()
  const wall = () => now + Math.floor(performance.now() - began)
  const time: TimeSource = { wall, counted: () => performance.now() }
  const desk = await openDesk(store)
  const { book, claims } = desk
  const orders = new OrderDesk(desk, { time, trustsClock: true })
  const at = () => new Date(wall())
  const claim = async (n: number) => {
    const { buyer } = checkoutOf(n)
    const answer = await claims.claim({ buyer, offer: 'coupon', key: 'k', at: at() })
    if (isRefusal(answer)) throw new Error(answer.refusal)
  }
  const bought = (n: number) => ({ ...checkoutOf(n), cart: CART, promises: PROMISES, at: at() })
  return {
    orders,
    pass: (days) => {
      now += days * 86_400_000
    },
    prepare: (from, until) => inTurns(until - from, 5_000, (n) => claim(from + n)),
    buy: async (n) => {
      const accepted = { hash: await acceptedHash(orders, bought(n)), totalMinor: 4_200 }
      const answer = await orders.checkout({ ...bought(n), accepted })
      if (!('orders' in answer)) throw new Error(JSON.stringify(answer).slice(0, 500))
    },
    pay: async (n) => {
      const asked = { ...checkoutOf(n), provider: 'bench', returnUrl: 'http://localhost/' }
      const begun = await orders.pay(asked)
      if (!begun || 'refusal' in begun) throw new Error(JSON.stringify(begun))
      const { attempt, amountMinor, currency } = begun.payment
      const told = { kind: 'verified', provider: 'bench', id: attempt } as const
      await orders.report({ ...told, attempt, amountMinor, currency })
    },
    ship: async (n) => {
      const { buyer, checkout } = checkoutOf(n)
      const command = { event: 'ship', by: 'seller', tracking: 'T1' } as const
      const sent = ['1', '2'].map((one) => `${checkout}-${one}`)
      await Promise.all(sent.map((order) => orders.act({ buyer, order, command })))
    },
    close: async () => {
      await orders.close()
      await claims.close()
      await book.close()
    },
  }
}

/** The book and the claims of a store, with the offers of the bench in it. */
export async function openDesk(store: Store) {
  const acting = { scope: 'all', by: 'bench', terms: shippedTerms, at: new Date(OPENS) } as const
  const known = await store.db.selectFrom('campaigns').select('id').execute()
  if (known.length === 0) await createCampaign(store, CAMPAIGN, acting)
  const issued = await store.db.selectFrom('offers').select('id').execute()
  for (const one of OFFERS.filter(({ id }) => !issued.some((row) => row.id === id))) {
    const answer = await issueOffer(store, one, acting)
    if (isRefused(answer)) throw new Error(JSON.stringify(answer.refused))
  }
  const book = new OfferBook(store, { keptMs: 100 * 365 * 86_400_000 })
  await book.start()
  await book.reached(await lastChange(store))
  return { store, book, claims: new Claims(store), terms: shippedTerms }
}

/** All buyers are shown the same price, of the same hash; it is asked for once. */
const shown = new WeakMap<OrderDesk, Promise<string>>()

function acceptedHash(
  orders: OrderDesk,
  bought: Parameters<OrderDesk['price']>[0],
): Promise<string> {
  const known = shown.get(orders)
  if (known) return known
  const asked = orders.price(bought).then((priced) => {
    if (isRefused(priced)) throw new Error(JSON.stringify(priced.refused))
    return priced.hash
  })
  shown.set(orders, asked)
  return asked
}

/** Does something so often, so many at once. */
export async function inTurns(
  times: number,
  waiting: number,
  act: (n: number) => Promise<unknown>,
): Promise<void> {
  let next = 0
  const work = async () => {
    while (next < times) await act(next++)
  }
  await Promise.all(Array.from({ length: waiting }, work))
}

/** What something took: seconds by the clock, and of processors here and in the database. */
export interface Took {
  readonly seconds: number
  readonly here: number
  readonly database: number
}

/** Measures something. */
export async function took(act: () => Promise<unknown>): Promise<Took> {
  const before = { cpu: process.cpuUsage(), database: databaseSeconds(), ms: performance.now() }
  await act()
  const seconds = (performance.now() - before.ms) / 1_000
  const { user, system } = process.cpuUsage(before.cpu)
  return {
    seconds,
    here: (user + system) / 1e6,
    database: databaseSeconds() - before.database,
  }
}
