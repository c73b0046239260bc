import type { CartDocument } from '../../../core/pricing/input.ts'
import { listingsIn } from '../../state/shop/cart-in-hand.ts'

/** The panels of the listings in the cart: stores and sellers have coupons there. */
export function ListingLinks({ cart }: { readonly cart: CartDocument }) {
  return (
    <section class="panel listing-links" aria-labelledby="listings-title">
      <h2 id="listings-title">Coupons of stores and sellers</h2>
      <p class="soft">They stand in the panel of each listing. Those of your cart:</p>
      <ul>
        {listingsIn(cart).map(({ listing, name, seller }) => (
          <li key={listing}>
            <a href={`/coupons/listing/${encodeURIComponent(listing)}`}>{name}</a>{' '}
            <small>{seller}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
