import { useEffect, useMemo, useState } from 'preact/hooks'
import { Waiting } from '../../components/market/waiting.tsx'
import { CartInHand } from '../../components/shop/cart-in-hand.tsx'
import { CouponList } from '../../components/shop/coupon-list.tsx'
import { ListingForm } from '../../components/shop/listing-form.tsx'
import { keptCart } from '../../state/kept-cart.ts'
import { useMarket } from '../../state/market/market.ts'
import { type ListingInHand, listingOf, toAsk } from '../../state/shop/cart-in-hand.ts'
import { createShelf } from '../../state/shop/coupons.ts'
import { useFollowedShelf } from '../../state/shop/follow-shelf.ts'

/** The coupon panel of a listing: what its store and its seller give for it (fg.center). */
export function PanelPage({ id }: { readonly id: string }) {
  const { account } = useMarket()
  const [isHere, setHere] = useState(false)
  useEffect(() => setHere(true), [])
  return isHere && account.value !== undefined ? (
    <Panel id={id} />
  ) : (
    <div class="intro">
      <h1>Coupons of a listing</h1>
    </div>
  )
}

function Panel({ id }: { readonly id: string }) {
  const cart = useMemo(keptCart, [])
  const listing = useMemo(() => listingOf(id, window.location.search, cart), [id, cart])
  return (
    <>
      <div class="intro">
        <h1>{listing?.name ?? 'Coupons of a listing'}</h1>
        <p>
          <a href="/coupons">Coupon centre</a> · listing <code>{id}</code>
          {listing && ` · ${listing.store}, of ${listing.seller}`}
        </p>
      </div>
      {listing === null ? <ListingForm listing={id} /> : <PanelCoupons listing={listing} />}
    </>
  )
}

function PanelCoupons({ listing }: { readonly listing: ListingInHand }) {
  const market = useMarket()
  const cart = useMemo(keptCart, [])
  const shelf = useMemo(() => {
    const { name: _, ...asked } = listing
    return createShelf(market, (_page, signal) =>
      market.api.previewPanel({ body: { ...asked, cart: toAsk(cart) } }, signal ? { signal } : {}),
    )
  }, [market, listing, cart])
  useFollowedShelf(shelf)
  return (
    <>
      <CartInHand cart={cart} />
      <Waiting on={shelf.coupons} rows={3}>
        {({ entries }) =>
          entries.length === 0 ? (
            <p class="note">Its store and its seller have no coupon for it now.</p>
          ) : (
            <CouponList shelf={shelf} coupons={entries} currency={cart.currency} />
          )
        }
      </Waiting>
    </>
  )
}
