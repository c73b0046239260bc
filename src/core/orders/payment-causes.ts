/** The five causes that a failed payment has, each with what the buyer can do (faq.payfail). */
export const PAYMENT_CAUSES = [
  {
    cause: 'invalid-card-number',
    says: 'The card number is not valid. Check its digits, or use another card.',
  },
  {
    cause: 'insufficient-funds',
    says: 'There is not enough money on the card or account. Use another one, or top it up.',
  },
  {
    cause: 'limit-exceeded',
    says: 'The payment is above a limit of your card or bank. Ask the bank, or pay otherwise.',
  },
  {
    cause: 'wrong-security-code',
    says: 'The security code is wrong. It is printed on the card; type it again.',
  },
  {
    cause: 'verification-failed',
    says: 'Your bank did not confirm that it is you. Confirm the payment with the bank when it asks.',
  },
] as const satisfies readonly { cause: string; says: string }[]

export type PaymentCause = (typeof PAYMENT_CAUSES)[number]['cause']

/** Whether a text is one of the five causes (faq.payfail). */
export function isPaymentCause(text: string): text is PaymentCause {
  return PAYMENT_CAUSES.some(({ cause }) => cause === text)
}
