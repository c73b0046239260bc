import { isRefused, type Refused } from '../base/faults.ts'
import { parseInstant } from '../base/instant.ts'
import { best } from '../pricing/best.ts'
import type { Quote, Rejected } from '../pricing/document.ts'
import type { CartDocument } from '../pricing/input.ts'
import { type TermsLibrary, termsLibrary } from '../pricing/library.ts'
import type { OfferDocument } from '../pricing/offer-document.ts'
import { quote } from '../pricing/quote.ts'
import type { Terms } from '../pricing/terms.ts'
import type { Layer } from './layers.ts'
import type { Observation, Outcome, Reading, ReceiptLayer } from './observation.ts'
import { pieceFor, pieceOf } from './stack/piece.ts'
import { type OfferLayer, offerLayers, personalOf, publicOffer } from './stack/public-layers.ts'
import { PUBLIC_TERMS } from './stack/public-terms.ts'

export interface StackOptions {
  /** Public offers known beside what was read: the platform's, published codes. */
  readonly beside?: readonly Layer[]
  /** When the stack is priced; the reading's own instant where it is left out. */
  readonly at?: string
  readonly terms?: Terms
}

/** Steps of a search for one piece: thousands of offers are proved with fewer. */
const STEPS_MAX = 20_000_000

/**
 * The receipt of a reading: the total is the engine's own best over the public offers in force
 * (fg.t.history); personal ones are left out and told as what could still be yours (fg.t.personal).
 */
export function observed(reading: Reading, options: StackOptions = {}): Observation | Refused {
  const { at = reading.at, terms = PUBLIC_TERMS, beside = [] } = options
  const layers = offerLayers(reading.layers, beside)
  const desk: Desk = {
    cart: pieceOf(reading, terms.id, at),
    library: termsLibrary([terms]),
    publicOffers: layers.filter((one) => personalOf(one) === null).map(onSale),
  }
  const answer = best(inputOf(desk), { terms: desk.library, stepsMax: STEPS_MAX })
  if (isRefused(answer)) return answer
  const told = layers.map((one) => receiptOf(one, answer.quote, desk))
  const { layers: _, at: readAt, ...seen } = reading
  const { totals } = answer.quote
  return {
    ...seen,
    at,
    ...(at === readAt ? {} : { readAt }),
    layers: [...saleLayer(reading), ...told],
    tax: reading.pricesIncludeTax ? 0 : totals.tax,
    total: totals.total,
    public: true,
  }
}

/**
 * What was read, of a receipt: to price it again when an offer starts, ends or changes, without another
 * look. Offers that came from elsewhere are left out, for they are looked up anew.
 */
export function readingOf(observation: Observation): Reading {
  const { tax: _, total: __, public: ___, readAt, layers, ...seen } = observation
  const own = layers.filter(({ source }) => source === observation.source)
  const read = own.map(
    ({ amount: _, outcome: __, short: ___, shortOf: ____, worth, ...one }) => one,
  )
  return { ...seen, at: readAt ?? observation.at, layers: read }
}

interface Desk {
  readonly cart: CartDocument
  readonly library: TermsLibrary
  readonly publicOffers: readonly OfferDocument[]
}

const onSale = ({ offer }: OfferLayer): OfferDocument => publicOffer(offer)

const inputOf = ({ cart, publicOffers }: Desk) => ({ ...cart, offers: publicOffers })

/** The first layer: from the list price to what the seller asks now. */
export function saleLayer({ list, sale, source, layers: read }: Reading): ReceiptLayer[] {
  const told = read.find(({ kind }) => kind === 'sku-sale')
  if (list === sale && told === undefined) return []
  const outcome = list === sale ? 'does-not-apply' : 'counted'
  return [{ kind: 'sku-sale', source, ...told, amount: list - sale, outcome }]
}

function receiptOf(layer: OfferLayer, chosen: Quote, desk: Desk): ReceiptLayer {
  const { offer } = layer
  const { from = null, until = null } = offer
  const told = { ...layer, from, until, amount: 0 }
  if (personalOf(layer) !== null) {
    const worth = worthOf(layer, chosen, desk)
    return { ...told, outcome: 'could-be-yours', ...(worth > 0 ? { worth } : {}) }
  }
  const applied = chosen.applied.find((one) => one.offer === offer.id)
  if (applied) return { ...told, amount: applied.off, outcome: 'counted' }
  // Alone, so that a page with hundreds of offers asks hundreds of questions of one offer each.
  const alone = quote({ ...desk.cart, offers: [publicOffer(offer)] }, { terms: desk.library })
  if (isRefused(alone)) return { ...told, outcome: 'does-not-apply' }
  const [rejected] = alone.rejected
  return rejected ? { ...told, ...refusal(rejected) } : { ...told, outcome: 'not-chosen' }
}

/** What a receipt says of an offer that does not apply. */
export function refusal(
  rejected: Pick<Rejected, 'reason' | 'short' | 'shortOf'>,
): Pick<ReceiptLayer, 'outcome' | 'short' | 'shortOf'> {
  const { reason, short, shortOf } = rejected
  const isDated = reason === 'not-started' || reason === 'expired' || reason === 'ended'
  const outcome: Outcome =
    reason === 'below-minimum' ? 'out-of-reach' : isDated ? 'not-in-force' : 'does-not-apply'
  return short === undefined ? { outcome } : { outcome, short, shortOf }
}

/** What a personal offer would take off the total, beside the public ones. */
function worthOf({ offer }: OfferLayer, chosen: Quote, desk: Desk): number {
  const cart = pieceFor(desk.cart, offer)
  const offers = [...desk.publicOffers, publicOffer(offer)]
  const answer = best({ ...cart, offers }, { terms: desk.library, stepsMax: STEPS_MAX })
  return isRefused(answer) ? 0 : chosen.totals.total - answer.total
}

/** When the stack of a receipt changes by itself next: the nearest start or end of one of its layers. */
export function nextChange({ layers }: Observation, after: number): number | null {
  const instants = layers
    .flatMap(({ from, until }) => [from, until])
    .flatMap((text) => (text ? [parseInstant(text) as number] : []))
    .filter((instant) => instant > after)
  return instants.length === 0 ? null : Math.min(...instants)
}
