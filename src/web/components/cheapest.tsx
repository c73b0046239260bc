import { useMemo, useState } from 'preact/hooks'
import { useLab, usePart } from '../state/context.ts'
import { createFinder, type Finder } from '../state/finder.ts'
import { FoundPlan } from './found-plan.tsx'
import { LeftOutList } from './left-out-list.tsx'
import { SearchStanding } from './search-standing.tsx'
import { Tickets } from './tickets.tsx'

/** The cheapest choice and the cheapest split of the cart, on a press each; proved, and explained. */
export function Cheapest() {
  const lab = useLab()
  const finder = useMemo(() => createFinder(lab), [lab])
  return (
    <section class="panel cheapest" id="cheapest" aria-labelledby="cheapest-title">
      <div class="cheapest-head">
        <h2 id="cheapest-title">The cheapest way to pay</h2>
        <Asks finder={finder} />
      </div>
      <SearchStanding finder={finder} />
      <Answer finder={finder} />
      <p class="unseen" role="status">
        {finder.said}
      </p>
    </section>
  )
}

function Asks({ finder }: { readonly finder: Finder }) {
  const offers = usePart((input) => (input.offers ?? []).length)
  const [checkouts, setCheckouts] = useState(3)
  const [units, setUnits] = useState(false)
  return (
    <div class="asks">
      <button
        type="button"
        class="primary"
        id="ask-best"
        disabled={offers === 0}
        onClick={finder.findBest}
      >
        Find the best
      </button>
      <form
        class="split-ask"
        onSubmit={(event) => {
          event.preventDefault()
          finder.split({ maxCheckouts: checkouts, units })
        }}
      >
        <button type="submit" id="ask-plan" disabled={offers === 0}>
          Split the cart
        </button>
        <label>
          into up to{' '}
          <select
            aria-label="Checkouts at most"
            value={checkouts}
            onChange={(event) => setCheckouts(Number(event.currentTarget.value))}
          >
            {[2, 3, 4, 5].map((many) => (
              <option key={many} value={many} selected={many === checkouts}>
                {many}
              </option>
            ))}
          </select>{' '}
          checkouts
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={units}
            onChange={(event) => setUnits(event.currentTarget.checked)}
          />
          <span>deal pieces of a line apart</span>
        </label>
      </form>
    </div>
  )
}

/** The last answer; grey while another one is looked for, or once the cart is another one. */
function Answer({ finder }: { readonly finder: Finder }) {
  const found = finder.found.value
  if (found === null) return null
  const { answer, ask } = found
  const search = finder.running.value
  const isOld = (search !== null && search.ask !== ask) || finder.about.value === 'other'
  return (
    <div class="answer" data-stale={isOld}>
      {answer.kind === 'best' ? (
        <Tickets found={found} quote={answer.best.quote} />
      ) : (
        <FoundPlan finder={finder} found={found} plan={answer.plan} />
      )}
      <LeftOutList found={found} />
    </div>
  )
}
