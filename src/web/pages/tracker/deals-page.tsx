import { useEffect, useMemo } from 'preact/hooks'
import { ClauseLink } from '../../components/clause.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { FoundRows } from '../../components/tracker/found-rows.tsx'
import { TrackerNav } from '../../components/tracker/tracker-nav.tsx'
import { loader } from '../../state/market/load.ts'
import { givenTo, queryOf, useMarket } from '../../state/market/market.ts'
import type { Deals } from '../../state/tracker/documents.ts'
import { findOwnList } from '../../state/tracker/own-list.ts'
import { dealsPath } from '../../state/tracker/reads.ts'

/** The biggest drops below what each product itself usually costs (fg.t.deals). */
export function DealsPage() {
  const market = useMarket()
  const query = queryOf(market)
  const warehouse = query.get('warehouse') ?? ''
  const deals = useMemo(() => {
    const words = {
      warehouse: query.get('warehouse') || undefined,
      shipTo: query.get('shipTo') || undefined,
      currency: query.get('currency') || undefined,
    }
    return loader<Deals>(
      (signal) => market.api.listDeals({ query: words }, { signal }),
      givenTo(market, dealsPath(query)),
    )
  }, [market])
  useEffect(() => {
    findOwnList()
    deals.begin()
  }, [deals])
  return (
    <div class="tracker">
      <TrackerNav at="deals" />
      <div class="intro">
        <h1>Deals</h1>
        <p>
          The biggest drops below the median of the last 30 days, after the public stack. A list
          price that was raised beside a “bigger discount” is marked. <ClauseLink id="fg.t.deals" />
        </p>
      </div>
      {/* A form of the old kind: it works without scripts, and its answer has an address. */}
      <form class="inline-form finder" method="get" action="/track/deals">
        <div class="field">
          <label for="warehouse">Sent from</label>
          <select id="warehouse" name="warehouse">
            <option value="" selected={warehouse === ''}>
              Anywhere
            </option>
            <option value="US" selected={warehouse === 'US'}>
              A warehouse in the US
            </option>
          </select>
        </div>
        <button type="submit">Show</button>
      </form>
      <Waiting on={deals} rows={6}>
        {({ found }) => (
          <FoundRows
            found={found}
            by="belowMedian"
            none={
              warehouse === ''
                ? 'Nothing is below its usual price now. Prices are read all day: look again later.'
                : 'Nothing that is sent from there is below its usual price now. Look anywhere, or again later.'
            }
          />
        )}
      </Waiting>
    </div>
  )
}
