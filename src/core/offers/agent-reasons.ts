import type { Rejected } from '../pricing/document.ts'
import type { Reason } from '../pricing/reasons.ts'
import type { TypedCode } from './agent-codes.ts'
import { refusal } from './refusals.ts'

/** Why a code is rejected, in the words of the Agentic Commerce Protocol's discount extension. */
export const AGENT_CODES = [
  'discount_code_expired',
  'discount_code_invalid',
  'discount_code_already_applied',
  'discount_code_combination_disallowed',
  'discount_code_minimum_not_met',
  'discount_code_user_not_logged_in',
  'discount_code_user_ineligible',
  'discount_code_usage_limit_reached',
] as const

export type AgentCode = (typeof AGENT_CODES)[number]

interface Mapped {
  readonly code: AgentCode
  /** Said to a visitor instead of it: signing in could change the answer. */
  readonly visitor?: 'discount_code_user_not_logged_in'
}

const signIn = { visitor: 'discount_code_user_not_logged_in' } as const

/**
 * Our reasons in the words of the protocols. UCP lists six of the eight words and lets others stand; the
 * two that it lacks (minimum, usage limit) are said in ACP's words, so that both agents read the same. The
 * sentence beside the word tells the rest.
 */
export const AGENT_REASONS = {
  'unknown-kind': { code: 'discount_code_invalid' },
  ended: { code: 'discount_code_expired' },
  'not-started': { code: 'discount_code_invalid' },
  expired: { code: 'discount_code_expired' },
  disqualified: { code: 'discount_code_user_ineligible' },
  'not-owner': { code: 'discount_code_user_ineligible', ...signIn },
  'not-claimed': { code: 'discount_code_user_ineligible', ...signIn },
  'already-used': { code: 'discount_code_usage_limit_reached' },
  'out-of-stock': { code: 'discount_code_usage_limit_reached' },
  held: { code: 'discount_code_user_ineligible' },
  'wrong-currency': { code: 'discount_code_user_ineligible' },
  'wrong-country': { code: 'discount_code_user_ineligible' },
  'wrong-channel': { code: 'discount_code_user_ineligible' },
  'not-new-buyer': { code: 'discount_code_user_ineligible', ...signIn },
  'not-enough-coins': { code: 'discount_code_user_ineligible', ...signIn },
  // Not the minimum: an agent would then add more of the same items, and none of them takes part.
  'no-eligible-items': { code: 'discount_code_user_ineligible' },
  'does-not-stack': { code: 'discount_code_combination_disallowed' },
  'slot-taken': { code: 'discount_code_combination_disallowed' },
  'allowance-spent': { code: 'discount_code_combination_disallowed' },
  'below-minimum': { code: 'discount_code_minimum_not_met' },
  'nothing-left': { code: 'discount_code_combination_disallowed' },
} as const satisfies Record<Reason, Mapped>

/** A submitted code that did not apply. */
export interface RejectedCode {
  /** As it was submitted, and its place among the codes. */
  readonly code: string
  readonly at: number
  readonly reason: AgentCode
  readonly message: string
}

/**
 * Every submitted code that did not apply, with its reason: none is dropped in silence (fg.exclusive,
 * fg.reject). One that stands for no offer is refused in the same words as a used or foreign one.
 */
export function rejectedCodes(
  codes: readonly TypedCode[],
  rejected: readonly Rejected[],
  signedIn: boolean,
): RejectedCode[] {
  const byOffer = new Map(rejected.map((one) => [one.offer, one]))
  return codes.flatMap(({ code, offer, repeats }, at) => {
    const row = { code, at }
    if (offer === null) {
      const { message } = refusal('code-refused')
      return [{ ...row, reason: 'discount_code_invalid' as const, message }]
    }
    if (repeats) {
      const message = 'This code was given already: it counts once.'
      return [{ ...row, reason: 'discount_code_already_applied' as const, message }]
    }
    const found = byOffer.get(offer)
    if (found === undefined) return []
    const mapped: Mapped = AGENT_REASONS[found.reason]
    const reason = signedIn ? mapped.code : (mapped.visitor ?? mapped.code)
    return [{ ...row, reason, message: found.message }]
  })
}
