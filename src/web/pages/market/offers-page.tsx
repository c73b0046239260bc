import { useEffect, useMemo } from 'preact/hooks'
import { ConsoleHead } from '../../components/console/console-head.tsx'
import { OfferFilters } from '../../components/console/offer-filters.tsx'
import { OfferTable } from '../../components/console/offer-table.tsx'
import { ActButton } from '../../components/market/act-button.tsx'
import { Gate } from '../../components/market/gate.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { campaignLoader } from '../../state/console/campaigns.ts'
import { createOfferList, filterIn, type OfferList } from '../../state/console/offer-list.ts'
import { followChanges, soon } from '../../state/market/live.ts'
import { useMarket } from '../../state/market/market.ts'

/** The offers that its reader may see, as they stand. */
export function OffersPage() {
  return (
    <Gate roles={['seller', 'admin', 'agent']} why="Sellers and the platform issue offers here.">
      <Offers />
    </Gate>
  )
}

function Offers() {
  const market = useMarket()
  const list = useMemo(() => createOfferList(market, filterIn(window.location.search)), [market])
  const campaigns = useMemo(() => campaignLoader(market), [market])
  useEffect(() => {
    list.rows.load()
    campaigns.load()
    return followOffers(market, list)
  }, [list, campaigns, market])
  const mayWrite = market.account.value?.role !== 'agent'
  return (
    <>
      <ConsoleHead title="Offers" here="/console">
        {mayWrite && (
          <a class="button primary" href="/console/new">
            Issue an offer
          </a>
        )}
      </ConsoleHead>
      <OfferFilters list={list} campaigns={campaigns.now.value.value?.campaigns ?? []} />
      <Waiting on={list.rows} rows={8}>
        {({ offers, next }) => (
          <>
            {offers.length === 0 ? <NoOffers list={list} /> : <OfferTable offers={offers} />}
            {next !== null && (
              <p class="more-rows">
                <ActButton act={list.more} busy="Loading…">
                  Show more
                </ActButton>
              </p>
            )}
          </>
        )}
      </Waiting>
    </>
  )
}

function NoOffers({ list }: { readonly list: OfferList }) {
  const isFiltered = Object.keys(list.filter.value).length > 0
  return (
    <p class="note">
      {isFiltered
        ? 'No offer is like that: choose otherwise above.'
        : 'No offer has been issued yet. The first one takes a minute.'}
    </p>
  )
}

/** Keeps what is shown in step with what buyers and colleagues do. */
function followOffers(market: ReturnType<typeof useMarket>, list: OfferList): () => void {
  const reload = soon(list.rows.load)
  return followChanges(market, {
    onGap: reload,
    onChange: ({ topic, id }) => {
      if (topic.startsWith('offer.') && id !== null && list.shows(id)) list.refresh(id)
      else reload()
    },
  })
}
