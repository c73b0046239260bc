/**
 * Asks whose listing it is, where neither the address nor the cart says so. A form without a script: its
 * answer is an address.
 */
export function ListingForm({ listing }: { readonly listing: string }) {
  return (
    <form
      class="panel stack"
      method="get"
      action={`/coupons/listing/${encodeURIComponent(listing)}`}
    >
      <p>This listing is not in your cart, so its store and its seller are not known here.</p>
      <div class="fields">
        <div class="field">
          <label for="listing-store">Store</label>
          <input id="listing-store" name="store" required autocomplete="off" />
        </div>
        <div class="field">
          <label for="listing-seller">Seller</label>
          <input id="listing-seller" name="seller" required autocomplete="off" />
        </div>
      </div>
      <p class="actions">
        <button type="submit" class="primary">
          Show its coupons
        </button>
      </p>
    </form>
  )
}
