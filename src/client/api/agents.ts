// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type { AcpCheckout, AgentAsked, UcpCheckout } from './agents-documents.ts'

/** What shopping agents are told, in their protocols. */
export interface AgentsCalls {
  /**
   * Discounts of a checkout, as UCP tells them. The discount extension of the Universal
   * Commerce Protocol: `applied` with allocations that sum to the amount, and a warning for
   * each code that is refused. Amounts in minor units.
   */
  ucpDiscounts: Call<{ readonly body: AgentAsked }, UcpCheckout>
  /**
   * Discounts of a checkout, as ACP tells them. The discount extension of the Agentic Commerce
   * Protocol: `applied`, `allocations` and `rejected` with their codes.
   */
  acpDiscounts: Call<{ readonly body: AgentAsked }, AcpCheckout>
}

export const agentsRows = {
  ucpDiscounts: ['POST', '/v1/agents/ucp/discounts'],
  acpDiscounts: ['POST', '/v1/agents/acp/discounts'],
} as const satisfies Rows<AgentsCalls>
