import { type Random, seededRandom } from './random.ts'

/**
 * The workload of plans: seeded carts under `aliexpress-2026` whose offers are all fixed amounts over
 * a minimum, so that an integer program says exactly what a plan of them costs. Amounts are 8 to 15 of
 * 100 of their minimum, as published ladders are: what is taken before an offer never leaves it less
 * than its amount, and nothing is forfeited.
 */
export interface PlanDocument {
  readonly terms: 'aliexpress-2026'
  readonly at: string
  readonly currency: 'USD'
  readonly buyer: { readonly id: string; readonly country: string }
  readonly stores: Readonly<Record<string, { readonly seller: string }>>
  readonly lines: readonly PlanLine[]
  readonly shipping: readonly PlanFee[]
  readonly offers: readonly PlanOffer[]
  readonly maxCheckouts: number
}

export interface PlanLine {
  readonly id: string
  readonly listing: string
  readonly sku: string
  readonly store: string
  readonly category: readonly string[]
  readonly unitPrice: number
  readonly quantity: number
}

export interface PlanFee {
  readonly seller: string
  readonly method: 'standard'
  readonly fee: number
}

export interface PlanOffer {
  readonly id: string
  readonly kind: Kind
  readonly funder: string
  readonly benefit: { readonly off: number }
  readonly minimum: { readonly spend: number }
  readonly scope?: { readonly categories: readonly (readonly string[])[] }
  readonly claimed: true
}

export interface PlanSize {
  readonly lines: number
  readonly sellers: number
  readonly offers: number
  readonly checkouts: number
}

/** Of 20 offers, how many are of each kind. */
const SHARES = {
  'platform-select': 5,
  'category-coupon': 3,
  'store-coupon': 5,
  'seller-coupon': 4,
  code: 3,
} as const

type Kind = keyof typeof SHARES

const KINDS = Object.entries(SHARES).flatMap(([kind, share]) =>
  new Array<Kind>(share).fill(kind as Kind),
)

const CATEGORIES = ['home', 'toys', 'garden', 'phones'] as const

/** `count` different carts of one size: the same size gives the same carts on every machine. */
export function planWorkload(size: PlanSize, count: number): PlanDocument[] {
  const { lines, sellers, offers, checkouts } = size
  const random = seededRandom(((lines * 31 + sellers) * 1009 + offers) * 31 + checkouts)
  return Array.from({ length: count }, () => planDocument(random, size))
}

function planDocument(random: Random, size: PlanSize): PlanDocument {
  const sellers = Array.from({ length: size.sellers }, (_, at) => `m${at + 1}`)
  // A third of the sellers have two stores: store coupons then compete in each of them apart.
  const stores = new Map<string, { readonly seller: string }>()
  for (const [at, seller] of sellers.entries()) {
    stores.set(`s${at + 1}`, { seller })
    if (random.chance(1 / 3)) stores.set(`t${at + 1}`, { seller })
  }
  const names = [...stores.keys()]
  const lines = Array.from({ length: size.lines }, (_, at): PlanLine => {
    const store = names[at] ?? random.pick(names)
    return {
      id: `l${at + 1}`,
      listing: `${1005000 + at}`,
      sku: `${1005000 + at}-1`,
      store,
      category: [random.pick(CATEGORIES)],
      unitPrice: random.whole(199, 7999),
      quantity: random.whole(1, 2),
    }
  })
  const sellerOf = ({ store }: PlanLine) => stores.get(store)?.seller as string
  return {
    terms: 'aliexpress-2026',
    at: '2026-05-20T12:00:00Z',
    currency: 'USD',
    buyer: { id: 'b1', country: 'US' },
    stores: Object.fromEntries(stores),
    lines: random.shuffled(lines),
    shipping: sellers.map((seller) => ({
      seller,
      method: 'standard',
      fee: random.chance(0.4) ? 0 : random.whole(99, 599),
    })),
    offers: wallet(random, { lines, sellerOf }, size.offers),
    maxCheckouts: size.checkouts,
  }
}

interface Cart {
  readonly lines: readonly PlanLine[]
  readonly sellerOf: (line: PlanLine) => string
}

function wallet(random: Random, cart: Cart, count: number): PlanOffer[] {
  const kindAt = (at: number) => KINDS[Math.floor((at * KINDS.length) / count)] as Kind
  const kinds = Array.from({ length: count }, (_, at) => kindAt(at))
  return random.shuffled(kinds).map((kind, at) => {
    const { isIn, most, ...limits } = reachOf(kind, cart, random.pick(cart.lines))
    const list = cart.lines
      .filter(isIn)
      .reduce((sum, line) => sum + line.unitPrice * line.quantity, 0)
    return { id: `o${at + 1}`, kind, claimed: true, ...limits, ...amounts(random, list * most) }
  })
}

interface Reach extends Pick<PlanOffer, 'funder' | 'scope'> {
  readonly isIn: (line: PlanLine) => boolean
  /** The highest minimum, as a part of what the lines in reach come to. */
  readonly most: number
}

/** What an offer of this kind reaches that has this line in its reach. */
function reachOf(kind: Kind, { sellerOf }: Cart, line: PlanLine): Reach {
  switch (kind) {
    case 'store-coupon':
      return { funder: `store:${line.store}`, isIn: ({ store }) => store === line.store, most: 1.1 }
    case 'seller-coupon': {
      const seller = sellerOf(line)
      return { funder: `seller:${seller}`, isIn: (one) => sellerOf(one) === seller, most: 1.1 }
    }
    case 'category-coupon': {
      const isIn = ({ category }: PlanLine) => category[0] === line.category[0]
      return { funder: 'platform', scope: { categories: [line.category] }, isIn, most: 1 }
    }
    case 'platform-select':
    case 'code':
      return { funder: 'platform', isIn: () => true, most: 0.8 }
  }
}

/** A minimum from a fifth of `most` to all of it in whole dollars, and what is off for it. */
function amounts(random: Random, most: number): Pick<PlanOffer, 'benefit' | 'minimum'> {
  const spend = Math.max(5, Math.round((most * random.whole(20, 100)) / 10_000)) * 100
  const off = Math.floor((spend * random.whole(80, 150)) / 1000 / 10) * 10
  return { benefit: { off }, minimum: { spend } }
}
