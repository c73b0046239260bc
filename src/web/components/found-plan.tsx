import { useRef } from 'preact/hooks'
import type { Plan } from '../../core/pricing/plan-document.ts'
import type { Finder, Found } from '../state/finder.ts'
import { Basket } from './basket.tsx'
import { useFlights } from './flights.ts'

/** A basket for each checkout of the cheapest split, in order of payment, and why the split pays. */
export function FoundPlan(props: {
  readonly finder: Finder
  readonly found: Found
  readonly plan: Plan
}) {
  const { finder, found, plan } = props
  const baskets = useRef<HTMLOListElement>(null)
  useFlights(baskets, plan)
  const about = finder.about.value
  const opened = typeof about === 'object' ? about.basket : null
  return (
    <div class="dealt">
      <ol class="baskets" ref={baskets} aria-label="Checkouts, in order of payment">
        {plan.checkouts.map((checkout, at) => (
          <Basket
            key={at}
            found={found}
            checkout={checkout}
            place={{ at, of: plan.checkouts.length }}
            isOpen={opened === at}
            finder={finder}
          />
        ))}
      </ol>
      <SplitGains found={found} many={plan.checkouts.length} />
    </div>
  )
}

/** Why each two checkouts are not paid as one. */
function SplitGains({ found, many }: { readonly found: Found; readonly many: number }) {
  const { reasons } = found
  if (reasons === null || reasons === 'coming' || reasons.splits.length === 0) return null
  return (
    <div class="split-gains">
      <h3>Why the split pays</h3>
      <ul>
        {reasons.splits.map((gain) => (
          <li key={gain.checkouts.join('+')}>
            {many > 2 && <b>{gain.checkouts.join(' and ')}: </b>}
            {gain.message}
          </li>
        ))}
      </ul>
    </div>
  )
}
