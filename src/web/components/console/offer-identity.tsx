import type { Campaign } from '../../../core/offers/campaign.ts'
import { obtained } from '../../../core/offers/issued-offer.ts'
import { shippedTerms } from '../../../core/pricing/shipped.ts'
import { type Draft, withObtain } from '../../state/console/draft.ts'
import { OBTAIN_WORDS } from '../../state/console/words.ts'
import { useMarket } from '../../state/market/market.ts'
import { SelectField, TextField, usePlace } from '../fields.tsx'
import { FunderField } from './funder-field.tsx'
import { TitleField } from './title-field.tsx'

/** What the offer is called, what it belongs to, and what kind of offer it is. */
export function OfferIdentity(props: {
  readonly draft: Draft
  readonly campaigns: readonly Campaign[]
  readonly isNew: boolean
}) {
  const { draft, campaigns, isNew } = props
  const role = useMarket().account.value?.role
  const kinds = shippedTerms.get(draft.campaign.value?.terms ?? '')?.kindsInOrder ?? []
  return (
    <section class="panel" aria-labelledby="identity-title">
      <h2 id="identity-title">What it is</h2>
      <div class="fields">
        <TitleField form={draft} isNew={isNew} label="Title, as buyers read it" />
        {isNew && <TextField path={['id']} label="Id" hint="Stays for good." />}
        <SelectField
          path={['campaign']}
          label="Campaign"
          options={campaigns.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <SelectField
          path={['offer', 'kind']}
          label="Kind"
          options={kinds.map(({ id, name, step }) => ({ value: id, label: `${step}: ${name}` }))}
        />
        <FunderField path={['offer', 'funder']} />
        {role === 'admin' && (
          <TextField path={['seller']} label="Seller, if one issues it" optional />
        )}
        <ObtainField draft={draft} />
      </div>
    </section>
  )
}

function ObtainField({ draft }: { readonly draft: Draft }) {
  const { value, fault, id } = usePlace({ path: ['obtain'], label: 'Obtained' })
  return (
    <div class="field">
      <label for={id}>How buyers come to it</label>
      <select
        id={id}
        value={String(value)}
        onChange={(event) => {
          const chosen = obtained.find((way) => way === event.currentTarget.value)
          if (chosen) draft.become(withObtain(draft.draft.value, chosen), ['obtain'])
        }}
      >
        {obtained.map((way) => (
          <option key={way} value={way} selected={way === value}>
            {OBTAIN_WORDS[way]}
          </option>
        ))}
      </select>
      {fault && <p class="fault">{fault.fault}</p>}
    </div>
  )
}
