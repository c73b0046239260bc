import { useMemo } from 'preact/hooks'
import { currencyCodes } from '../../../core/base/iso4217.ts'
import type { Draft } from '../../state/console/draft.ts'
import { optionsOf, TRIGGER_WORDS } from '../../state/console/words.ts'
import { EditorContext } from '../../state/editor.ts'
import { partOf } from '../../state/market/form.ts'
import { BenefitFields } from '../benefit-fields.tsx'
import { CheckField, MoneyField, NumberField, SelectField, TextField } from '../fields.tsx'

const CURRENCIES = [
  { value: '', label: 'The cart’s' },
  ...currencyCodes.map((code) => ({ value: code, label: code })),
]
const TRIGGERS = optionsOf(TRIGGER_WORDS)

/** What the offer takes off, and what a cart must hold for it. */
export function OfferBenefit({ draft }: { readonly draft: Draft }) {
  const terms = useMemo(() => partOf(draft, 'offer'), [draft])
  return (
    <section class="panel" aria-labelledby="benefit-title">
      <h2 id="benefit-title">What it gives</h2>
      <EditorContext.Provider value={terms}>
        <BenefitFields />
        <div class="fields">
          <SelectField path={['currency']} label="Currency" options={CURRENCIES} optional />
          <MoneyField path={['minimum', 'spend']} label="Minimum spend" optional />
          <NumberField path={['minimum', 'quantity']} label="Minimum pieces" optional />
        </div>
      </EditorContext.Provider>
    </section>
  )
}

/** How many there are, and what a buyer does to get one. */
export function OfferLimits({ draft }: { readonly draft: Draft }) {
  const { obtain, trigger } = draft.draft.value
  return (
    <section class="panel" aria-labelledby="limits-title">
      <h2 id="limits-title">How many, and for what</h2>
      <div class="fields">
        {obtain === 'code' && <TextField path={['offer', 'code']} label="The code" optional />}
        {obtain === 'trigger' && (
          <SelectField path={['trigger', 'on']} label="Occasion" options={TRIGGERS} />
        )}
        {obtain === 'trigger' && trigger?.on === 'anniversary' && (
          <MoneyField path={['trigger', 'spentAtLeast']} label="From past spend of" optional />
        )}
        {obtain === 'exchange' && (
          <NumberField path={['exchange', 'coins']} label="Coins that it costs" />
        )}
        <NumberField
          path={['limits', 'uses']}
          label="Uses in all"
          hint="Empty: no limit."
          optional
        />
        <NumberField
          path={['limits', 'perBuyer']}
          label="For each buyer"
          hint="Empty: one."
          optional
        />
        <MoneyField
          path={['limits', 'budget']}
          label="Budget in money"
          hint="Empty: no limit."
          optional
        />
        <CheckField
          path={['returnsWhenFullyCancelled']}
          label="Comes back when every order that used it is cancelled before shipping"
          class="whole"
        />
      </div>
    </section>
  )
}
