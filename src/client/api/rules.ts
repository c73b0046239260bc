// Made from the document of the API by docs/build-client.ts: npm run client.

import type { Call, Rows } from '../call.ts'
import type { Clause, ClauseList, RuleSet, TermsList } from './rules-documents.ts'

/** The rule-sets, and the clauses that they rest on. */
export interface RulesCalls {
  /**
   * The rule-sets, or those in force at an instant. Without parameters, all rule-sets. With
   * `at`, of each programme the version that was in force at that instant (a later version
   * does not change earlier orders).
   */
  listTerms: Call<
    {
      readonly query?: {
        readonly at?: string | undefined
        readonly programme?: 'aliexpress' | 'aliexpress-general' | undefined
      }
    },
    TermsList
  >
  /** A rule-set: its kinds, and each rule with its clause. */
  getTerms: Call<{ readonly path: { readonly id: string } }, RuleSet>
  /** The catalogue of clauses. */
  listClauses: Call<Record<never, never>, ClauseList>
  /** A clause, its source, and the clauses that are its parts. */
  getClause: Call<{ readonly path: { readonly id: string } }, Clause>
}

export const rulesRows = {
  listTerms: ['GET', '/v1/terms'],
  getTerms: ['GET', '/v1/terms/{id}'],
  listClauses: ['GET', '/v1/clauses'],
  getClause: ['GET', '/v1/clauses/{id}'],
} as const satisfies Rows<RulesCalls>
