import type { Cart } from './cart.ts'
import { firstReason } from './reasons.ts'
import type { Application, Rejection } from './till.ts'

/**
 * The clause that a rejection cites: that of the rule which refused it (the slot's, the kind's
 * minimum's, the stacking rule's), else the general one of the reason (pricing §5.2).
 */
export function clauseOf(rejection: Rejection, cart: Cart): string {
  const { kind, offer } = rejection
  const row = firstReason(rejection.reasons)
  if (kind === null) return row.clause
  switch (row.reason) {
    case 'not-claimed':
      return kind.claimed ? kind.authority.claimed.clause : row.clause
    case 'not-enough-coins':
      return offer.coinsMax > 0 ? 'tc.18.a.ii' : row.clause
    case 'no-eligible-items':
      return emptyClause(rejection, cart) ?? row.clause
    case 'does-not-stack':
      return stackingClause(rejection)
    case 'slot-taken':
      return kind.authority.slot.clause
    case 'allowance-spent':
    case 'below-minimum':
      return kind.authority.minimum.clause
    default:
      return row.clause
  }
}

/** Why nothing is eligible: a trait that the terms exclude, the funder's own lines, or the scope. */
function emptyClause({ kind, offer }: Rejection, cart: Cart): string | null {
  for (const line of cart.lines) {
    for (const trait of line.traits) {
      const clause = kind?.traitClauses.get(trait)
      if (clause !== undefined) return clause
    }
  }
  if (offer.scope !== null) return 'tc.4'
  return offer.funderStore !== null || offer.funderSeller !== null ? 'tc.13.a' : null
}

/** Its own terms, its kind's rule, or the rule of the offer that was there first. */
function stackingClause({ kind, offer, blockers }: Rejection): string {
  if (offer.exclusive) return 'fg.exclusive'
  const first = blockers[0]
  if (kind === null || first === undefined) return 'cp.5'
  if (first.offer.exclusive) return 'fg.exclusive'
  const allows = (
    one: Pick<Application, 'offer' | 'kind'>,
    other: string,
    bit: number,
  ): boolean => {
    const own = one.offer.stacksWith
    if (own === null) return (one.kind.allows & bit) !== 0
    return own === 'any' || own.includes(other)
  }
  if (!allows({ offer, kind }, first.kind.id, first.kind.bit)) {
    return offer.stacksWith === null ? kind.authority.stacksWith.clause : 'tc.2'
  }
  return first.offer.stacksWith === null ? first.kind.authority.stacksWith.clause : 'tc.2'
}
