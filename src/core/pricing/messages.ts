import { utcText } from '../base/instant.ts'
import { decimalText } from '../base/iso4217.ts'
import type { Cart } from './cart.ts'
import type { Offer } from './offer.ts'
import type { Reason } from './reasons.ts'
import type { Application, Rejection } from './till.ts'

/** The facts that a sentence is built from. */
export interface Facts {
  readonly cart: Cart
  readonly rejection: Rejection
}

/** Two sentences a reason: why not, and what would make it work. Keyed, so that languages can follow. */
export interface Wording {
  readonly why: (facts: Facts) => string
  readonly remedy: (facts: Facts) => string
}

export type Messages = Readonly<Record<Reason, Wording>>

const nothingHelps = () => 'Nothing in this cart can change that; choose another offer.'
const askIssuer = () => 'Nothing to do: pick another offer, or ask whoever gave it to you.'

const english: Messages = {
  'unknown-kind': {
    why: ({ rejection, cart }) =>
      `These terms (${cart.terms.id}) know no kind "${rejection.offer.kind}".`,
    remedy: ({ cart }) =>
      `Price under terms that have this kind; here they are: ${kindNames(cart)}.`,
  },
  ended: { why: () => 'This promotion has ended.', remedy: askIssuer },
  'not-started': {
    why: ({ rejection }) => `It can be used from ${utcText(rejection.offer.from)} on.`,
    remedy: ({ rejection }) => `Wait until ${utcText(rejection.offer.from)}.`,
  },
  expired: {
    why: ({ rejection }) => `It expired on ${utcText(rejection.offer.until)}.`,
    remedy: nothingHelps,
  },
  disqualified: {
    why: () => 'Coupons of this account are blocked for breaking the rules of promotions.',
    remedy: () => 'Contact customer service about the account.',
  },
  'not-owner': {
    why: () => 'It belongs to another member, and coupons cannot be passed on.',
    remedy: nothingHelps,
  },
  'not-claimed': {
    why: () => 'It has to be claimed before it can be used.',
    remedy: () => 'Claim it first, then try again.',
  },
  'already-used': { why: () => 'You have used it already.', remedy: nothingHelps },
  'out-of-stock': { why: () => 'All of them have been used by now.', remedy: nothingHelps },
  held: {
    why: ({ rejection }) =>
      `A payment with it failed; it is free again at ${utcText(rejection.offer.heldUntil)}.`,
    remedy: ({ rejection }) => `Try again at ${utcText(rejection.offer.heldUntil)}.`,
  },
  'wrong-currency': {
    why: ({ rejection, cart }) =>
      `It is made for prices in ${rejection.offer.currency}; this cart is in ${cart.currency}.`,
    remedy: ({ rejection }) =>
      `Shop in ${rejection.offer.currency}: its amounts are never converted.`,
  },
  'wrong-country': {
    why: ({ rejection, cart }) =>
      `It is not for orders to ${cart.country ?? 'an unknown country'}, only to ${some(rejection.offer.countries)}.`,
    remedy: ({ rejection }) =>
      `Ship to ${some(rejection.offer.countries)}, or use an offer for your country.`,
  },
  'wrong-channel': {
    why: ({ rejection }) => `It works only ${channelNames(rejection.offer.channels)}.`,
    remedy: ({ rejection }) => `Order ${channelNames(rejection.offer.channels)}.`,
  },
  'not-new-buyer': {
    why: () => 'It is only for the first order of a new member.',
    remedy: nothingHelps,
  },
  'not-enough-coins': {
    why: ({ rejection }) =>
      rejection.offer.coinsRequired > 0
        ? `It takes ${rejection.offer.coinsRequired} coins, and fewer are left.`
        : 'It takes coins, and none are left.',
    remedy: () => 'Collect more coins, or leave out another offer that spends them.',
  },
  'no-eligible-items': {
    why: ({ rejection }) => `Nothing in the cart takes part${where(rejection.offer)}.`,
    remedy: ({ rejection }) => `Add an item that takes part${where(rejection.offer)}.`,
  },
  'does-not-stack': {
    why: ({ rejection }) => `It cannot be combined with ${blockerNames(rejection.blockers)}.`,
    remedy: ({ rejection }) => `Leave out ${blockerNames(rejection.blockers)}, or order apart.`,
  },
  'slot-taken': {
    why: ({ rejection }) =>
      `Only one such offer fits ${slotPlace(rejection)}: ${blockerNames(rejection.blockers)} is used there.`,
    remedy: ({ rejection }) => `Leave out ${blockerNames(rejection.blockers)}, or order apart.`,
  },
  'allowance-spent': {
    why: ({ rejection }) =>
      `The stores allow no further select coupon of this value beside ${blockerNames(rejection.blockers)}.`,
    remedy: () => 'Use a smaller select coupon, or order apart.',
  },
  'below-minimum': {
    why: ({ rejection, cart }) =>
      `${addition(rejection, cart)}${where(rejection.offer)} to use it.`,
    remedy: ({ rejection, cart }) => `${addition(rejection, cart)}${where(rejection.offer)}.`,
  },
  'nothing-left': {
    why: () => 'Nothing is left for it to take off.',
    remedy: () => 'Leave out another offer on the same items.',
  },
}

/** Every language that there is. */
export const languages: Readonly<Record<'en', Messages>> = { en: english }

function addition({ short, shortOf, offer }: Rejection, cart: Cart): string {
  if (shortOf === 'items') return `Add ${short} more ${short === 1 ? 'item' : 'items'}`
  const beforeTax = cart.pricesIncludeTax ? ' before tax' : ''
  return `Spend ${decimalText(short, offer.currency ?? cart.currency)} more${beforeTax}`
}

/** Where an offer works, as the end of a sentence. */
function where({ funderStore, funderSeller, scope }: Offer): string {
  if (funderStore !== null || scope?.stores?.length === 1) return ' in this store'
  if (funderSeller !== null || scope?.sellers?.length === 1) return ' with this seller'
  if (scope?.listings || scope?.stores || scope?.sellers) return ' on participating products'
  if (scope?.categories) return ' in its category'
  return scope?.warehouses ? ` from warehouse ${some(scope.warehouses)}` : ''
}

function slotPlace({ kind }: Rejection): string {
  switch (kind?.slot?.per) {
    case 'line':
      return 'an item'
    case 'product':
      return 'a product'
    case 'order':
      return 'an order'
    case 'store':
      return 'a store'
    case 'seller':
      return 'a seller'
    default:
      return 'a checkout'
  }
}

function blockerNames(blockers: readonly Application[]): string {
  if (blockers.length === 0) return 'what is applied already'
  const names = blockers
    .slice(0, 3)

    .map(({ offer, kind }) => `"${offer.id}" (${kind.name})`)
  const rest = blockers.length - names.length
  return rest > 0 ? `${names.join(', ')} and ${rest} more` : names.join(' and ')
}

function channelNames(channels: readonly string[] | null): string {
  const names: Record<string, string> = {
    app: 'in the app',
    site: 'on the site',
    mobile: 'on the mobile site',
  }
  return (channels ?? []).map((channel) => names[channel] ?? channel).join(' or ')
}

function kindNames(cart: Cart): string {
  return cart.terms.kindsInOrder.map((kind) => kind.id).join(', ')
}

/** The first few of a long list. */
function some(rows: readonly string[] | null): string {
  const all = rows ?? []
  return all.length > 5
    ? `${all.slice(0, 4).join(', ')} and ${all.length - 4} others`
    : all.join(', ')
}
