import type { ExpressionBuilder } from 'kysely'
import { parseInstant } from '../../../core/base/instant.ts'
import type { CitedFault } from '../../../core/offers/validity.ts'
import type { TermsLibrary } from '../../../core/pricing/library.ts'
import type { Tables } from '../tables.ts'

/** Whose campaigns and offers are seen: everybody's, one seller's, or (null) the platform's. */
export type Scope = 'all' | { readonly seller: string | null }

/** Who changes something, and when: by the clock of the database unless an instant is given. */
export interface Acting {
  readonly scope: Scope
  /** Kept with the version that the act makes. */
  readonly by: string
  /** The rule-sets that campaigns may name. */
  readonly terms: TermsLibrary
  readonly at?: Date | undefined
}

/** Somebody else changed it meanwhile, or made one of that id: nothing was changed. */
export type Conflict<T> =
  | { readonly conflict: 'version'; readonly current: T }
  | { readonly conflict: 'exists' }

/** Whether an answer is such a conflict. */
export function isConflict<A extends object>(
  answer: A,
): answer is Extract<A, { readonly conflict: string }> {
  return 'conflict' in answer
}

type Owned = 'campaigns' | 'offers'

/** The rows of a scope, as a part of the query: a row of somebody else is not found. */
export function inScope(scope: Scope) {
  return (eb: ExpressionBuilder<Tables, Owned>) => {
    if (scope === 'all') return eb.val(true)
    const { seller } = scope
    return seller === null ? eb('seller', 'is', null) : eb('seller', '=', seller)
  }
}

/** A document says for whom it is; whoever acts for one seller writes only that seller's. */
export function scopeFaults(seller: string | null | undefined, scope: Scope): CitedFault[] {
  if (scope === 'all' || scope.seller === (seller ?? null)) return []
  const fault =
    scope.seller === null
      ? 'You act for the platform: leave the seller out.'
      : `You act for the seller ${scope.seller}: name that one.`
  return [{ path: '/seller', fault, clause: 'tc.1' }]
}

/** An instant of a document as a column, to the millisecond. */
export function dateOf(text: string | null | undefined): Date | null {
  return text ? new Date(parseInstant(text) as number) : null
}
