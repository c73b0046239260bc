import type { Cart, CartLine } from './cart.ts'
import type { Offer, Scope } from './offer.ts'
import { bitOf } from './reasons.ts'
import type { Kind } from './terms.ts'

const UNKNOWN_KIND = bitOf['unknown-kind']
const NOT_STARTED = bitOf['not-started']
const EXPIRED = bitOf.expired
const DISQUALIFIED = bitOf.disqualified
const NOT_OWNER = bitOf['not-owner']
const NOT_CLAIMED = bitOf['not-claimed']
const HELD = bitOf.held
const WRONG_CURRENCY = bitOf['wrong-currency']
const WRONG_COUNTRY = bitOf['wrong-country']
const WRONG_CHANNEL = bitOf['wrong-channel']
const NOT_NEW_BUYER = bitOf['not-new-buyer']
const NOT_ENOUGH_COINS = bitOf['not-enough-coins']
const NO_ELIGIBLE_ITEMS = bitOf['no-eligible-items']

/**
 * The faults of an offer that stand whatever else is applied, as bits (rows 1 to 15 of pricing §5.2).
 * Every one is found; to decide, the lowest is enough.
 */
export function screen(
  offer: Offer,
  kind: Kind | null,
  buyer: { readonly cart: Cart; readonly coinsLeft: number },
  eligible: readonly number[],
): number {
  const { cart } = buyer
  let faults = offer.standing
  if (offer.timed) faults |= faultsOfTime(offer, cart)
  if (offer.personal || cart.disqualified) faults |= faultsOfBuyer(offer, cart)
  if (!offer.claimed && (kind?.claimed || offer.owner !== null)) faults |= NOT_CLAIMED
  if (offer.currency !== null && offer.currency !== cart.currency) faults |= WRONG_CURRENCY
  if (kind === null) return faults | UNKNOWN_KIND
  if (eligible.length === 0) faults |= NO_ELIGIBLE_ITEMS
  return faults | faultOfCoins(offer, buyer.coinsLeft)
}

function faultsOfTime(offer: Offer, cart: Cart): number {
  let faults = 0
  if (cart.at < offer.from) faults |= NOT_STARTED
  else if (cart.at >= offer.until) faults |= EXPIRED
  // Free again after the hold that follows a failed payment (cp.9).
  if (cart.at < offer.heldUntil) faults |= HELD
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

/** Platform coins are all or nothing (tc.18.a.i.1); of seller coins any part will do (tc.18.a.ii). */
function faultOfCoins({ coinsRequired, coinsMax }: Offer, coinsLeft: number): number {
  return coinsRequired > coinsLeft || (coinsMax > 0 && coinsLeft === 0) ? NOT_ENOUGH_COINS : 0
}

const NO_LINES: readonly number[] = []

/**
 * Lines in the offer's scope, of its funder where that is a store or a seller (tc.13.a, tc.14.a),
 * without those whose traits its kind excludes (tc.5). In order; often a list that the cart holds.
 */
export function eligibleLines(offer: Offer, kind: Kind, cart: Cart): readonly number[] {
  const { scope } = offer
  const own = linesOfFunder(offer, cart)
  if (scope === null && !cart.hasTraits && !kind.pooled) return own
  const eligible: number[] = []
  for (let k = 0; k < own.length; k++) {
    const line = cart.lines[own[k] as number] as CartLine
    if (scope !== null && !inScope(scope, line)) continue
    if (line.traits.length > 0 && line.traits.some((trait) => kind.excludedTraits.has(trait))) {
      continue
    }
    if (kind.pooled && line.store.select === null) continue
    eligible.push(own[k] as number)
  }
  return eligible
}

/** Whether a line is in an offer's reach, be its traits what they may. */
export function inReach(offer: Offer, line: CartLine): boolean {
  if (offer.funderStore !== null && line.store.id !== offer.funderStore) return false
  if (offer.funderSeller !== null && line.store.seller.id !== offer.funderSeller) return false
  return offer.scope === null || inScope(offer.scope, line)
}

function linesOfFunder({ funderStore, funderSeller }: Offer, cart: Cart): readonly number[] {
  if (funderStore !== null) return cart.stores.get(funderStore)?.lines ?? NO_LINES
  if (funderSeller !== null) return cart.sellers.get(funderSeller)?.lines ?? NO_LINES
  return cart.places
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
