import { queryOf, useMarket } from '../../state/market/market.ts'
import type { Chosen } from '../../state/tracker/documents.ts'
import { listingHref } from '../../state/tracker/reads.ts'

/** How much of the past is shown, in days; where nothing is said, a year. */
const WINDOWS = [
  { days: 30, name: '30 days' },
  { days: 90, name: '90 days' },
  { days: 365, name: 'A year' },
  { days: 3_650, name: 'All of it' },
] as const

const USUAL_DAYS = 365

/** How much of the past is shown: links, so that each has an address and needs no script. */
export function PastWindows({ chosen }: { readonly chosen: Chosen }) {
  const asked = Number(queryOf(useMarket()).get('days') || USUAL_DAYS)
  const { knownDays } = chosen.figures.ever
  // A window is worth a link where a shorter one does not hold all that is known already.
  const worth = WINDOWS.filter((_, at) => knownDays > (WINDOWS[at - 1]?.days ?? 0))
  if (worth.length < 2) return null
  return (
    <nav class="past-windows" aria-label="How much of its past">
      {worth.map(({ days, name }) => (
        <a
          key={days}
          href={`${listingHref(chosen.of.listing, chosen.of, { days })}#past-title`}
          aria-current={days === asked ? 'true' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  )
}
