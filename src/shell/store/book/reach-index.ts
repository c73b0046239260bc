import { isRefused } from '../../../core/base/faults.ts'
import { type Book, compileOffers } from '../../../core/pricing/book.ts'
import type { Cart } from '../../../core/pricing/cart.ts'
import type { OfferDocument } from '../../../core/pricing/offer-document.ts'

/** Some offers as one of the core's books. What left it since is still inside, and is passed over. */
interface Segment {
  readonly rows: readonly OfferDocument[]
  readonly book: Book
  live: number
}

/**
 * Compiling a segment takes some microseconds an offer: with more, requests would wait longer for a
 * change of one offer; with fewer, each quote would ask more segments.
 */
const SEGMENT_ROWS = 2_048

/**
 * Offers by what they reach, of which a few can change while many stay: the core's book in segments. A
 * change compiles a small segment of its own, and small ones are merged, so that no change ever compiles
 * more than one segment's worth at once, however many offers there are.
 */
export class ReachIndex {
  #segments: Segment[] = []
  readonly #segmentOf = new Map<string, Segment>()

  get size(): number {
    return this.#segmentOf.size
  }

  /** Adds offers, or puts them in place of those of the same id. */
  put(rows: readonly OfferDocument[]): void {
    this.remove(rows.map(({ id }) => id))
    for (let from = 0; from < rows.length; from += SEGMENT_ROWS) {
      this.#add(rows.slice(from, from + SEGMENT_ROWS))
    }
  }

  /** Takes offers out; those that are not inside are passed over. */
  remove(ids: readonly string[]): void {
    for (const id of ids) {
      const segment = this.#segmentOf.get(id)
      if (segment === undefined) continue
      this.#segmentOf.delete(id)
      segment.live--
    }
    this.#segments = this.#segments.filter(({ live }) => live > 0)
  }

  /** The ids of the offers in reach of a cart, in no particular order. */
  inReach(cart: Cart): string[] {
    const ids: string[] = []
    for (const segment of this.#segments) {
      for (const { id } of segment.book.inReach(cart)) {
        if (this.#segmentOf.get(id) === segment) ids.push(id)
      }
    }
    return ids
  }

  /** A new segment, merged with those before it that are not much larger, while they fit into one. */
  #add(rows: readonly OfferDocument[]): void {
    const merged = [rows]
    let size = rows.length
    for (;;) {
      const last = this.#segments.at(-1)
      if (last === undefined || size + last.live > SEGMENT_ROWS || last.live > 2 * size) break
      merged.push(this.#liveRows(last))
      size += last.live
      this.#segments.pop()
    }
    const all = merged.flat()
    const book = compileOffers(all)
    if (isRefused(book)) throw new Error(`Broken invariant: ${book.refused[0]?.fault}`)
    const segment: Segment = { rows: all, book, live: all.length }
    for (const { id } of all) this.#segmentOf.set(id, segment)
    this.#segments.push(segment)
  }

  #liveRows(segment: Segment): OfferDocument[] {
    return segment.rows.filter(({ id }) => this.#segmentOf.get(id) === segment)
  }
}
