import type { OfferDocument } from '../../src/core/pricing/offer-document.ts'
import type { Draws } from './draws.ts'
import { RULES } from './reference-terms.ts'

/** What an offer may speak of, in the cart that it is for. */
export interface Scene {
  readonly terms: string
  /** Kinds that its offers are of, but for a few. */
  readonly kinds: readonly string[]
  readonly amount: () => number
  readonly stores: readonly string[]
  readonly sellers: readonly string[]
  readonly listings: readonly string[]
  readonly categories: readonly (readonly string[])[]
  /** The sum of the cart's list, for minimums that are just met or just missed. */
  readonly list: number
}

/** Instants of carts and windows: the same few, so that a window often begins or ends at the cart's. */
export const INSTANTS = [
  '2020-11-11T08:00:00Z',
  '2020-11-11T00:00:00-08:00',
  '2020-11-11T08:00:00.001Z',
  '2020-11-11T07:59:59.999Z',
  '2026-06-24T12:00:00+02:00',
] as const

/** Windows around these instants: from <= at < until. */
const WINDOWS = [
  { from: INSTANTS[2] },
  { until: INSTANTS[1] },
  { until: INSTANTS[2] },
  { from: INSTANTS[0], until: INSTANTS[2] },
  { from: INSTANTS[3], until: INSTANTS[0] },
  { from: INSTANTS[3], until: INSTANTS[4] },
] as const

const IDS = ['o1', '__proto__', '11', 'constructor', 'toString', 'o~/6'] as const
const PARTNERS = ['partner:__proto__', 'partner:x'] as const

/** The kinds of a rule-set, by the book. */
export function kindsOf(terms: string): string[] {
  return (RULES[terms]?.kinds ?? []).map((rule) => rule.kind)
}

export function randomOffer(draws: Draws, scene: Scene, at: number): OfferDocument {
  const kind = draws.oneIn(20)
    ? draws.pick(['mystery', '__proto__', 'code', 'coupon', 'store-code'])
    : draws.pick(scene.kinds)
  const pooled = kind === 'select-coupon'
  return {
    id: IDS[at] ?? `o${at + 1}`,
    kind,
    funder: randomFunder(draws, scene),
    benefit: pooled ? { off: scene.amount() } : randomBenefit(draws, scene),
    ...draws.maybe(2, () => ({ minimum: randomMinimum(draws, scene) })),
    ...draws.maybe(3, () => ({ scope: randomScope(draws, scene) })),
    claimed: !draws.oneIn(20),
    ...randomStacking(draws, scene),
    ...randomConditions(draws),
    ...(kind === 'coins' ? { coins: randomCoins(draws) } : {}),
    ...draws.maybe(25, () => ({ coins: randomCoins(draws) })),
  }
}

function randomFunder(draws: Draws, { stores, sellers }: Scene): string {
  switch (draws.below(5)) {
    case 1:
      return `store:${draws.oneIn(12) ? 'elsewhere' : draws.pick(stores)}`
    case 2:
      return `seller:${draws.pick(sellers)}`
    case 3:
      return draws.pick(PARTNERS)
    default:
      return 'platform'
  }
}

const PERCENTAGES = [10, 5, 100, 0, 33.33, 7.25, 1.15, 0.01] as const

function randomBenefit(draws: Draws, { amount }: Scene): OfferDocument['benefit'] {
  const cap = () => draws.maybe(3, () => ({ cap: amount() }))
  switch (draws.below(7)) {
    case 1:
      return { percent: draws.pick(PERCENTAGES), ...cap() }
    case 2: {
      // At most nine times what was spent, so that what is forfeited stays a safe integer.
      const every = Math.max(1, amount())
      return { every, off: Math.min(amount(), every * 9), ...cap() }
    }
    case 3:
      return { freeShipping: true, ...cap() }
    case 4:
      return {
        tiers: draws.list(1, 4, () => ({ quantity: 1 + draws.below(6), ...gift(draws, amount) })),
      }
    case 5:
      return { tiers: draws.list(1, 4, () => ({ spend: amount(), ...gift(draws, amount) })) }
    default:
      return { off: amount() }
  }
}

function gift(draws: Draws, amount: () => number): { percent: number } | { off: number } {
  return draws.below(2) === 0 ? { off: amount() } : { percent: draws.pick(PERCENTAGES) }
}

function randomMinimum(draws: Draws, { amount, list }: Scene): OfferDocument['minimum'] {
  const near = () => Math.min(1e13, Math.max(0, list + draws.below(3) - 1))
  switch (draws.below(5)) {
    case 1:
      return { quantity: 1 + draws.below(6) }
    case 2:
      return { spend: amount(), quantity: 1 + draws.below(4) }
    case 3:
      return { spend: near() }
    case 4:
      return draws.pick([null, {}])
    default:
      return { spend: amount() }
  }
}

function randomScope(draws: Draws, scene: Scene): OfferDocument['scope'] {
  const some = <T>(list: readonly T[]) => draws.list(0, 3, () => draws.pick(list))
  if (draws.oneIn(12)) return null
  return {
    ...draws.maybe(3, () => ({ stores: some(scene.stores) })),
    ...draws.maybe(3, () => ({ sellers: some(scene.sellers) })),
    ...draws.maybe(4, () => ({ listings: some(scene.listings) })),
    ...draws.maybe(3, () => ({ categories: some(scene.categories) })),
    ...draws.maybe(3, () => ({ warehouses: some(['US', 'CN', 'US', 'CN', '__proto__']) })),
  }
}

function randomStacking(draws: Draws, { terms }: Scene): object {
  return {
    ...draws.maybe(20, () => ({ exclusive: true })),
    ...draws.maybe(4, () => ({
      stacksWith: draws.oneIn(2)
        ? draws.list(0, 4, () => draws.pick([...kindsOf(terms), '__proto__']))
        : draws.pick(['any', null] as const),
    })),
  }
}

/** Conditions on buyer, time and place: each rare, so that most offers come to their turn. */
function randomConditions(draws: Draws): object {
  const count = () => ({ limit: draws.below(3), made: draws.below(2) })
  return {
    ...draws.maybe(12, () => draws.pick(WINDOWS)),
    ...draws.maybe(30, () => ({ heldUntil: draws.pick([...INSTANTS, null]) })),
    ...draws.maybe(30, () => ({ ended: true })),
    ...draws.maybe(15, () => ({ owner: draws.pick(['b1', 'b2', null]) })),
    ...draws.maybe(25, () => ({ uses: count() })),
    ...draws.maybe(25, () => ({ budget: draws.oneIn(3) ? null : count() })),
    ...draws.maybe(20, () => ({ currency: draws.pick(['USD', 'EUR']) })),
    ...draws.maybe(20, () => ({ countries: draws.list(0, 2, () => draws.pick(['US', 'FR'])) })),
    ...draws.maybe(20, () => ({ channels: [draws.pick(['app', 'site'] as const)] })),
    ...draws.maybe(20, () => ({ newBuyersOnly: true })),
    ...draws.maybe(30, () => ({ code: 'AE08' })),
  }
}

function randomCoins(draws: Draws): NonNullable<OfferDocument['coins']> {
  const number = draws.pick([30, 1, 100, 7, 200])
  return draws.below(2) === 0 ? { required: number } : { max: number }
}
