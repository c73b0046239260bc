import { useEffect, useMemo, useState } from 'preact/hooks'
import { ActButton } from '../../components/market/act-button.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { CartInHand } from '../../components/shop/cart-in-hand.tsx'
import { CategoryFilter } from '../../components/shop/category-filter.tsx'
import { CouponList } from '../../components/shop/coupon-list.tsx'
import { ListingLinks } from '../../components/shop/listing-links.tsx'
import { keptCart } from '../../state/kept-cart.ts'
import { useMarket } from '../../state/market/market.ts'
import { toAsk } from '../../state/shop/cart-in-hand.ts'
import { createShelf } from '../../state/shop/coupons.ts'
import { useFollowedShelf } from '../../state/shop/follow-shelf.ts'

/** The coupon centre: every platform coupon that can be claimed now, by category (fg.center). */
export function CentrePage() {
  const market = useMarket()
  // What the browser keeps is not known where the page is first written.
  const [isHere, setHere] = useState(false)
  useEffect(() => setHere(true), [])
  return (
    <>
      <div class="intro">
        <h1>Coupon centre</h1>
        <p>Coupons of the platform, to claim. Each says what it really does to your cart.</p>
      </div>
      {isHere && market.account.value !== undefined && <Centre />}
    </>
  )
}

function Centre() {
  const market = useMarket()
  const cart = useMemo(keptCart, [])
  const [category, setCategory] = useState(categoryIn(window.location.search))
  const shelf = useMemo(
    () =>
      createShelf(market, (page, signal) => {
        const wanted = category === '' ? {} : { category: [category] }
        const body = { cart: toAsk(cart), ...wanted, ...page }
        return market.api.previewCentre({ body }, signal ? { signal } : {})
      }),
    [market, cart, category],
  )
  useFollowedShelf(shelf)
  const choose = (next: string) => {
    const query = next === '' ? '' : `?category=${encodeURIComponent(next)}`
    window.history.replaceState(null, '', `/coupons${query}`)
    setCategory(next)
  }
  return (
    <>
      <CartInHand cart={cart} />
      <Waiting on={shelf.coupons} rows={5}>
        {({ entries, categories = [], next }) => (
          <>
            <CategoryFilter categories={categories} chosen={category} onChoose={choose} />
            {entries.length === 0 ? (
              <p class="note">Nothing can be claimed here just now.</p>
            ) : (
              <CouponList shelf={shelf} coupons={entries} currency={cart.currency} />
            )}
            {next && (
              <p class="more-rows">
                <ActButton act={shelf.more} busy="Loading…">
                  Show more
                </ActButton>
              </p>
            )}
          </>
        )}
      </Waiting>
      <ListingLinks cart={cart} />
    </>
  )
}

function categoryIn(search: string): string {
  return new URLSearchParams(search).get('category') ?? ''
}
