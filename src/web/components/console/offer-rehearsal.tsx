import type { Campaign } from '../../../core/offers/campaign.ts'
import type { IssuedOffer } from '../../../core/offers/issued-offer.ts'
import { rehearse } from '../../../core/offers/rehearsal.ts'
import { draftOf } from '../../../core/offers/rehearsal-drafts.ts'
import type { RehearsedCurrency } from '../../../core/offers/rehearsal-report.ts'
import { shippedTerms } from '../../../core/pricing/shipped.ts'
import type { TrialCart } from '../../state/console/preview.ts'
import { moneyText } from '../../state/money.ts'
import { funderWords } from '../../state/words.ts'

/** What all the carts together would cost whom, and what to look at before the launch. */
export function OfferRehearsal(props: {
  readonly carts: readonly TrialCart[]
  readonly draft: IssuedOffer
  readonly campaign: Campaign
}) {
  const { carts, draft, campaign } = props
  const recorded = carts.map(({ sample, input }) => ({ name: sample.name, input }))
  const today = { library: shippedTerms }
  const drafts = [draftOf({ ...draft, id: draft.id || 'draft' }, campaign)]
  const { currencies, warnings } = rehearse(recorded, today, { ...today, drafts })
  const moved = currencies.filter(({ winners, losers }) => winners.carts + losers.carts > 0)
  if (moved.length === 0 && warnings.length === 0) return null
  return (
    <div class="rehearsal">
      <h3>Who pays for it</h3>
      {moved.map((one) => (
        <CurrencyPart key={one.currency} one={one} />
      ))}
      {warnings.length > 0 && (
        <ul class="bullets doubt">
          {warnings.map(({ cart, warning, says }) => (
            <li key={`${cart} ${warning}`}>
              {cart}: {says}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function CurrencyPart({ one }: { readonly one: RehearsedCurrency }) {
  const { currency, total, funding } = one
  const rows = [
    { name: 'Buyers pay', ...total },
    ...funding.map(({ payer, ...sums }) => ({ name: `${funderWords(payer)} gives`, ...sums })),
  ].filter(({ before, after }) => before !== after)
  return (
    <table>
      <caption class="unseen">Together, in {currency}</caption>
      <thead>
        <tr>
          <th scope="col">{currency}, together</th>
          <th scope="col" class="amount">
            Today
          </th>
          <th scope="col" class="amount">
            With it
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="amount">{moneyText(before, currency)}</td>
            <td class="amount">{moneyText(after, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
