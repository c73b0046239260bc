import type { OfferState } from '../../state/console/offer-list.ts'
import { countText } from '../../state/console/words.ts'
import { moneyText } from '../../state/money.ts'

/** How much of an offer is given out, in words and as bars. */
export function OfferGauge({ state }: { readonly state: OfferState }) {
  const { granted, usesLeft, budgetLeft } = state.gauge
  const { limits, offer } = state.offer
  const uses = limits?.uses
  const budget = limits?.budget
  const money = (minor: number) => moneyText(minor, offer.currency ?? 'USD')
  return (
    <div class="given">
      <p>
        {givenWords(granted, uses)}
        {usesLeft === 0 && <b class="flag warn">all taken</b>}
      </p>
      {uses !== undefined && usesLeft !== null && <Bar part={(uses - usesLeft) / uses} />}
      {budget !== undefined && budgetLeft !== null && (
        <>
          <p>
            {money(budget - budgetLeft)} of {money(budget)} {offer.currency}
            {budgetLeft === 0 && <b class="flag warn">spent</b>}
          </p>
          <Bar part={budget === 0 ? 1 : (budget - budgetLeft) / budget} />
        </>
      )}
    </div>
  )
}

/** An offer without a limit may be counted by nobody: that is what makes it fast. */
function givenWords(granted: number | null, uses: number | undefined): string {
  if (uses !== undefined) return `${countText(granted ?? 0)} of ${countText(uses)}`
  return granted === null ? 'No limit' : `${countText(granted)}, no limit`
}

/** A part of a whole; the words beside it say the same. */
function Bar({ part }: { readonly part: number }) {
  const level = Math.min(1, Math.max(0, part))
  return (
    <svg class="level-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="track" width="100" height="4" />
      <rect class="level" width={level * 100} height="4" data-full={level >= 0.9} />
    </svg>
  )
}
