import { moneyText, offText } from '../../state/money.ts'
import type { Checkout } from '../../state/orders/checkout.ts'
import { REASON_WORDS } from '../../state/words.ts'
import { ClauseLink } from '../clause.tsx'

/** So many refused offers are read by nobody at once. */
const REFUSED_MAX = 20

/** Which offer did what, and why the others did nothing. */
export function DraftOffers({ checkout }: { readonly checkout: Checkout }) {
  const { quote, offers, currency } = checkout
  const titleOf = (offer: string) => offers[offer]?.title ?? offer
  const refused = quote.rejected.slice(0, REFUSED_MAX)
  return (
    <section class="panel draft-offers" aria-labelledby="offers-title">
      <h2 id="offers-title">
        Offers <span class="count">{quote.applied.length}</span>
      </h2>
      {quote.applied.length === 0 && <p class="soft">No offer lowers this price.</p>}
      <ul class="verdicts">
        {quote.applied.map(({ offer, off, clause, coins }) => (
          <li key={offer}>
            <div class="verdict-head">
              <b class="name">{titleOf(offer)}</b>
              <span class="amount saved">{offText(off, currency)}</span>
              <ClauseLink id={clause} />
            </div>
            {coins > 0 && <p class="soft">For {coins} coins, spent when you have paid.</p>}
          </li>
        ))}
      </ul>
      {refused.length > 0 && (
        <details class="part">
          <summary>
            Not applied, and why <span class="count">{quote.rejected.length}</span>
          </summary>
          <ul class="verdicts">
            {refused.map(({ offer, reason, message, clause }) => (
              <li key={offer}>
                <div class="verdict-head">
                  <b class="name">{titleOf(offer)}</b>
                  <span class="reason">{REASON_WORDS[reason]}</span>
                  <ClauseLink id={clause} />
                </div>
                <p class="soft">{message}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
      {quote.totals.saved > 0 && (
        <p class="saved">
          Saved <b>{moneyText(quote.totals.saved, currency)}</b> {currency}
        </p>
      )}
    </section>
  )
}
