import type { Cart, CartLine } from './cart.ts'
import { REASONS, type Reason } from './document.ts'
import type { Offer, Scope } from './offer.ts'
import type { Kind } from './terms.ts'

/** Each reason as one bit; a lower bit takes precedence. */
export const bitOf = Object.fromEntries(
  REASONS.map(({ reason }, place) => [reason, 1 << place]),
) as Readonly<Record<Reason, number>>

const UNKNOWN_KIND = bitOf['unknown-kind']
const ENDED = bitOf.ended
const NOT_STARTED = bitOf['not-started']
const EXPIRED = bitOf.expired
const DISQUALIFIED = bitOf.disqualified
const NOT_OWNER = bitOf['not-owner']
const NOT_CLAIMED = bitOf['not-claimed']
const ALREADY_USED = bitOf['already-used']
const OUT_OF_STOCK = bitOf['out-of-stock']
const HELD = bitOf.held
const WRONG_CURRENCY = bitOf['wrong-currency']
const WRONG_COUNTRY = bitOf['wrong-country']
const WRONG_CHANNEL = bitOf['wrong-channel']
const NOT_NEW_BUYER = bitOf['not-new-buyer']
const NOT_ENOUGH_COINS = bitOf['not-enough-coins']
const NO_ELIGIBLE_ITEMS = bitOf['no-eligible-items']

/**
 * The faults of an offer that stand whatever else is applied, as bits (rows 1 to 15 of pricing §5.2);
 * its eligible lines are written into `eligible`. Every fault is found: to decide, the lowest is enough.
 */
export function screen(
  offer: Offer,
  kind: Kind | null,
  buyer: { readonly cart: Cart; readonly coinsLeft: number },
  eligible: number[],
): number {
  const { cart } = buyer
  const own = faultsOfItself(offer, kind, cart) | faultsOfBuyer(offer, cart)
  eligible.length = 0
  if (kind === null) return own | UNKNOWN_KIND
  let faults = own
  if (offer.coinsRequired > buyer.coinsLeft || (offer.coinsMax > 0 && buyer.coinsLeft === 0)) {
    faults |= NOT_ENOUGH_COINS
  }
  findEligible(offer, kind, cart, eligible)
  return eligible.length === 0 ? faults | NO_ELIGIBLE_ITEMS : faults
}

function faultsOfItself(offer: Offer, kind: Kind | null, cart: Cart): number {
  let faults = 0
  if (offer.ended) faults |= ENDED
  if (cart.at < offer.from) faults |= NOT_STARTED
  else if (cart.at >= offer.until) faults |= EXPIRED
  const mustBeClaimed = offer.owner !== null || kind?.claimed === true
  if (mustBeClaimed && !offer.claimed) faults |= NOT_CLAIMED
  if (offer.usedUp) faults |= ALREADY_USED
  if (offer.soldOut) faults |= OUT_OF_STOCK
  if (cart.at < offer.heldUntil) faults |= HELD
  if (offer.currency !== null && offer.currency !== cart.currency) faults |= WRONG_CURRENCY
  return faults
}

function faultsOfBuyer(offer: Offer, cart: Cart): number {
  let faults = 0
  if (cart.disqualified) faults |= DISQUALIFIED
  if (offer.owner !== null && offer.owner !== cart.buyerId) faults |= NOT_OWNER
  if (offer.countries !== null && !offer.countries.includes(cart.country as string)) {
    faults |= WRONG_COUNTRY
  }
  if (offer.channels !== null && !offer.channels.includes(cart.channel)) faults |= WRONG_CHANNEL
  if (offer.newBuyersOnly && cart.ordersPlaced > 0) faults |= NOT_NEW_BUYER
  return faults
}

/** Lines in the offer's scope, of its funder where that is a store or seller, without excluded traits. */
export function findEligible(offer: Offer, kind: Kind, cart: Cart, eligible: number[]): void {
  const { lines } = cart
  const { funderStore, funderSeller, scope } = offer
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as CartLine
    if (funderStore !== null && line.store.id !== funderStore) continue
    if (funderSeller !== null && line.store.seller.id !== funderSeller) continue
    if (scope !== null && !inScope(scope, line)) continue
    if (line.traits.length > 0 && line.traits.some((trait) => kind.excludedTraits.has(trait)))
      continue
    if (kind.pooled && line.store.select === null) continue
    eligible.push(i)
  }
}

function inScope(scope: Scope, line: CartLine): boolean {
  return (
    (scope.stores === null || scope.stores.includes(line.store.id)) &&
    (scope.sellers === null || scope.sellers.includes(line.store.seller.id)) &&
    (scope.listings === null || scope.listings.includes(line.listing)) &&
    (scope.warehouses === null || scope.warehouses.includes(line.warehouse as string)) &&
    (scope.categories === null || scope.categories.some((path) => startsWith(line.category, path)))
  )
}

function startsWith(category: readonly string[], path: readonly string[]): boolean {
  return path.length <= category.length && path.every((name, depth) => category[depth] === name)
}
