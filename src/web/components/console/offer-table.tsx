import { parseInstant } from '../../../core/base/instant.ts'
import type { OfferDocument } from '../../../core/pricing/offer-document.ts'
import type { OfferState } from '../../state/console/offer-list.ts'
import { OBTAIN_WORDS, STANDING_WORDS } from '../../state/console/words.ts'
import { dateText } from '../../state/when.ts'
import { offerWords } from '../../state/words.ts'
import { OfferGauge } from './gauge.tsx'

/** Offers as rows: what each gives, how it is obtained, until when, and how much of it is left. */
export function OfferTable({ offers }: { readonly offers: readonly OfferState[] }) {
  return (
    <table class="rows">
      <thead>
        <tr>
          <th scope="col">Offer</th>
          <th scope="col" class="wide-only">
            Obtained
          </th>
          <th scope="col" class="wide-only">
            Last day
          </th>
          <th scope="col">Given out</th>
          <th scope="col">Standing</th>
        </tr>
      </thead>
      <tbody>
        {offers.map((state) => (
          <OfferRow key={state.offer.id} state={state} />
        ))}
      </tbody>
    </table>
  )
}

function OfferRow({ state }: { readonly state: OfferState }) {
  const { id, title, obtain, offer, campaign, seller } = state.offer
  // The words of offers in carts are those of issued ones: only what comes later is not there.
  const words = offerWords({ ...offer, id } as OfferDocument, offer.currency ?? 'USD')
  const { usableUntil } = state.validity
  const until = usableUntil === null ? 'no end' : lastDay(usableUntil)
  return (
    <tr>
      <th scope="row">
        <a href={`/console/offers/${encodeURIComponent(id)}`}>{title}</a>
        <small>
          {[...words.filter((word) => !word.startsWith('until ')), offer.currency]
            .filter(Boolean)
            .join(' · ')}
        </small>
        <small>
          <code>{id}</code> · {campaign}
          {seller && ` · ${seller}`}
        </small>
        <small class="narrow-only">
          {OBTAIN_WORDS[obtain]} · last day {until}
        </small>
      </th>
      <td class="wide-only">{OBTAIN_WORDS[obtain]}</td>
      <td class="wide-only">{until}</td>
      <td>
        <OfferGauge state={state} />
      </td>
      <td>
        <Standing standing={state.standing} />
      </td>
    </tr>
  )
}

/** The last day that it holds, Pacific: bounds are the first moment after. */
function lastDay(until: string): string {
  const at = parseInstant(until)
  return at === null ? until : dateText(at - 1)
}

export function Standing({ standing }: { readonly standing: OfferState['standing'] }) {
  return (
    <span class="standing-flag" data-standing={standing}>
      {STANDING_WORDS[standing]}
    </span>
  )
}
