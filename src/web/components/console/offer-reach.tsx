import { channels } from '../../../core/pricing/offer-document.ts'
import { shippedTerms } from '../../../core/pricing/shipped.ts'
import type { Draft } from '../../state/console/draft.ts'
import { CheckField, ChoicesField, NumberField, usePlace, WordsField } from '../fields.tsx'

const CHANNELS = channels.map((channel) => ({
  value: channel,
  label: { site: 'the site', app: 'the app', mobile: 'the mobile site' }[channel],
}))

/** Where and for whom it counts, and beside what: most offers need little of it, so it opens on demand. */
export function OfferReach({ draft }: { readonly draft: Draft }) {
  return (
    <details class="panel reach">
      <summary>
        <h2>Where, for whom, and beside what</h2>
      </summary>
      <div class="fields">
        <WordsField
          path={['offer', 'scope', 'categories']}
          label="Only in categories"
          hint="Separated by commas; › for a part of one: home › kitchen"
          inner
          optional
          class="whole"
        />
        <WordsField path={['offer', 'scope', 'stores']} label="Only in stores" optional />
        <WordsField path={['offer', 'scope', 'sellers']} label="Only of sellers" optional />
        <WordsField path={['offer', 'scope', 'listings']} label="Only listings" optional />
        <WordsField path={['offer', 'scope', 'warehouses']} label="Only from warehouses" optional />
        <WordsField
          path={['offer', 'countries']}
          label="Only to countries"
          hint="US, CA"
          optional
        />
        <NumberField path={['offer', 'coins', 'required']} label="Coins: all or nothing" optional />
        <NumberField path={['offer', 'coins', 'max']} label="Coins: up to" optional />
        <ChoicesField
          path={['offer', 'channels']}
          label="Only on"
          options={CHANNELS}
          class="whole"
        />
        <CheckField path={['offer', 'newBuyersOnly']} label="New buyers only" />
        <CheckField path={['offer', 'exclusive']} label="Stacks with nothing" />
        <StacksField draft={draft} />
      </div>
    </details>
  )
}

/** Beside which kinds it may stand: as its terms say, beside any, or beside some by name. */
function StacksField({ draft }: { readonly draft: Draft }) {
  const path = ['offer', 'stacksWith']
  const { value, id, set } = usePlace({ path, label: 'Stacks with', optional: true })
  const way = Array.isArray(value) ? 'some' : value === 'any' ? 'any' : ''
  const kinds = shippedTerms.get(draft.campaign.value?.terms ?? '')?.kindsInOrder ?? []
  return (
    <>
      <div class="field">
        <label for={id}>Stacks with</label>
        <select
          id={id}
          value={way}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            set(chosen === 'some' ? [draft.draft.value.offer.kind] : chosen)
          }}
        >
          <option value="">What its terms say</option>
          <option value="any">Anything</option>
          <option value="some">Some kinds</option>
        </select>
      </div>
      {way === 'some' && (
        <ChoicesField
          path={path}
          label="With these kinds"
          options={kinds.map((kind) => ({ value: kind.id, label: kind.name }))}
          class="whole"
        />
      )}
    </>
  )
}
