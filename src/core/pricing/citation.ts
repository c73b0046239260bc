import type { Cart } from './cart.ts'
import { inReach } from './eligibility.ts'
import { firstReason } from './reasons.ts'
import type { Application, Rejection } from './till.ts'

/**
 * The clause that a rejection cites: that of the rule which refused it (the slot's, the kind's
 * minimum's, the stacking rule's), else the general one of the reason (pricing §5.2).
 */
export function clauseOf(rejection: Rejection, cart: Cart): string {
  const { kind, offer } = rejection
  const { reason, clause } = firstReason(rejection.reasons)
  const general = cart.terms.refusals.get(reason) ?? clause
  if (kind === null) return general
  switch (reason) {
    case 'not-claimed':
      return kind.claimed ? kind.authority.claimed.clause : general
    case 'not-enough-coins':
      return offer.coinsMax > 0 && general === clause ? 'tc.18.a.ii' : general
    case 'no-eligible-items':
      return emptyClause(rejection, cart) ?? general
    case 'does-not-stack':
      return stackingClause(rejection, cart.terms.refusals.get(reason) ?? 'fg.exclusive')
    case 'slot-taken':
      return kind.authority.slot.clause
    case 'allowance-spent':
    case 'below-minimum':
      return kind.authority.minimum.clause
    default:
      return general
  }
}

/** Why nothing is eligible: a trait that the terms exclude, the offer's scope, or its funder's lines. */
function emptyClause({ kind, offer }: Rejection, cart: Cart): string | null {
  for (const line of cart.lines) {
    if (!inReach(offer, line)) continue
    for (const trait of line.traits) {
      const clause = kind?.traitClauses.get(trait)
      if (clause !== undefined) return clause
    }
    if (kind?.pooled) return kind.authority.minimum.clause
  }
  if (offer.scope !== null) return 'tc.4'
  return offer.funderStore !== null || offer.funderSeller !== null ? 'tc.13.a' : null
}

/** Its own terms, its kind's rule, or the rule of the offer that was there first. */
function stackingClause({ kind, offer, blockers }: Rejection, exclusive: string): string {
  if (offer.exclusive) return exclusive
  const first = blockers[0]
  if (kind === null || first === undefined) return 'cp.5'
  if (first.offer.exclusive) return exclusive
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
