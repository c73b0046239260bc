import { useEffect, useMemo } from 'preact/hooks'
import { ClauseLink } from '../../components/clause.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { PromotionRows } from '../../components/tracker/promotion-rows.tsx'
import { TrackerNav } from '../../components/tracker/tracker-nav.tsx'
import { loader } from '../../state/market/load.ts'
import { givenTo, useMarket } from '../../state/market/market.ts'
import type { Promotions } from '../../state/tracker/documents.ts'
import { findOwnList } from '../../state/tracker/own-list.ts'
import { PROMOTIONS_PATH } from '../../state/tracker/reads.ts'

/** The calendar of named events, of days that come again, and of this marketplace's campaigns. */
export function PromotionsPage() {
  const market = useMarket()
  const promotions = useMemo(
    () =>
      loader<Promotions>(
        (signal) => market.api.listPromotions({}, { signal }),
        givenTo(market, PROMOTIONS_PATH),
      ),
    [market],
  )
  useEffect(() => {
    findOwnList()
    promotions.begin()
  }, [promotions])
  return (
    <div class="tracker">
      <TrackerNav at="promotions" />
      <div class="intro">
        <h1>Calendar</h1>
        <p>
          What is on, and what comes. Where a named sale starts within 30 days, waiting is almost
          always right. <ClauseLink id="fg.t.promotions" />{' '}
          <a href="/v1/tracker/promotions.ics">Subscribe in your calendar</a>
        </p>
      </div>
      <Waiting on={promotions} rows={6}>
        {(answer) => <PromotionRows promotions={answer.promotions} />}
      </Waiting>
    </div>
  )
}
