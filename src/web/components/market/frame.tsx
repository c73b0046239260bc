import type { ComponentChildren } from 'preact'
import { ClauseContext } from '../../state/clause.ts'
import { type Market, MarketContext } from '../../state/market/market.ts'
import { ClauseDialog } from '../clause.tsx'
import { Notice } from '../notice.tsx'

/** What every page of the marketplace stands in. */
export function Frame(props: { readonly market: Market; readonly children: ComponentChildren }) {
  const { market, children } = props
  return (
    <MarketContext.Provider value={market}>
      <ClauseContext.Provider value={market.clause}>
        {children}
        <Notice of={market.notice} />
        <ClauseDialog />
      </ClauseContext.Provider>
    </MarketContext.Provider>
  )
}
