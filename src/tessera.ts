/**
 * The package `tessera`: what an engineer who builds a marketplace calls. Everything here but
 * `loadTerms` is pure and runs in a browser as well.
 */
export { type Fault, isRefused, type Refused } from './core/base/faults.ts'
export type { Best } from './core/pricing/best.ts'
export { type Book, compileOffers } from './core/pricing/book.ts'
export type { Applied, Quote, Rejected } from './core/pricing/document.ts'
export { type AttemptTrace, type Explanation, explain } from './core/pricing/explain.ts'
export type { CartDocument, Input } from './core/pricing/input.ts'
export type { LeftOut, SplitGain } from './core/pricing/left-out.ts'
export { type TermsLibrary, termsLibrary } from './core/pricing/library.ts'
export { type PreparedMarket, prepareMarket } from './core/pricing/market.ts'
export type { OfferDocument } from './core/pricing/offer-document.ts'
export type { Plan, PlannedCheckout, PlannedPieces } from './core/pricing/plan-document.ts'
export { quote } from './core/pricing/quote.ts'
export type { Reason } from './core/pricing/reasons.ts'
export { type Refund, refund, refundRequest } from './core/pricing/refund.ts'
export type { AcceptedPurchase, Returns } from './core/pricing/returns.ts'
export { shippedTerms } from './core/pricing/shipped.ts'
export { compileTerms, type Terms } from './core/pricing/terms.ts'
export type { RuleSet } from './core/pricing/terms-document.ts'
export { type Unlock, unlock } from './core/pricing/unlock.ts'
export {
  type BestExplanation,
  explainBest,
  explainPlan,
  type PlanExplanation,
} from './core/pricing/why.ts'
export { loadTerms } from './shell/files/terms-folder.ts'
export { type BestOptions, best, type PlanOptions, plan } from './timed.ts'
