import { useEffect, useMemo } from 'preact/hooks'
import { ConsoleHead } from '../../components/console/console-head.tsx'
import { OfferDetail } from '../../components/console/offer-detail.tsx'
import { Gate } from '../../components/market/gate.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { campaignLoader } from '../../state/console/campaigns.ts'
import { readOffer } from '../../state/console/edited-offer.ts'
import { loader } from '../../state/market/load.ts'
import { useMarket } from '../../state/market/market.ts'

/** An offer: how it stands, its form, its versions. */
export function OfferPage({ id }: { readonly id: string }) {
  return (
    <Gate
      roles={['seller', 'admin', 'agent']}
      why="Sellers and the platform see their offers here."
    >
      <Offer id={id} />
    </Gate>
  )
}

function Offer({ id }: { readonly id: string }) {
  const market = useMarket()
  const { notice } = market
  const campaigns = useMemo(() => campaignLoader(market), [market])
  const offer = useMemo(() => loader((ends) => readOffer(market, id, ends)), [market, id])
  useEffect(() => {
    offer.load()
    campaigns.load()
    if (window.location.hash === '#issued') {
      notice.value = 'The offer is issued. It is in quotes within a second.'
      window.history.replaceState(null, '', window.location.pathname)
    }
  }, [offer, campaigns, notice])
  return (
    <>
      <ConsoleHead title={offer.now.value.value?.state.offer.title ?? 'Offer'} here="" />
      <Waiting on={offer} rows={8}>
        {(opening) => (
          <Waiting on={campaigns} rows={8}>
            {({ campaigns: all }) => <OfferDetail opening={opening} campaigns={all} />}
          </Waiting>
        )}
      </Waiting>
    </>
  )
}
