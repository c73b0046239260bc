import type { OfferDocument } from '../../pricing/offer-document.ts'
import { type Layer, layerOfKind, type Personal, type SourceName } from '../layers.ts'

/** A layer that has an offer: everything but the sale price. */
export type OfferLayer = Layer & { readonly offer: OfferDocument }

/** Whose it is, where it is no part of the public stack (fg.t.personal); null for anybody's. */
export function personalOf({ personal, offer }: Layer): Personal | null {
  if (personal) return personal
  if (!offer) return null
  if (offer.owner) return 'held'
  return offer.newBuyersOnly || offer.kind === 'welcome-coupon' ? 'new-user' : null
}

/** The layer that a public offer of the marketplace, or a published code, is; null for a kind unknown. */
export function layerOf(offer: OfferDocument, source: SourceName): OfferLayer | null {
  const kind = layerOfKind(offer.kind)
  return kind === undefined ? null : { kind, source, offer }
}

/** Layers with an offer, each offer once: what was looked up later replaces what a page said before. */
export function offerLayers(read: readonly Layer[], beside: readonly Layer[]): OfferLayer[] {
  const byId = new Map<string, OfferLayer>()
  for (const layer of [...read, ...beside]) {
    if (layer.offer) byId.set(layer.offer.id, layer as OfferLayer)
  }
  return [...byId.values()]
}

/**
 * The offer as anybody may have it: a public coupon is there for who claims it, so it counts as claimed
 * (fg.t.history). How often one buyer used it is no matter of the public's.
 */
export function publicOffer(offer: OfferDocument): OfferDocument {
  const { uses: _, heldUntil: __, ...rest } = offer
  return { ...rest, claimed: true }
}
