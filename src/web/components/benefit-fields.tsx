import { isRecord } from '../../core/base/schema.ts'
import { useEditor } from '../state/editor.ts'
import { valueAt } from '../state/paths.ts'
import { Icon } from './dialog.tsx'
import { MoneyField, NumberField } from './fields.tsx'

const FORMS = [
  { form: 'off', label: 'An amount', start: { off: 500 } },
  { form: 'percent', label: 'A percentage', start: { percent: 10 } },
  { form: 'every', label: 'An amount for every so much', start: { every: 3000, off: 300 } },
  { form: 'freeShipping', label: 'Free shipping', start: { freeShipping: true } },
  {
    form: 'spend-tiers',
    label: 'More, the more is spent',
    start: { tiers: [{ spend: 2900, off: 300 }] },
  },
  {
    form: 'piece-tiers',
    label: 'More, the more pieces',
    start: { tiers: [{ quantity: 2, percent: 3 }] },
  },
] as const

type Form = (typeof FORMS)[number]['form']

function formOf(benefit: unknown): Form {
  if (!isRecord(benefit)) return 'off'
  if (benefit.freeShipping !== undefined) return 'freeShipping'
  if (benefit.percent !== undefined) return 'percent'
  if (benefit.every !== undefined) return 'every'
  if (!Array.isArray(benefit.tiers)) return 'off'
  const [first] = benefit.tiers
  return isRecord(first) && first.quantity !== undefined ? 'piece-tiers' : 'spend-tiers'
}

/** What an offer takes off, in one of the forms that a benefit has. */
export function BenefitFields() {
  const editor = useEditor()
  const form = formOf(valueAt(editor.document.value, ['benefit']))
  const capped = form === 'percent' || form === 'every' || form === 'freeShipping'
  return (
    <fieldset class="fields">
      <legend>What it takes off</legend>
      <div class="field">
        <label for="benefit-form">Form</label>
        <select
          id="benefit-form"
          value={form}
          onChange={(event) => {
            const chosen = FORMS.find((one) => one.form === event.currentTarget.value)
            if (chosen) editor.set(['benefit'], chosen.start)
          }}
        >
          {FORMS.map((one) => (
            <option key={one.form} value={one.form} selected={one.form === form}>
              {one.label}
            </option>
          ))}
        </select>
      </div>
      {form === 'percent' && (
        <NumberField path={['benefit', 'percent']} label="Percent" whole={false} />
      )}
      {form === 'every' && <MoneyField path={['benefit', 'every']} label="For every" />}
      {(form === 'off' || form === 'every') && (
        <MoneyField path={['benefit', 'off']} label={form === 'every' ? 'Take off' : 'Amount'} />
      )}
      {capped && <MoneyField path={['benefit', 'cap']} label="At most" optional />}
      {(form === 'spend-tiers' || form === 'piece-tiers') && <TierFields form={form} />}
    </fieldset>
  )
}

function TierFields({ form }: { readonly form: 'spend-tiers' | 'piece-tiers' }) {
  const editor = useEditor()
  const tiers = valueAt(editor.document.value, ['benefit', 'tiers'])
  const rows: readonly unknown[] = Array.isArray(tiers) ? tiers : []
  const start = FORMS.find((one) => one.form === form)?.start as { tiers: readonly unknown[] }
  return (
    <div class="tiers whole">
      {rows.map((row, at) => {
        const path = ['benefit', 'tiers', at] as const
        const byPercent = isRecord(row) && row.percent !== undefined
        return (
          <div class="fields" key={at}>
            {form === 'spend-tiers' ? (
              <MoneyField path={[...path, 'spend']} label="From a spend of" />
            ) : (
              <NumberField path={[...path, 'quantity']} label="From so many pieces" />
            )}
            {byPercent ? (
              <NumberField path={[...path, 'percent']} label="Percent" whole={false} />
            ) : (
              <MoneyField path={[...path, 'off']} label="Take off" />
            )}
            <button
              type="button"
              class="icon"
              aria-label={`Remove tier ${at + 1}`}
              onClick={() => editor.set(path, undefined)}
            >
              <Icon name="remove" />
            </button>
          </div>
        )
      })}
      <button
        type="button"
        class="small"
        onClick={() => editor.set(['benefit', 'tiers'], [...rows, rows.at(-1) ?? start.tiers[0]])}
      >
        <Icon name="add" /> Add a tier
      </button>
    </div>
  )
}
