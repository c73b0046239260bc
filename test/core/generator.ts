import type fc from 'fast-check'
import type { Input } from '../../src/core/pricing/input.ts'
import { type Draws, drawn } from './draws.ts'
import { INSTANTS, kindsOf, randomOffer, type Scene } from './generator-offers.ts'

/** Inputs that are good: each is accepted, whatever it then costs. */
export function inputs(terms: readonly string[] = TERMS): fc.Arbitrary<Input> {
  return drawn((draws) => randomInput(draws, terms))
}

export const TERMS = [
  'aliexpress-2020-03',
  'aliexpress-2026',
  'aliexpress-2018-10',
  'aliexpress-general',
] as const

/** Ids that are ids like others, though a plain object or a sorted key would make them special. */
const STORES = ['s1', 's2', '10', '__proto__', 'constructor', 'a/b~c'] as const
const SELLERS = ['m1', 'm2', '__proto__', '7'] as const
const METHODS = ['standard', 'express', 'constructor'] as const
const LISTINGS = ['L1', 'L2', '__proto__', '3'] as const
const LINES = ['a', 'b', 'c', '__proto__', '10', '9', 'constructor', 'h', 'i~/j'] as const
const CATEGORIES = [[], ['home'], ['home', 'kitchen'], ['homeware'], ['__proto__', '0']] as const
const TRAITS = [
  'virtual',
  'customs-risk',
  'special-promotion',
  'cashback',
  'value-added-service',
  '__proto__',
] as const
const RATES = [0, 20, 19, 8.25, 5.5, 0.01, 150] as const

/** How large amounts are: pocket money, round hundreds, cents, or near the limits of pricing §2. */
const SCALES = [
  { top: 20, unit: 1 },
  { top: 40, unit: 100 },
  { top: 10_000, unit: 1 },
  { top: 1e13, unit: 1 },
] as const

type Scale = (typeof SCALES)[number]

/** One good input. */
export function randomInput(draws: Draws, terms: readonly string[]): Input {
  const scale = draws.pick(SCALES)
  // The simplest amount is small beside the simplest price, so that a simple offer is one that works.
  const small = Math.ceil(scale.top / 20)
  const amount = (): number => ((small + draws.below(scale.top + 1)) % (scale.top + 1)) * scale.unit
  const stores = randomStores(draws, amount)
  const lines = randomLines(draws, Object.keys(stores), scale)
  const name = draws.pick(terms)
  const scene: Scene = {
    terms: name,
    // Often a few kinds only, so that offers compete for the same slots and coins.
    kinds: draws.oneIn(2) ? draws.list(1, 2, () => draws.pick(kindsOf(name))) : kindsOf(name),
    amount,
    stores: [...new Set(lines.map((line) => line.store))],
    sellers: SELLERS,
    listings: LISTINGS,
    categories: CATEGORIES,
    list: lines.reduce((sum, line) => sum + line.unitPrice * (line.quantity ?? 1), 0),
  }
  const offers = draws.list(0, draws.oneIn(10) ? 30 : 9, (at) => randomOffer(draws, scene, at))
  return {
    terms: scene.terms,
    at: draws.pick(INSTANTS),
    currency: draws.pick(['USD', 'JPY', 'KWD', 'EUR']),
    ...draws.maybe(3, () => ({ pricesIncludeTax: true })),
    buyer: randomBuyer(draws),
    stores,
    lines,
    ...draws.maybe(2, () => ({ shipping: randomShipping(draws, scale.top * scale.unit) })),
    offers,
    ...draws.maybe(12, () => ({
      choose: offers.map(({ id }) => id).filter(() => draws.below(2) === 0),
    })),
  }
}

function randomBuyer(draws: Draws): Input['buyer'] {
  return {
    id: 'b1',
    ...draws.maybe(2, () => ({ country: draws.pick(['US', 'FR', null]) })),
    ...draws.maybe(3, () => ({ channel: draws.pick(['app', 'site', 'mobile'] as const) })),
    ...draws.maybe(3, () => ({ ordersPlaced: draws.below(3) })),
    ...draws.pick([{}, { coins: 1000 }, { coins: 250 }, { coins: 90 }, { coins: 1 }]),
    ...draws.maybe(40, () => ({ disqualified: true })),
  }
}

function randomStores(draws: Draws, amount: () => number): Input['stores'] {
  const settings = draws.list(1, 2, () => ({ minimum: amount(), value: amount() }))
  const count = 1 + draws.below(STORES.length)
  return Object.fromEntries(
    STORES.slice(0, count).map((id) => [
      id,
      {
        seller: draws.pick(SELLERS),
        ...draws.maybe(2, () => ({ select: draws.oneIn(6) ? null : draws.pick(settings) })),
      },
    ]),
  )
}

/** The sum of a cart is at most 10^15 with its tax: a line's list gets an equal part of a tenth. */
function randomLines(draws: Draws, stores: readonly string[], scale: Scale): Input['lines'] {
  const count = 1 + draws.below(draws.oneIn(8) ? 40 : LINES.length)
  const most = Math.min(scale.top, Math.floor(1e14 / count))
  const listings = LISTINGS.slice(0, 1 + draws.below(LISTINGS.length))
  return Array.from({ length: count }, (_, at) => {
    const quantity = draws.oneIn(20) ? 1 + draws.below(100_000) : 1 + draws.below(4)
    const list = (Math.ceil(most / 2) + draws.below(most + 1)) % (most + 1)
    return {
      id: LINES[at] ?? `line ${at}`,
      listing: draws.pick(listings),
      sku: `sku ${at}`,
      store: draws.pick(stores),
      unitPrice: Math.ceil(list / quantity) * scale.unit,
      ...(quantity === 1 ? {} : { quantity }),
      ...draws.maybe(2, () => ({ category: draws.pick(CATEGORIES) })),
      ...draws.maybe(5, () => ({ traits: draws.list(0, 3, () => draws.pick(TRAITS)) })),
      ...draws.maybe(4, () => ({ method: draws.pick(METHODS) })),
      ...draws.maybe(2, () => ({ warehouse: draws.pick(['US', 'CN', null]) })),
      ...draws.maybe(3, () => ({ taxRate: draws.pick(RATES) })),
    }
  })
}

function randomShipping(draws: Draws, top: number): NonNullable<Input['shipping']> {
  const rows = SELLERS.flatMap((seller) => METHODS.map((method) => ({ seller, method })))
  return rows
    .filter(() => draws.below(3) > 0)
    .map((row) => ({ ...row, fee: draws.below(Math.min(top, 1e12) + 1) }))
}
