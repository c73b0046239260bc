/**
 * The price with some layers left out, or with some that are one buyer's own: by the very search that
 * made the receipt, in the browser. Fetched when a layer is switched for the first time.
 */
import { isRefused } from '../../../core/base/faults.ts'
import { best } from '../../../core/pricing/best.ts'
import { termsLibrary } from '../../../core/pricing/library.ts'
import type { OfferDocument } from '../../../core/pricing/offer-document.ts'
import { pieceFor, pieceOf } from '../../../core/tracker/stack/piece.ts'
import { publicOffer } from '../../../core/tracker/stack/public-layers.ts'
import { PUBLIC_TERMS } from '../../../core/tracker/stack/public-terms.ts'
import type { Receipt } from './documents.ts'
import { isOwn, layerId } from './layers.ts'

/** What is paid, and what each layer takes off, by its id. */
export interface Switched {
  readonly totalMinor: number
  readonly off: ReadonlyMap<string, number>
}

const STEPS_MAX = 2_000_000
const library = termsLibrary([PUBLIC_TERMS])

/** Prices the piece of a receipt with the layers that are switched on; null where that cannot be done. */
export function switched(receipt: Receipt, on: ReadonlySet<string>): Switched | null {
  const layers = receipt.layers.filter((layer) => on.has(layerId(layer)))
  const isOnSale = layers.some(({ kind }) => kind === 'sku-sale') || receipt.list === receipt.sale
  const seen = { ...receipt, sale: isOnSale ? receipt.sale : receipt.list }
  const offers = layers.flatMap(({ offer }) => (offer ? [publicOffer(offer as OfferDocument)] : []))
  const own = layers.flatMap((layer) =>
    layer.offer && isOwn(layer) ? [layer.offer as OfferDocument] : [],
  )
  const cart = own.reduce(pieceFor, pieceOf(seen, PUBLIC_TERMS.id, receipt.at))
  const answer = best({ ...cart, offers }, { terms: library, stepsMax: STEPS_MAX })
  if (isRefused(answer)) return null
  const off = new Map(answer.quote.applied.map(({ offer, off: minor }) => [offer, minor]))
  if (isOnSale && receipt.list > receipt.sale) off.set('sku-sale', receipt.list - receipt.sale)
  return { totalMinor: answer.quote.totals.total, off }
}
