// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type { QuoteInput } from './pricing-documents.ts'
import type { Explanation, Quote, Refund, RefundInput, Unlocks } from './pricing-documents-2.ts'
import type {
  Best,
  BestExplanation,
  Plan,
  PlanExplanation,
  PlanInput,
} from './pricing-documents-3.ts'

/** What a cart costs, why, and what comes back. */
export interface PricingCalls {
  /**
   * Price a cart. The exact total, what each offer took off and from which line, who pays for
   * it, and why each other offer was refused.
   */
  quote: Call<{ readonly body: QuoteInput }, Quote>
  /**
   * Price a cart, and tell how. The quote with a trace of every offer in its turn: the rules
   * used with their clauses, what a specific rule overrides, and what would make a refused
   * offer work.
   */
  explain: Call<{ readonly body: QuoteInput }, Explanation>
  /**
   * What would unlock the offers that fall short. For each offer that is short of its minimum:
   * what the missing spend or pieces would cost in the end. `worth` is true where the total
   * would not rise.
   */
  unlock: Call<{ readonly body: QuoteInput }, Unlocks>
  /**
   * Price any number of carts. Takes newline-delimited JSON: one input on each line, any
   * number of lines. Answers one line for each, in order, while you are still sending: read
   * the answers while you write, or neither side can go on.
   */
  quoteBatch: Call<{ readonly body: string | ReadableStream<Uint8Array> }, Response>
  /**
   * What goes back for returned pieces. Exact over any split of the pieces, and never more
   * than was paid. Give the input and the quote that the buyer accepted, what came back
   * before, and what comes back now.
   */
  refund: Call<{ readonly body: RefundInput }, Refund>
  /**
   * Find the cheapest choice of offers. Which of the offers to use, the others left out, so
   * that the total is smallest; `choose` limits the candidates. `proved` says whether no
   * choice can be cheaper. Of equal totals: fewer offers, then those that expire first, then
   * ids in order.
   */
  best: Call<{ readonly body: QuoteInput }, Best>
  /**
   * Find the cheapest choice of offers, and tell why. The cheapest choice with, for each offer
   * that it leaves out, what using it would cost and which chosen offers it would drive out,
   * or why it cannot be used.
   */
  explainBest: Call<{ readonly body: QuoteInput }, BestExplanation>
  /**
   * Find the cheapest way to pay in several checkouts. Into which checkouts, at most
   * `maxCheckouts`, to split the lines, and which offers to use in each, so that the sum of
   * the totals is smallest. They are paid one after the other: uses, budgets and coins are
   * counted over all, every order in every checkout pays its own shipping. With `"options": {
   * "units": true }` single pieces of a line may be dealt apart. `single` is the best total
   * with one checkout. Up to 250,000 lines × offers.
   */
  plan: Call<{ readonly body: PlanInput }, Plan>
  /**
   * Find the cheapest plan, and tell why. The cheapest plan with, for each offer that it
   * leaves out, what using it would cost, and for each two checkouts what paying them as one
   * would cost more.
   */
  explainPlan: Call<{ readonly body: PlanInput }, PlanExplanation>
}

export const pricingRows = {
  quote: ['POST', '/v1/quotes'],
  explain: ['POST', '/v1/quotes/explain'],
  unlock: ['POST', '/v1/quotes/unlock'],
  quoteBatch: ['POST', '/v1/quotes/batch', 'lines', 'raw'],
  refund: ['POST', '/v1/refunds'],
  best: ['POST', '/v1/quotes/best'],
  explainBest: ['POST', '/v1/quotes/best/explain'],
  plan: ['POST', '/v1/plans'],
  explainPlan: ['POST', '/v1/plans/explain'],
} as const satisfies Rows<PricingCalls>
