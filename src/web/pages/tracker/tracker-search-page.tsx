import { useEffect, useMemo } from 'preact/hooks'
import { ClauseLink } from '../../components/clause.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { FoundRows } from '../../components/tracker/found-rows.tsx'
import { TrackerNav } from '../../components/tracker/tracker-nav.tsx'
import { loader } from '../../state/market/load.ts'
import { givenTo, queryOf, useMarket } from '../../state/market/market.ts'
import { findOwnList } from '../../state/tracker/own-list.ts'
import { searchPath } from '../../state/tracker/reads.ts'
import { type Told, trackerApi } from '../../state/tracker/tracker-api.ts'

const PERCENTS = [10, 20, 30, 50] as const

/** Products whose public stack takes off a lot now, with how fresh each price is (fg.t.search). */
export function TrackerSearchPage() {
  const market = useMarket()
  const query = queryOf(market)
  const found = useMemo(() => {
    const percent = Number(query.get('percent') || 'NaN')
    const words = {
      text: query.get('text') || undefined,
      percent: Number.isInteger(percent) ? percent : undefined,
      warehouse: query.get('warehouse') || undefined,
      shipTo: query.get('shipTo') || undefined,
      currency: query.get('currency') || undefined,
    }
    return loader<Told<'searchTracked'>>(
      (signal) => trackerApi.searchTracked({ query: words }, { signal }),
      givenTo(market, searchPath(query)),
    )
  }, [market])
  useEffect(() => {
    findOwnList()
    if (found.now.peek().value === null) found.load()
  }, [found])
  return (
    <div class="tracker">
      <TrackerNav at="search" />
      <div class="intro">
        <h1>Search</h1>
        <p>
          Products whose public coupons together take off 20% or more now.{' '}
          <ClauseLink id="fg.t.search" />
        </p>
      </div>
      <Finder text={query.get('text') ?? ''} percent={query.get('percent') || '20'} />
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
function Finder({ text, percent }: { readonly text: string; readonly percent: string }) {
  return (
    <form class="inline-form finder" method="get" action="/track/search">
      <div class="field words">
        <label for="text">Words of the title</label>
        <input id="text" name="text" type="search" maxLength={200} defaultValue={text} />
      </div>
      <div class="field">
        <label for="percent">Off the list price</label>
        <select id="percent" name="percent">
          {PERCENTS.map((one) => (
            <option key={one} value={one} selected={String(one) === percent}>
              {one}% or more
            </option>
          ))}
        </select>
      </div>
      <button type="submit">Search</button>
    </form>
  )
}
