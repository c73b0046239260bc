import { assert } from '../../core/base/faults.ts'
import { minorDigits } from '../../core/base/iso4217.ts'
import type { PaymentRequest } from './port.ts'

/** Holds what every provider relies on: nobody is sent to pay nothing, or an amount that is none. */
export function assertPayable({ attempt, amountMinor, currency }: PaymentRequest): void {
  assert(attempt.length > 0 && attempt.length <= 200, 'an attempt has 1 to 200 characters')
  assertAmount(amountMinor, currency)
}

/** The same of an amount alone. */
export function assertAmount(amountMinor: number, currency: string): void {
  assert(Number.isSafeInteger(amountMinor) && amountMinor > 0, `${amountMinor} is an amount`)
  assert(minorDigits(currency) !== undefined, `${currency} is a currency`)
}
