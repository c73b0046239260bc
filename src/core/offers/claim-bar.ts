import { instantOf } from './bounds.ts'
import type { ClaimedOffer, ClaimingBuyer } from './claim-world.ts'
import { type Refusal, type RefusalReason, refusal } from './refusals.ts'
import type { Validity } from './validity.ts'

/** An offer that a buyer wants to claim once more. */
export interface Claiming {
  readonly offer: Pick<
    ClaimedOffer,
    'id' | 'closed' | 'claimFrom' | 'perBuyer' | 'newBuyersOnly' | 'countries'
  >
  readonly buyer: ClaimingBuyer
  /** How many claims of it the buyer has, in whatever state; one that was returned is none any more. */
  readonly live: number
}

type Bar = readonly [RefusalReason, (claiming: Claiming) => boolean]

/** What keeps a buyer from claiming an offer, in the order of precedence of the refusals. */
const BARS: readonly Bar[] = [
  ['ended', ({ offer }) => offer.closed === 'ended'],
  ['not-started', ({ offer }) => offer.closed === 'not-started'],
  ['claim-over', ({ offer }) => offer.closed === 'claim-over'],
  ['disqualified', ({ buyer }) => buyer.disqualified],
  ['already-claimed', ({ offer, live }) => live >= offer.perBuyer],
  ['not-new-buyer', ({ offer, buyer }) => offer.newBuyersOnly && buyer.ordersPlaced > 0],
  [
    'wrong-country',
    ({ offer: { countries }, buyer }) =>
      countries.length > 0 && !countries.includes(buyer.country as string),
  ],
]

/** Why this buyer may not claim the offer now (cp.1, tc.4, tc.20); null where nothing bars it. */
export function claimBar(claiming: Claiming): Refusal | null {
  const found = BARS.find(([, holds]) => holds(claiming))
  if (!found) return null
  const [reason] = found
  const { id: offer, claimFrom } = claiming.offer
  const from = reason === 'not-started' ? claimFrom : null
  return refusal(reason, from === null ? { offer } : { offer, from })
}

/** Why nobody may claim an offer at an instant: its end (tc.20), or its window (cp.1, tc.6). */
export function closedAt(
  {
    claimFrom,
    claimUntil,
    usableUntil,
  }: Pick<Validity, 'claimFrom' | 'claimUntil' | 'usableUntil'>,
  { at, ended }: { readonly at: number; readonly ended: boolean },
): ClaimedOffer['closed'] {
  const isOver = (end: string | null) => end !== null && at >= instantOf(end)
  if (ended) return 'ended'
  if (claimFrom !== null && at < instantOf(claimFrom)) return 'not-started'
  return isOver(claimUntil) || isOver(usableUntil) ? 'claim-over' : null
}
