import type { Fault } from '../base/faults.ts'
import { parseInstant } from '../base/instant.ts'
import { described, integer, object, refined, type Schema, type TypeOf } from '../base/schema.ts'
import type { IssuedOffer, Trigger } from './issued-offer.ts'

/** What each trigger is: what its coupon is issued once for, and what its offer must be. */
export const TRIGGERS = {
  'cart-left': { once: 'cart', appOnly: false, issuer: 'either' },
  // Once a device, and not again for the account on another.
  'first-app-open': { once: 'device', appOnly: true, issuer: 'platform' },
  anniversary: { once: 'year', appOnly: false, issuer: 'platform' },
  follow: { once: 'seller', appOnly: false, issuer: 'seller' },
  compensation: { once: 'case', appOnly: false, issuer: 'either' },
} as const satisfies Record<Trigger, TriggerRow>

interface TriggerRow {
  readonly once: string
  /** Usable in the app only. */
  readonly appOnly: boolean
  /** Who issues for it: the platform, the seller whom it is about, or either of the two. */
  readonly issuer: 'platform' | 'seller' | 'either'
}

const hours = integer(1, 2_000, 'Must be a whole number of hours from 1 to 2,000.')
const days = integer(1, 60, 'Must be a whole number of days from 1 to 60.')

const fields = object(
  {
    /** Hours from which on a cart counts as left, and until which its coupon is issued (fg.one-time). */
    cartLeftHours: object({ from: hours, until: hours }, {}),
    /** Days from an anniversary on in which its coupon is issued. */
    anniversaryDays: days,
  },
  {},
)

export type TriggerRules = TypeOf<typeof fields>

/** When triggers fire: a document of the installation. */
export const triggerRules: Schema<TriggerRules> = described(
  refined(fields, ({ cartLeftHours: { from, until } }, path, faults) => {
    if (until > from) return
    faults.push({ path: `${path}/cartLeftHours/until`, fault: 'Must be more than from.' })
  }),
  { title: 'TriggerRules' },
)

/** What an installation starts with: two to three days for a cart, as fg.one-time says. */
export const TRIGGER_RULES: TriggerRules = {
  cartLeftHours: { from: 48, until: 72 },
  // A week: a sweep that was down for some days still congratulates, and not months later.
  anniversaryDays: 7,
}

/** What a trigger's offer lacks of what its trigger asks (fg.one-time). */
export function triggerFaults(offer: IssuedOffer): Fault[] {
  const on = offer.trigger?.on
  if (on === undefined) return []
  const faults: Fault[] = []
  if (TRIGGERS[on].appOnly && !isAppOnly(offer)) {
    faults.push({
      path: '/offer/channels',
      fault: 'Must be ["app"]: the coupon for opening the app is good in the app only.',
    })
  }
  const isSellers = typeof offer.seller === 'string'
  if (TRIGGERS[on].issuer === 'seller' && !isSellers) {
    faults.push({ path: '/seller', fault: 'Must name the seller whom the buyer follows.' })
  }
  if (TRIGGERS[on].issuer === 'platform' && isSellers) {
    const fault = `Must be left out: the platform issues what the trigger ${on} does.`
    faults.push({ path: '/seller', fault })
  }
  if (offer.trigger?.spentAtLeast !== undefined && on !== 'anniversary') {
    faults.push({
      path: '/trigger/spentAtLeast',
      fault: 'Stands only with anniversary: only its value follows past spend.',
    })
  }
  return faults
}

const isAppOnly = ({ offer }: IssuedOffer): boolean =>
  offer.channels?.length === 1 && offer.channels[0] === 'app'

/** What is known when a trigger fires. */
export interface Occasion {
  readonly trigger: Trigger
  /** The seller whom it is about; null where it is about none. */
  readonly seller: string | null
  /** Past spend of the buyer, in minor units of its currency. */
  readonly spentMinor: number
  readonly currency: string | null
  /** The offer that the agent chose, of a compensation. */
  readonly offer?: string | undefined
}

/**
 * Which of the offers that can be claimed now an occasion issues, or null: one whose trigger it is; a
 * seller's for that seller only. Of several tiers of past spend it is the highest one reached, then the
 * one that can be claimed longest, then the first id.
 */
export function offerFor(occasion: Occasion, open: readonly IssuedOffer[]): IssuedOffer | null {
  let found: IssuedOffer | null = null
  for (const offer of open) {
    if (isFor(offer, occasion) && (found === null || isBefore(offer, found))) found = offer
  }
  return found
}

function isFor(offer: IssuedOffer, occasion: Occasion): boolean {
  const { trigger, seller } = occasion
  if (offer.obtain !== 'trigger' || offer.trigger?.on !== trigger) return false
  if (occasion.offer !== undefined) return offer.id === occasion.offer
  if ((offer.seller ?? null) !== seller) return false
  if (TRIGGERS[trigger].appOnly && !isAppOnly(offer)) return false
  const least = offer.trigger.spentAtLeast ?? 0
  if (least === 0) return true
  const { currency = occasion.currency } = offer.offer
  return currency === occasion.currency && occasion.spentMinor >= least
}

function isBefore(a: IssuedOffer, b: IssuedOffer): boolean {
  const tier = (a.trigger?.spentAtLeast ?? 0) - (b.trigger?.spentAtLeast ?? 0)
  if (tier !== 0) return tier > 0
  const [endOfA, endOfB] = [endOf(a), endOf(b)]
  return endOfA === endOfB ? a.id < b.id : endOfA > endOfB
}

const endOf = ({ claimUntil }: IssuedOffer): number =>
  claimUntil ? (parseInstant(claimUntil) as number) : Number.POSITIVE_INFINITY

/** What is told of an occasion; which fields it needs depends on its trigger. */
export interface OccasionFacts {
  readonly trigger: Trigger
  readonly cart?: string | undefined
  readonly device?: string | undefined
  readonly seller?: string | undefined
  /** The case of a compensation. */
  readonly occasion?: string | undefined
  readonly reason?: string | undefined
  /** Which anniversary it is, where it is one. */
  readonly years?: number | undefined
}

/**
 * What an occasion is called among those of its buyer and trigger: for one name a coupon is issued once
 * (fg.one-time). Or what is missing.
 */
export function occasionName(facts: OccasionFacts): string | Fault[] {
  const missing = NEEDS[facts.trigger].filter((field) => facts[field] === undefined)
  if (missing.length > 0) {
    return missing.map((field) => ({
      path: `/${field}`,
      fault: `Is required for the trigger ${facts.trigger}.`,
    }))
  }
  const { cart, seller, occasion, years } = facts
  switch (facts.trigger) {
    case 'cart-left':
      return JSON.stringify([cart, seller ?? null])
    // Whatever the device: an account opens the app for the first time once.
    case 'first-app-open':
      return 'first'
    case 'anniversary':
      return String(years)
    case 'follow':
      return seller as string
    case 'compensation':
      return occasion as string
  }
}

const NEEDS = {
  'cart-left': ['cart'],
  'first-app-open': ['device'],
  anniversary: [],
  follow: ['seller'],
  compensation: ['occasion', 'reason'],
} as const satisfies Record<Trigger, readonly (keyof OccasionFacts)[]>
