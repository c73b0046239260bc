import { described, integer, object, orNull, type Schema, type TypeOf } from '../base/schema.ts'
import { type Refusal, refusal } from './refusals.ts'

const people = integer(1, 1_000_000, 'Must be a whole number from 1 to 1,000,000.')

const fields = object(
  {
    /** Days after registering in which a buyer is newly registered; null for as long as nothing is ordered. */
    newForDays: orNull(integer(1, 3_660, 'Must be a whole number of days from 1 to 3,660.')),
    /** How many new buyers one inviter may bring in 24 hours, and in all. */
    mostPerDay: people,
    mostInAll: people,
  },
  {},
)

export type InvitationRules = TypeOf<typeof fields>

/** Who may invite whom: a document of the installation (tc.15.a). */
export const invitationRules: Schema<InvitationRules> = described(fields, {
  title: 'InvitationRules',
})

/** What an installation starts with. */
export const INVITATION_RULES: InvitationRules = {
  // Long enough for somebody who registers first and hears of the code later.
  newForDays: 30,
  // Friends come one by one; a dozen a day are made-up accounts (cp.12, tc.9).
  mostPerDay: 10,
  mostInAll: 100,
}

/** What an invitation asks of a buyer. */
export interface Member {
  readonly id: string
  readonly registeredAt: Date
  readonly ordersPlaced: number
  readonly disqualified: boolean
}

/** Why a buyer may not invite: only an active one may, with at least one order placed (tc.15.a). */
export function whyNotInviting(inviter: Member | null): Refusal | null {
  if (inviter?.disqualified) return refusal('disqualified')
  return inviter === null || inviter.ordersPlaced < 1 ? refusal('not-active-inviter') : null
}

/**
 * Why a buyer may not redeem an invitation: only one who is known to be newly registered and never
 * placed an order may (tc.15.a).
 */
export function whyNotInvited(
  buyer: Member | null,
  { newForDays }: InvitationRules,
  at: Date,
): Refusal | null {
  if (buyer?.disqualified) return refusal('disqualified')
  if (buyer === null || buyer.ordersPlaced > 0) return refusal('not-new-buyer')
  if (newForDays === null) return null
  const newUntil = buyer.registeredAt.getTime() + newForDays * 86_400_000
  return at.getTime() < newUntil ? null : refusal('not-new-buyer')
}

/** How many an inviter has brought. */
export interface Brought {
  readonly inAll: number
  readonly lastDay: number
}

/** Whether an inviter has a place for one more new buyer. */
export function hasPlace(brought: Brought, rules: InvitationRules): boolean {
  return brought.inAll < rules.mostInAll && brought.lastDay < rules.mostPerDay
}
