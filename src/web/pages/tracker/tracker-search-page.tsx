import { useEffect, useMemo } from 'preact/hooks'
import { ClauseLink } from '../../components/clause.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { FoundRows } from '../../components/tracker/found-rows.tsx'
import { TrackerNav } from '../../components/tracker/tracker-nav.tsx'
import { loader } from '../../state/market/load.ts'
import { givenTo, queryOf, useMarket } from '../../state/market/market.ts'
import type { Searched } from '../../state/tracker/documents.ts'
import { findOwnList } from '../../state/tracker/own-list.ts'
import { searchPath, wholeNumber } from '../../state/tracker/reads.ts'

/** Steps to choose from; the middle one is what counts as a lot (fg.t.search). */
const PERCENTS = [10, 20, 30, 50] as const
const USUAL_PERCENT = 20

/** Products whose public stack takes off a lot now, with how fresh each price is (fg.t.search). */
export function TrackerSearchPage() {
  const market = useMarket()
  const query = queryOf(market)
  const found = useMemo(() => {
    const words = {
      text: query.get('text') || undefined,
      percent: wholeNumber(query.get('percent')),
      warehouse: query.get('warehouse') || undefined,
      shipTo: query.get('shipTo') || undefined,
      currency: query.get('currency') || undefined,
    }
    return loader<Searched>(
      (signal) => market.api.searchTracked({ query: words }, { signal }),
      givenTo(market, searchPath(query)),
    )
  }, [market])
  useEffect(() => {
    findOwnList()
    found.begin()
  }, [found])
  const percent = wholeNumber(query.get('percent')) ?? USUAL_PERCENT
  return (
    <div class="tracker">
      <TrackerNav at="search" />
      <div class="intro">
        <h1>Search</h1>
        <p>
          Products whose public coupons together take off {percent}% or more now.{' '}
          <ClauseLink id="fg.t.search" />
        </p>
      </div>
      <Finder text={query.get('text') ?? ''} percent={percent} />
      <Waiting on={found} rows={6}>
        {(answer) => (
          <FoundRows
            found={answer.found}
            by="stackOff"
            none="Nothing was found. Try fewer words, or less off."
          />
        )}
      </Waiting>
    </div>
  )
}

/** A form of the old kind: it works without scripts, and its answer has an address. */
function Finder({ text, percent }: { readonly text: string; readonly percent: number }) {
  const percents = [...new Set([...PERCENTS, percent])].sort((a, b) => a - b)
  return (
    <form class="inline-form finder" method="get" action="/track/search">
      <div class="field words">
        <label for="text">Words of the title</label>
        <input id="text" name="text" type="search" maxLength={200} defaultValue={text} />
      </div>
      <div class="field">
        <label for="percent">Off the list price</label>
        <select id="percent" name="percent">
          {percents.map((one) => (
            <option key={one} value={one} selected={one === percent}>
              {one}% or more
            </option>
          ))}
        </select>
      </div>
      <button type="submit">Search</button>
    </form>
  )
}
