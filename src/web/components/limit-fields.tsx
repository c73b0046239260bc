import { currencyCodes } from '../../core/base/iso4217.ts'
import { channels } from '../../core/pricing/offer-document.ts'
import { useLab } from '../state/context.ts'
import {
  CheckField,
  ChoicesField,
  NumberField,
  SelectField,
  TextField,
  WordsField,
} from './fields.tsx'

const CURRENCIES = currencyCodes.map((code) => ({ value: code, label: code }))
const CHANNELS = channels.map((channel) => ({ value: channel, label: channel }))

/** Everything that may limit an offer: needed seldom, so it opens on demand. */
export function LimitFields() {
  const { stores } = useLab().form.value
  return (
    <details class="part">
      <summary>Where, when and for whom</summary>
      <div class="fields">
        <ChoicesField
          path={['scope', 'stores']}
          label="Only in these stores"
          options={Object.keys(stores).map((store) => ({ value: store, label: store }))}
          class="whole"
        />
        <WordsField
          path={['scope', 'categories']}
          label="Only in categories"
          hint="Separated by commas; › for a part of one: home › kitchen"
          inner
          optional
          class="whole"
        />
        <WordsField path={['scope', 'listings']} label="Only listings" optional />
        <WordsField path={['scope', 'warehouses']} label="Only from warehouses" optional />
        <WordsField path={['countries']} label="Only to countries" hint="US, CA" optional />
        <SelectField
          path={['currency']}
          label="Currency"
          options={[{ value: '', label: 'The cart’s' }, ...CURRENCIES]}
          optional
        />
        <ChoicesField path={['channels']} label="Only on" options={CHANNELS} class="whole" />
        <TextField path={['from']} label="From" hint="2026-06-24T00:00:00-07:00" optional />
        <TextField path={['until']} label="Until, not included" optional />
        <TextField path={['heldUntil']} label="Held until" optional />
        <TextField path={['owner']} label="Belongs to buyer" optional />
        <CheckField path={['newBuyersOnly']} label="New buyers only" />
        <CheckField path={['ended']} label="Ended by the platform" />
        <NumberField path={['coins', 'required']} label="Coins: all or nothing" optional />
        <NumberField path={['coins', 'max']} label="Coins: up to" optional />
        <NumberField path={['uses', 'limit']} label="Uses: limit" optional />
        <NumberField path={['uses', 'made']} label="Uses: made" optional />
        <NumberField path={['budget', 'limit']} label="Budget: limit" optional />
        <NumberField path={['budget', 'made']} label="Budget: made" optional />
      </div>
    </details>
  )
}
