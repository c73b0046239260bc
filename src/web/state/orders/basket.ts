import { type ReadonlySignal, signal } from '@preact/signals'
import type { ProblemDocument } from '../../../client/call.ts'
import type { DocumentOf } from '../../../client/client.ts'
import { actOnce } from '../market/act-once.ts'
import { type Market, noticeRefusal } from '../market/market.ts'

export type SampleListing = DocumentOf<'SampleListings'>['listings'][number]

/** A basket of the sample shop. */
export interface Basket {
  /** How many pieces of each listing. */
  readonly pieces: ReadonlySignal<ReadonlyMap<string, number>>
  put(listing: string, pieces: number): void
  /** Asks what it costs, and leaves for the page where that is accepted; why not, or null. */
  checkOut(codes: string): Promise<ProblemDocument | null>
}

const PIECES_MAX = 99

export function createBasket(market: Market): Basket {
  const pieces = signal<ReadonlyMap<string, number>>(new Map())
  const once = actOnce()
  return {
    pieces,
    put: (listing, count) => {
      const next = new Map(pieces.value)
      if (count > 0) next.set(listing, Math.min(count, PIECES_MAX))
      else next.delete(listing)
      pieces.value = next
    },
    checkOut: async (typed) => {
      const lines = [...pieces.value].map(([listing, quantity]) => ({ listing, quantity }))
      const codes = codesIn(typed)
      const body = { lines, ...(codes.length > 0 && { codes }) }
      const answer = await once(body, (options) =>
        market.api.createSampleCheckout({ body }, options),
      )
      if (answer.ok) {
        window.location.assign(`/checkout/${encodeURIComponent(answer.value.checkout)}`)
        return null
      }
      noticeRefusal(market, answer.problem)
      return answer.problem
    },
  }
}

/** Codes as people paste them: apart by commas, spaces or lines. */
export function codesIn(typed: string): string[] {
  return [...new Set(typed.split(/[\s,;]+/).filter(Boolean))]
}

/** What a basket costs before any offer. */
export function listPrice(
  listings: readonly SampleListing[],
  pieces: ReadonlyMap<string, number>,
): number {
  return listings.reduce(
    (sum, { listing, priceMinor }) => sum + priceMinor * (pieces.get(listing) ?? 0),
    0,
  )
}
