import { type Random, seededRandom } from './random.ts'

/**
 * The workload: seeded carts of L lines from 1 to 20 sellers and P offers of three kinds, as one
 * Tessera input document each. What every contestant computes is read off this document: the flat
 * arrays of the limit (limit.ts) and Medusa's promotions (medusa.ts) are made from it, not beside it.
 */
export interface WorkloadDocument {
  readonly terms: 'aliexpress-2026'
  readonly at: string
  readonly currency: 'USD'
  readonly buyer: { readonly id: string; readonly country: string }
  readonly stores: Readonly<Record<string, { readonly seller: string }>>
  readonly lines: readonly WorkloadLine[]
  readonly shipping: readonly WorkloadFee[]
  readonly offers: readonly WorkloadOffer[]
}

export interface WorkloadLine {
  readonly id: string
  readonly listing: string
  readonly sku: string
  readonly store: string
  readonly unitPrice: number
  readonly quantity: number
}

export interface WorkloadFee {
  readonly seller: string
  readonly method: 'standard'
  readonly fee: number
}

export interface WorkloadOffer {
  readonly id: string
  readonly kind: 'seller-coupon' | 'code' | 'free-shipping'
  readonly funder: string
  readonly benefit: {
    readonly off?: number
    readonly percent?: number
    readonly freeShipping?: true
  }
  readonly minimum: { readonly spend: number }
  readonly claimed?: true
  readonly code?: string
}

export const LINE_COUNTS = [3, 10, 50, 200] as const
export const OFFER_COUNTS = [5, 20, 100] as const

/** A tenth of the coupons in a wallet are of sellers that this cart does not buy from. */
const ABSENT_SELLER = 0.1

/** `count` different carts of one size. The same size gives the same carts on every machine. */
export function workload(lines: number, offers: number, count: number): WorkloadDocument[] {
  const random = seededRandom(lines * 1_000_003 + offers)
  return Array.from({ length: count }, () => cart(random, lines, offers))
}

function cart(random: Random, lineCount: number, offerCount: number): WorkloadDocument {
  const sellers = Array.from(
    { length: random.whole(1, Math.min(20, lineCount)) },
    (_, seller) => `m${seller + 1}`,
  )
  const lines = Array.from({ length: lineCount }, (_, place): WorkloadLine => {
    // Every seller has a line; further lines fall to any of them.
    const seller = place < sellers.length ? place : random.whole(0, sellers.length - 1)
    return {
      id: `l${place + 1}`,
      listing: `${1005000 + place}`,
      sku: `${1005000 + place}-1`,
      store: `s${seller + 1}`,
      unitPrice: random.whole(99, 9999),
      quantity: random.whole(1, 3),
    }
  })
  return {
    terms: 'aliexpress-2026',
    at: '2026-05-20T12:00:00Z',
    currency: 'USD',
    buyer: { id: 'b1', country: 'US' },
    stores: Object.fromEntries(sellers.map((seller, at) => [`s${at + 1}`, { seller }])),
    lines: random.shuffled(lines),
    shipping: sellers.map((seller) => ({
      seller,
      method: 'standard',
      fee: random.chance(0.3) ? 0 : random.whole(199, 999),
    })),
    offers: wallet(random, { lines, sellers, offerCount }),
  }
}

interface WalletOf {
  readonly lines: readonly WorkloadLine[]
  readonly sellers: readonly string[]
  readonly offerCount: number
}

/** A fifth codes, a tenth free shipping, the rest coupons of sellers, in an order of their own. */
function wallet(random: Random, of: WalletOf): WorkloadOffer[] {
  const codes = Math.max(1, Math.round(of.offerCount / 5))
  const freeShippings = Math.max(1, Math.round(of.offerCount / 10))
  const spend = spendOfSellers(of.lines)
  const kinds = random.shuffled(
    Array.from({ length: of.offerCount }, (_, place) =>
      place < codes ? 'code' : place < codes + freeShippings ? 'free-shipping' : 'seller-coupon',
    ),
  )
  return kinds.map((kind, place) => {
    const id = `o${place + 1}`
    if (kind === 'code') return code(random, id, spend.whole)
    if (kind === 'free-shipping') return freeShipping(random, id, spend.whole)
    const seller = random.chance(ABSENT_SELLER) ? 'm99' : random.pick(of.sellers)
    return sellerCoupon(random, { id, seller, spend: spend.of.get(seller) ?? 5000 })
  })
}

function spendOfSellers(lines: readonly WorkloadLine[]) {
  const of = new Map<string, number>()
  let whole = 0
  for (const line of lines) {
    const list = line.unitPrice * line.quantity
    const seller = line.store.replace('s', 'm')
    of.set(seller, (of.get(seller) ?? 0) + list)
    whole += list
  }
  return { of, whole }
}

/** Minimums lie on both sides of what the cart spends, so that offers apply, collide and fall short. */
function minimumNear(random: Random, spend: number): number {
  return Math.max(100, Math.round((spend * random.whole(30, 150)) / 10_000) * 100)
}

function sellerCoupon(
  random: Random,
  of: { readonly id: string; readonly seller: string; readonly spend: number },
): WorkloadOffer {
  const minimum = minimumNear(random, of.spend)
  return {
    id: of.id,
    kind: 'seller-coupon',
    funder: `seller:${of.seller}`,
    benefit: { off: Math.round((minimum * random.whole(5, 30)) / 100) },
    minimum: { spend: minimum },
    claimed: true,
  }
}

function code(random: Random, id: string, spend: number): WorkloadOffer {
  return {
    id,
    kind: 'code',
    funder: 'platform',
    benefit: { percent: random.whole(2, 30) / 2 },
    minimum: { spend: minimumNear(random, spend) },
    code: `MAY${id.toUpperCase()}`,
  }
}

function freeShipping(random: Random, id: string, spend: number): WorkloadOffer {
  return {
    id,
    kind: 'free-shipping',
    funder: 'platform',
    benefit: { freeShipping: true },
    minimum: { spend: minimumNear(random, spend) },
  }
}
