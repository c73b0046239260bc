import { useMarket } from '../../state/market/market.ts'
import type { Alert } from '../../state/tracker/documents.ts'
import { alertHref, listingHref } from '../../state/tracker/reads.ts'
import { agoText, priceText, titleOf } from '../../state/tracker/words.ts'

/** An alert: what it costs now, and the way to its proof. */
export function AlertRow({ alert }: { readonly alert: Alert }) {
  const { now } = useMarket().clock
  const { id, title, listing, of, totalMinor, says, at } = alert
  return (
    <li class="alert-row">
      <b class="amount">{priceText(totalMinor, of.currency)}</b>
      <span class="alert-said">
        <a href={listingHref(listing, of)}>{titleOf(title, listing)}</a>
        <span>{says}</span>
      </span>
      <span class="alert-more">
        <time dateTime={at}>{agoText(at, now.value)}</time>
        <a href={alertHref(id)}>Proof</a>
      </span>
    </li>
  )
}
