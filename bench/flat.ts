import type { WorkloadDocument, WorkloadOffer } from './workload.ts'

/** A workload cart as flat arrays of numbers: what the limit loops over. */
export interface FlatCart {
  readonly lineList: Float64Array
  /** The lines of seller s lie in `linesOf` from `start[s]` to `start[s + 1]`; the last span is all. */
  readonly linesOf: Int32Array
  readonly start: Int32Array
  readonly fees: Float64Array
  /** Offers in order of attempt: coupons, then codes, then free shipping. */
  readonly couponSpan: Int32Array
  readonly couponOff: Float64Array
  readonly couponMinimum: Float64Array
  readonly codeBp: Float64Array
  readonly codeMinimum: Float64Array
  readonly shippingMinimum: Float64Array
}

/** The span of a coupon whose seller has no line in the cart. */
export const ABSENT = -1

/** Reads the flat arrays off a document: done once per cart, outside the measurement. */
export function flatten(document: WorkloadDocument): FlatCart {
  const sellers = Object.values(document.stores).map((store) => store.seller)
  const spans: number[][] = [...sellers.map(() => []), []]
  for (const [at, line] of document.lines.entries()) {
    spans[sellers.indexOf(sellerOf(document, line.store))]?.push(at)
    spans[sellers.length]?.push(at)
  }
  const start = [0]
  for (const lines of spans) start.push((start.at(-1) as number) + lines.length)
  const { coupons, codes, freeShippings } = inOrderOfAttempt(document)
  return {
    lineList: Float64Array.from(document.lines, (line) => line.unitPrice * line.quantity),
    linesOf: Int32Array.from(spans.flat()),
    start: Int32Array.from(start),
    fees: Float64Array.from(document.shipping, (row) => row.fee),
    couponSpan: Int32Array.from(coupons, (offer) =>
      sellers.indexOf(offer.funder.slice('seller:'.length)),
    ),
    couponOff: Float64Array.from(coupons, (offer) => offer.benefit.off ?? 0),
    couponMinimum: Float64Array.from(coupons, (offer) => offer.minimum.spend),
    codeBp: Float64Array.from(codes, (offer) => (offer.benefit.percent ?? 0) * 100),
    codeMinimum: Float64Array.from(codes, (offer) => offer.minimum.spend),
    shippingMinimum: Float64Array.from(freeShippings, (offer) => offer.minimum.spend),
  }
}

/** The seller of a store of the cart. */
export function sellerOf(document: WorkloadDocument, store: string): string {
  return (document.stores[store] as { readonly seller: string }).seller
}

/** The offers as the steps of the terms order them (pricing §4: 3, 4, 5), by position inside each. */
export function inOrderOfAttempt(document: WorkloadDocument) {
  const of = (kind: WorkloadOffer['kind']) => document.offers.filter((offer) => offer.kind === kind)
  return { coupons: of('seller-coupon'), codes: of('code'), freeShippings: of('free-shipping') }
}
