import type { PaymentCause } from './payment-causes.ts'

/** How a payment came out, or what its provider decided about it later. Amounts are in minor units. */
export type PaymentOutcome =
  /** The money is there (faq.escrow). */
  | { readonly kind: 'verified'; readonly amountMinor: number; readonly currency: string }
  /** One of the five causes (faq.payfail). It cannot be paid by this attempt any more. */
  | { readonly kind: 'failed'; readonly cause: PaymentCause }
  /** The provider paid the buyer back by a claim that it decided for the buyer (bp.d.paypal). */
  | {
      readonly kind: 'reimbursed'
      readonly claim: string
      readonly amountMinor: number
      readonly currency: string
    }
