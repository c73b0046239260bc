import { useEffect, useMemo } from 'preact/hooks'
import type { DocumentOf } from '../../../client/client.ts'
import { Waiting } from '../../components/market/waiting.tsx'
import { BasketPanel } from '../../components/orders/basket-panel.tsx'
import { SampleShelf } from '../../components/orders/sample-shelf.tsx'
import { loader } from '../../state/market/load.ts'
import { givenTo, useMarket } from '../../state/market/market.ts'
import { createBasket } from '../../state/orders/basket.ts'
import { SHOP_PATH } from '../../state/orders/reads.ts'

/** The sample shop: a few real listings, to try orders with. */
export function ShopPage() {
  const market = useMarket()
  const basket = useMemo(() => createBasket(market), [market])
  const shelf = useMemo(
    () =>
      loader<DocumentOf<'SampleListings'>>(
        (signal) => market.api.listSampleListings({}, { signal }),
        givenTo(market, SHOP_PATH),
      ),
    [market],
  )
  useEffect(() => {
    shelf.load()
  }, [shelf])
  return (
    <>
      <div class="intro">
        <h1>Sample shop</h1>
        <p>Real listings of sample sellers. Nothing is delivered, and no money moves.</p>
      </div>
      <Waiting on={shelf} rows={8}>
        {({ listings }) =>
          listings.length === 0 ? (
            <p class="note">
              This server has no sample shop. Orders come from the marketplace’s own checkout, by
              the <a href="/docs">API</a>.
            </p>
          ) : (
            <div class="checkout">
              <div class="checkout-orders">
                <SampleShelf basket={basket} listings={listings} />
              </div>
              <BasketPanel basket={basket} listings={listings} />
            </div>
          )
        }
      </Waiting>
    </>
  )
}
