import { useComputed, useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { Fault } from '../../core/base/faults.ts'
import { type OfferDocument, offerSchema } from '../../core/pricing/offer-document.ts'
import { shippedTerms } from '../../core/pricing/shipped.ts'
import { freshName } from '../state/cart.ts'
import { useLab } from '../state/context.ts'
import { type Editor, EditorContext, fieldId } from '../state/editor.ts'
import { type Path, withValue } from '../state/paths.ts'
import { benefitWords } from '../state/words.ts'
import { BenefitFields } from './benefit-fields.tsx'
import { Dialog } from './dialog.tsx'
import { CheckField, MoneyField, NumberField, SelectField, TextField } from './fields.tsx'
import { LimitFields } from './limit-fields.tsx'

const NAME = 'offer'

/** An offer in a form: what it takes off, who pays, what it asks for. Faults are named as one types. */
export function OfferDialog(props: {
  readonly offer: OfferDocument | null
  readonly taken: readonly string[]
  readonly onSave: (offer: OfferDocument) => void
  readonly onClose: () => void
}) {
  const { offer, taken, onSave, onClose } = props
  const editor = useOfferEditor(offer, taken)
  const submit = (event: SubmitEvent) => {
    const fault = editor.faults.value[0]
    if (fault) {
      event.preventDefault()
      document.getElementById(fieldId(NAME, fault.path))?.focus()
      return
    }
    // The form closes its dialog by itself, which gives the focus back.
    onSave(editor.document.value as OfferDocument)
  }
  return (
    <Dialog title={offer ? 'Change the offer' : 'Add an offer'} onClose={onClose} wide>
      <EditorContext.Provider value={editor}>
        <form method="dialog" onSubmit={submit} noValidate>
          <OfferFields />
          <FormFaults faults={editor.faults.value} />
          <footer class="actions">
            <p class="soft preview">
              {benefitWords(editor.document.value as OfferDocument, editor.currency.value)}
            </p>
            <button type="submit" class="primary">
              {offer ? 'Keep the change' : 'Add the offer'}
            </button>
          </footer>
        </form>
      </EditorContext.Provider>
    </Dialog>
  )
}

function useOfferEditor(offer: OfferDocument | null, taken: readonly string[]): Editor {
  const lab = useLab()
  const { terms, currency: cartCurrency } = lab.form.value
  const document = useSignal<unknown>(offer ?? newOffer(String(terms), taken))
  const faults = useComputed(() => {
    const found: Fault[] = []
    offerSchema.find(document.value, '', found)
    const { id } = document.value as OfferDocument
    if (taken.includes(id)) found.push({ path: '/id', fault: 'Another offer has this name.' })
    return found
  })
  const currency = useComputed(() => {
    const own = (document.value as OfferDocument).currency
    return typeof own === 'string' ? own : cartCurrency
  })
  return useMemo(
    () => ({
      name: NAME,
      document,
      faults,
      currency,
      set: (path: Path, value: unknown) => {
        document.value = withoutEmpty(withValue(document.value, path, value), path)
      },
    }),
    [],
  )
}

/** A part whose last field was emptied goes as a whole: `minimum: {}` would say nothing. */
function withoutEmpty(document: unknown, path: Path): unknown {
  const [part] = path
  if (path.length < 2 || part === undefined || part === 'benefit') return document
  const rest = (document as Readonly<Record<string, unknown>>)[part]
  const empty = typeof rest === 'object' && rest !== null && Object.keys(rest).length === 0
  return empty ? withValue(document, [part], undefined) : document
}

function newOffer(terms: string, taken: readonly string[]): OfferDocument {
  const kind = shippedTerms.get(terms)?.kindsInOrder[0]
  return {
    id: freshName('my-offer', taken),
    kind: kind?.id ?? 'code',
    funder: 'platform',
    benefit: { off: 500 },
    ...(kind?.claimed ? { claimed: true } : {}),
  }
}

function OfferFields() {
  const lab = useLab()
  const input = lab.form.value
  const kinds = shippedTerms.get(String(input.terms))?.kindsInOrder ?? []
  const stores = Object.entries(input.stores)
  const sellers = [...new Set(stores.map(([, store]) => store.seller))]
  const funders = [
    { value: 'platform', label: 'Platform' },
    { value: 'partner:bank', label: 'Partner: bank' },
    ...sellers.map((seller) => ({ value: `seller:${seller}`, label: `Seller: ${seller}` })),
    ...stores.map(([store]) => ({ value: `store:${store}`, label: `Store: ${store}` })),
  ]
  return (
    <>
      <div class="fields">
        <TextField path={['id']} label="Name" />
        <TextField path={['code']} label="Code, if it has one" optional />
        <SelectField
          path={['kind']}
          label="Kind"
          options={kinds.map(({ id, name, step }) => ({ value: id, label: `${step}: ${name}` }))}
        />
        <SelectField path={['funder']} label="Paid by" options={funders} />
      </div>
      <BenefitFields />
      <div class="fields">
        <MoneyField path={['minimum', 'spend']} label="Minimum spend" optional />
        <NumberField path={['minimum', 'quantity']} label="Minimum pieces" optional />
        <CheckField path={['claimed']} label="Claimed by the buyer" />
        <CheckField path={['exclusive']} label="Stacks with nothing" />
      </div>
      <LimitFields />
    </>
  )
}

function FormFaults({ faults }: { readonly faults: readonly Fault[] }) {
  if (faults.length === 0) return null
  return (
    <ul class="faults" aria-label="To be put right first">
      {faults.map((fault) => (
        <li key={`${fault.path} ${fault.fault}`}>
          <code>{fault.path || '/'}</code> {fault.fault}
        </li>
      ))}
    </ul>
  )
}
