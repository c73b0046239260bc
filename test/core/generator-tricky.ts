import type { Input } from '../../src/core/pricing/input.ts'
import type { Draws } from './draws.ts'

type Line = Input['lines'][number]
type Offer = NonNullable<Input['offers']>[number]

export interface TrickySize {
  readonly lines: number
  readonly leastLines?: number
  readonly offers: number
  /** How many stores there are, of as many sellers or fewer. */
  readonly stores?: number
}

/**
 * A small cart full of what a search takes shortcuts with: offers that are alike, that reach a part of
 * what others reach, that need nearly all to be left, that take a percentage of it, that find too few
 * coins; and two methods of a seller, so that parting its lines may cost nothing.
 */
export function trickyInput(
  draws: Draws,
  { terms, kinds }: { readonly terms: string; readonly kinds: readonly string[] },
  size: TrickySize,
): Input {
  const stores = ['s1', 's2', 's3'].slice(0, size.stores ?? 3)
  const isTaxed = draws.oneIn(3)
  const least = size.leastLines ?? 1
  const lines = draws.list(least, size.lines + 1 - least, (at) => ({
    ...randomLine(draws, stores, at),
    ...(isTaxed ? { taxRate: draws.pick([20, 8.25, 0, 5]) } : {}),
  }))
  const list = lines.reduce((sum, { unitPrice, quantity = 1 }) => sum + unitPrice * quantity, 0)
  const few = draws.oneIn(2) ? kinds : draws.list(1, 3, () => draws.pick(kinds))
  const offers: Offer[] = []
  const count = 2 + draws.below(size.offers - 1)
  for (let at = 0; at < count; at++) offers.push(nextOffer(draws, { kinds: few, list }, offers))
  return {
    terms,
    at: '2026-06-24T12:00:00Z',
    currency: 'USD',
    ...draws.maybe(5, () => ({ pricesIncludeTax: true })),
    buyer: { id: 'b1', coins: draws.pick([100, 120, 0]) },
    stores: {
      s1: { seller: 'm1', ...select(draws) },
      s2: { seller: draws.pick(['m2', 'm1']), ...select(draws) },
      s3: { seller: 'm3' },
    },
    lines,
    ...draws.maybe(2, () => ({ shipping: randomFees(draws) })),
    offers,
  }
}

function select(draws: Draws): object {
  return draws.maybe(2, () => ({ select: { minimum: draws.pick([1000, 1500]), value: 300 } }))
}

function randomLine(draws: Draws, stores: readonly string[], at: number): Line {
  return {
    id: `l${at + 1}`,
    listing: draws.pick(['L1', 'L2']),
    sku: 'k',
    store: draws.pick(stores),
    unitPrice: draws.pick([1000, 2000, 1500, 3000, 777]),
    ...draws.maybe(3, () => ({ method: 'express' })),
    ...draws.maybe(2, () => ({ category: ['home'] })),
    ...draws.maybe(5, () => ({ quantity: 2 })),
  }
}

function randomFees(draws: Draws): NonNullable<Input['shipping']> {
  return ['m1', 'm2', 'm3'].flatMap((seller) =>
    ['standard', 'express'].map((method) => ({
      seller,
      method,
      fee: draws.pick([0, 50, 100, 300]),
    })),
  )
}

interface Scene {
  readonly kinds: readonly string[]
  readonly list: number
}

/** Neither in the order of the alphabet nor against it. */
const IDS = 'hbgcafed'

function nextOffer(draws: Draws, scene: Scene, before: readonly Offer[]): Offer {
  const id = IDS[before.length] as string
  if (before.length === 0 || draws.below(5) > 0) return { id, ...randomOffer(draws, scene) }
  // One that is like another but for its end.
  const { until: _, ...twin } = draws.pick(before)
  return { ...twin, id, ...draws.maybe(2, () => ({ until: '2028-01-01T00:00:00Z' })) }
}

function randomOffer(draws: Draws, { kinds, list }: Scene): Omit<Offer, 'id'> {
  const kind = draws.pick(kinds)
  const share = (parts: readonly number[]) => Math.round((list * draws.pick(parts)) / 100)
  const ofKinds = () => kinds.filter(() => draws.oneIn(2))
  const offer = {
    kind,
    funder: draws.pick(['platform', 'platform', 'platform', 'store:s1', 'seller:m1', 'seller:m2']),
    claimed: true,
    ...draws.maybe(6, () => ({ exclusive: true })),
    ...draws.maybe(4, () => ({ stacksWith: draws.oneIn(3) ? ('any' as const) : ofKinds() })),
    ...draws.maybe(3, () => ({ scope: randomScope(draws) })),
    ...draws.maybe(3, () => ({ uses: { limit: 2, made: 0 } })),
    ...draws.maybe(9, () => ({ newBuyersOnly: true })),
  }
  if (kind === 'select-coupon') return { ...offer, benefit: { off: draws.pick([100, 200, 300]) } }
  return {
    ...offer,
    benefit: randomBenefit(draws, kind, share),
    ...draws.maybe(2, () => ({
      minimum: { spend: share([10, 20, 30, 50, 70, 80, 90, 95]) },
    })),
    ...(kind === 'coins' || draws.oneIn(8) ? { coins: randomCoins(draws) } : {}),
  }
}

function randomScope(draws: Draws): NonNullable<Offer['scope']> {
  return draws.pick([{ categories: [['home']] }, { listings: ['L1'] }, { stores: ['s1', 's2'] }])
}

function randomBenefit(
  draws: Draws,
  kind: string,
  share: (parts: readonly number[]) => number,
): Offer['benefit'] {
  const off = () => share([5, 10, 10, 20, 20, 30, 30, 40, 50, 60, 70])
  switch (kind === 'free-shipping' && draws.oneIn(2) ? 3 : draws.below(8)) {
    case 1:
      return { percent: draws.pick([10, 25, 50, 75]) }
    case 2:
      return { percent: draws.pick([20, 50]), cap: off() }
    case 3:
      return { freeShipping: true }
    case 4:
      return { every: share([25]), off: share([5]) }
    case 5:
      // More of it is worth less.
      return {
        tiers: [
          { spend: share([33]), off: share([20]) },
          { spend: share([80]), off: share([10]) },
        ],
      }
    default:
      return { off: off() }
  }
}

function randomCoins(draws: Draws): NonNullable<Offer['coins']> {
  return draws.pick([{ required: 50 }, { max: 100 }, { max: 60 }])
}
