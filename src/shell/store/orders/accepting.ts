import { assert, isRefused, type Refused } from '../../../core/base/faults.ts'
import { acceptedTexts } from '../../../core/orders/money/replay.ts'
import type { Promises } from '../../../core/orders/order.ts'
import type { Quote } from '../../../core/pricing/document.ts'
import type { Input } from '../../../core/pricing/input.ts'
import { attemptsOf } from '../book/attempts.ts'
import type { Desk } from '../book/shopper.ts'
import { type AnsweredCode, chosenWithin } from '../book/stored-quotes.ts'
import { digestOf } from '../shards.ts'
import type { Placing } from './requests.ts'

/** A cart that a buyer wants to buy, with what its sellers promise. */
export interface Bought {
  /** What a client knows of it (`storedCart`). */
  readonly cart: unknown
  readonly buyer: string
  /** In days, by the order's id in the quote: `seller/method` (faq.combine). */
  readonly promises: Readonly<Record<string, Promises>>
  /** Special terms that count before the general ones (tc.2). */
  readonly specialTerms?: readonly string[] | undefined
  readonly at?: Date | undefined
}

/** What a buyer saw and accepts: the quote by its hash, and what it came to. */
export interface AcceptedPrice {
  readonly hash: string
  readonly totalMinor: number
}

/** The price of a cart as it would be accepted now. */
export interface PricedCart {
  readonly hash: string
  readonly quote: Quote
  readonly codes: readonly AnsweredCode[]
  /** All that placing it needs. */
  readonly placing: Omit<Placing, 'checkout'>
}

/** The price is another by now: nothing was bought, and the buyer may accept the new one (tc.22). */
export interface PriceChanged {
  readonly priceChanged: {
    readonly accepted: AcceptedPrice
    readonly hash: string
    readonly quote: Quote
  }
}

/** Prices a cart with the stored offers, as it would be bought now. Bad input is refused whole. */
export async function priceToBuy(desk: Desk, bought: Bought): Promise<PricedCart | Refused> {
  const { cart, buyer, promises, specialTerms, at } = bought
  const attempts = await attemptsOf(desk, { cart, buyer, at })
  if (isRefused(attempts)) return { refused: attempts.refused.map(below('/cart')) }
  const { attempted } = chosenWithin(desk, attempts)
  const { choose: _, ...document } = attempts.document as Input
  const input: Input = { ...document, offers: attempted.map((one) => one.document) }
  const options = { terms: desk.terms }
  const texts = acceptedTexts(input, options)
  assert(texts !== null, 'a cart that was read can be priced')
  const quote: Quote = JSON.parse(texts.quote)
  const applied = new Set(quote.applied.map(({ offer }) => offer))
  const offers = attempted.flatMap(({ standing: { issued, version } }) =>
    applied.has(issued.id) ? [{ offer: issued.id, version, document: issued }] : [],
  )
  return {
    hash: digestOf(texts.quote).toString('hex'),
    quote,
    codes: attempts.codes.map((code) => ({ ...code, refusal: null })),
    placing: { buyer, input, quote, texts, offers, promises, specialTerms, options },
  }
}

const below = (at: string) => (fault: Refused['refused'][number]) => ({
  ...fault,
  path: `${at}${fault.path}`,
})

/** Whether two prices are the same; the old and the new where they are not. */
export function changedPrice(
  accepted: AcceptedPrice,
  { hash, quote }: Pick<PricedCart, 'hash' | 'quote'>,
): PriceChanged | null {
  return hash === accepted.hash ? null : { priceChanged: { accepted, hash, quote } }
}
