import type { Instant } from '../../base/instant.ts'
import { instantText } from '../../base/instant-text.ts'
import type { Cart } from '../../pricing/cart.ts'
import { type Attempt, lineUp } from '../../pricing/lineup.ts'
import { compileOffer, type Offer } from '../../pricing/offer.ts'
import type { OfferDocument } from '../../pricing/offer-document.ts'
import { totalOf } from '../../pricing/quote.ts'
import { firstReason } from '../../pricing/reasons.ts'
import type { Terms } from '../../pricing/terms.ts'
import type { Rejection } from '../../pricing/till.ts'
import type { Layer } from '../layers.ts'
import type { Observation, Reading, ReceiptLayer } from '../observation.ts'
import { cartOf } from '../stack/piece.ts'
import { type OfferLayer, offerLayers, personalOf, publicOffer } from '../stack/public-layers.ts'
import { PUBLIC_TERMS } from '../stack/public-terms.ts'
import { refusal, saleLayer } from '../stack.ts'
import { type Chosen, cheapest, tryAlone } from './choice.ts'

export interface RepricingOptions {
  /** Public offers known beside what was read: the same documents for every reading are compiled once. */
  readonly beside: readonly Layer[]
  readonly at: Instant
}

/**
 * The receipt of a reading that was accepted before, priced again: what `observed` answers (fg.t.history),
 * some times faster, for it makes no documents on the way and checks none.
 */
export function receiptAgain(reading: Reading, { beside, at }: RepricingOptions): Observation {
  const { layers: read, at: readAt, ...seen } = reading
  const layers = offerLayers(read, beside)
  const cart = cartOf(reading, PUBLIC_TERMS, at)
  const offers = layers.map((layer) => compiled(layer, beside.includes(layer)))
  const anybodys = offers.filter((_, place) => personalOf(layers[place] as OfferLayer) === null)
  const desk = deskOf(cart, anybodys, PUBLIC_TERMS)
  const told = layers.map((layer, place) => receiptOf(layer, offers[place] as Offer, desk))
  const { total, chosen } = desk
  const left = [...chosen.running, ...chosen.feesLeft].reduce((sum, part) => sum + part, 0)
  const text = instantText(at)
  return {
    ...seen,
    at: text,
    ...(text === readAt ? {} : { readAt }),
    layers: [...saleLayer(reading), ...told],
    tax: reading.pricesIncludeTax ? 0 : total - left,
    total,
    public: true,
  }
}

/** The offers of the book are the same objects for all: each is compiled once, and goes with its book. */
const known = new WeakMap<OfferDocument, Offer>()

function compiled({ offer }: OfferLayer, isOfBook: boolean): Offer {
  const before = isOfBook ? known.get(offer) : undefined
  if (before) return before
  const made = compileOffer(publicOffer(offer), 0)
  if (isOfBook) known.set(offer, made)
  return made
}

interface Desk {
  readonly cart: Cart
  readonly terms: Terms
  readonly anybodys: readonly Offer[]
  /** Offers that do not apply even alone, and why. */
  readonly refused: ReadonlyMap<Offer, Rejection>
  readonly chosen: Chosen
  readonly total: number
}

function deskOf(cart: Cart, anybodys: readonly Offer[], terms: Terms): Desk {
  const { alive, refused } = tryAlone(cart, lineUp(anybodys, terms))
  const chosen = cheapest(cart, alive)
  const total = totalOf(cart, chosen.running, chosen.feesLeft)
  return { cart, terms, anybodys, refused, chosen, total }
}

function receiptOf(layer: OfferLayer, offer: Offer, desk: Desk): ReceiptLayer {
  const { from = null, until = null } = layer.offer
  const told = { ...layer, from, until, amount: 0 }
  if (personalOf(layer) !== null) {
    const worth = desk.total - totalFor(layer.offer, offer, desk)
    return { ...told, outcome: 'could-be-yours', ...(worth > 0 ? { worth } : {}) }
  }
  const applied = desk.chosen.applied.find((one) => one.offer === offer)
  if (applied) return { ...told, amount: applied.off, outcome: 'counted' }
  const rejection = desk.refused.get(offer)
  if (!rejection) return { ...told, outcome: 'not-chosen' }
  const { reasons, short, shortOf } = rejection
  const { reason } = firstReason(reasons)
  return { ...told, ...refusal({ reason, ...(short === 0 ? {} : { short, shortOf }) }) }
}

/** The total for who may use a personal offer, beside the public ones: the owner, a new buyer, one in the app. */
function totalFor({ owner, channels }: OfferDocument, offer: Offer, desk: Desk): number {
  const cart = {
    ...desk.cart,
    ordersPlaced: 0,
    buyerId: owner || desk.cart.buyerId,
    channel: channels?.[0] || desk.cart.channel,
  }
  const attempts: readonly Attempt[] = lineUp([...desk.anybodys, offer], desk.terms)
  const { running, feesLeft } = cheapest(cart, tryAlone(cart, attempts).alive)
  return totalOf(cart, running, feesLeft)
}
