import { type MarketCart, market } from './market.ts'
import { FULL, foldedChecksum, measure, QUICK, type Sample } from './measure.ts'
import { seededRandom } from './random.ts'
import { type Book, tessera } from './tessera.ts'

/** What one size of book came to. */
export interface BookFigures {
  readonly offers: number
  readonly inReach: number
  readonly quote: Sample
  readonly compileSeconds: number
  readonly heapPerOffer: number
  readonly checksum: number
}

/** So many different carts that the offers of a large book do not stay in the processor's caches. */
const CARTS = 4000

/** A book of this size is also compared with a quote that is given all of its offers. */
const CHECKED_SIZE = 1_000

// Started by book.ts with a size, one process a size; answers with one line of JSON.
const [size, effort] = process.argv.slice(2)
console.log(JSON.stringify(figures(Number(size), effort === 'quick')))

function figures(size: number, quick: boolean): BookFigures {
  const of = market(size)
  const heapBefore = usedBytes()
  const started = performance.now()
  const book = tessera().book(of.offers)
  const compileSeconds = (performance.now() - started) / 1000
  const heapPerOffer = (usedBytes() - heapBefore) / size
  const random = seededRandom(size)
  const carts = Array.from({ length: CARTS }, () => of.cart(random))
  if (size === CHECKED_SIZE) mustEqualQuotes(book, carts.slice(0, 100), [...market(size).offers])
  const operations = carts.map((cart) => () => book.quote(cart).totals.total)
  const sample = measure({ operations }, quick ? QUICK : FULL).operations
  return {
    offers: size,
    inReach: carts.reduce((sum, cart) => sum + of.inReach(cart), 0) / CARTS,
    quote: sample,
    compileSeconds,
    heapPerOffer,
    checksum: foldedChecksum(),
  }
}

function usedBytes(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** The book looks only at offers in reach: that must not change what applies. */
function mustEqualQuotes(
  book: Book,
  carts: readonly MarketCart[],
  offers: readonly object[],
): void {
  for (const cart of carts) {
    const ours = book.quote(cart)
    const whole = tessera().quote({ ...cart, offers })
    const [one, other] = [ours, whole].map((quote) =>
      JSON.stringify([quote.totals, quote.lines, quote.applied]),
    )
    if (one !== other) throw new Error(`The book and the quote differ:\n${one}\n${other}`)
  }
}
