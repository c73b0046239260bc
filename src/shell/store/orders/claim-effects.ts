import type { Short } from '../../../core/offers/claim-draft.ts'
import type { ClaimAct } from '../../../core/offers/claim-world.ts'
import { isRefusal, type Refusal } from '../../../core/offers/refusals.ts'
import type { ReservationAct } from '../../../core/orders/reservations.ts'
import type { OpenActs } from '../claims/acts-within.ts'
import type { Change } from './decision.ts'
import type { Checkout } from './rows.ts'

/** What claims of offers know a reservation of a checkout by, in the place of an order. */
function reservationName(checkout: string, reservation: number): string {
  return `${checkout}.${reservation + 1}`
}

/** An act on a reservation as an act on claims. */
export function claimActOf(
  { id, buyer, document }: Pick<Checkout, 'id' | 'buyer' | 'document'>,
  { act, reservation }: ReservationAct,
): ClaimAct {
  const order = reservationName(id, reservation)
  const named = { buyer, order, key: `${act} ${order}` }
  if (act !== 'reserve') return { act, ...named }
  const offers = document.reservations[reservation]?.offers ?? []
  return { act, ...named, offers }
}

/** Why offers cannot be reserved: the rules forbid it, or more of one has to be fetched first. */
export interface Barring {
  readonly not: Refusal | Short
  /** How many acts of the change were decided before it. */
  readonly decided: number
}

/**
 * Decides the acts of one change of a checkout. Only reserving can fail: what was paid for is used, and
 * what is let go is free, whatever has become of the claim meanwhile.
 */
export function decideClaims(
  open: OpenActs,
  { checkout, acts }: Pick<Change, 'checkout' | 'acts'>,
): Barring | null {
  for (const [decided, one] of acts.entries()) {
    const act = claimActOf(checkout, one)
    const answer = open.decide({ act, keeps: 'nothing', effective: new Date(one.at) })
    if (act.act !== 'reserve') continue
    if ('short' in answer || isRefusal(answer)) return { not: answer, decided }
  }
  return null
}
