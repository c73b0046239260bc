import type { CartDocument } from '../../../core/pricing/input.ts'
import { cartWords } from '../../state/shop/cart-in-hand.ts'

/** Which cart the coupons are tried on, and where to change it. */
export function CartInHand({ cart }: { readonly cart: CartDocument }) {
  return (
    <p class="cart-in-hand">
      Tried on the cart of the Stack lab: <b>{cartWords(cart)}</b>, at its list price.{' '}
      <a href="/">Change the cart</a>
    </p>
  )
}
