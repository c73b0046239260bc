import { accept } from '../src/core/pricing/accept.ts'
import { type Priced, priceInTurn } from '../src/core/pricing/price.ts'
import { quoteDocument } from '../src/core/pricing/quote.ts'
import { compileOffers, isRefused, type Quote, quote, shippedTerms } from '../src/tessera.ts'

/** Tessera as the bench calls it: the only file here that names the core. */
export interface Tessera {
  /** Validation, compilation, pricing and the document: what a stranger's cart costs. */
  quote(input: object): Quote
  /** Validation and compilation alone. Returns how many offers there are. */
  accept(input: object): number
  /** A cart and its offers made ready once, to be priced again and again. */
  prepare(input: object): PreparedCart
  /** Standing offers made ready once, for any number of carts. */
  book(offers: Iterable<object>): Book
}

export interface PreparedCart {
  /** Deciding: every offer has its turn, and the first fault ends it. Returns the total. */
  decide(): number
  /** Explaining: every fault of every offer, what blocks it, what is missing. Returns the total. */
  explain(): number
  /** Explaining, and the document of the quote with its sentences. */
  document(): Quote
}

export interface Book {
  quote(cart: object): Quote
}

export function tessera(): Tessera {
  return {
    quote: (input) => accepted(quote(input)),
    accept: (input) => accepted(accept(input, shippedTerms)).offers.length,
    prepare: (input) => {
      const { cart, attempts } = accepted(accept(input, shippedTerms))
      return {
        decide: () => totalOf(priceInTurn(cart, attempts, 'decide')),
        explain: () => totalOf(priceInTurn(cart, attempts, 'explain')),
        document: () => quoteDocument(priceInTurn(cart, attempts, 'explain')),
      }
    },
    book: (offers) => {
      const book = accepted(compileOffers([...offers]))
      return { quote: (cart) => accepted(book.quote(cart)) }
    },
  }
}

/** What is left to pay: the workload has no tax. */
function totalOf({ running, feesLeft }: Priced): number {
  let total = 0
  for (const amount of running) total += amount
  for (const fee of feesLeft) total += fee
  return total
}

/** The workload is valid by construction: a refusal is a fault of the bench, and is told whole. */
function accepted<Answer extends object>(
  answer: Answer,
): Exclude<Answer, { readonly refused: unknown }> {
  if (isRefused(answer)) throw new Error(`Refused: ${JSON.stringify(answer)}`)
  return answer as Exclude<Answer, { readonly refused: unknown }>
}
