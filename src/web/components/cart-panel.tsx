import { useState } from 'preact/hooks'
import type { Input } from '../../core/pricing/input.ts'
import { useLab, usePart } from '../state/context.ts'
import { moneyText } from '../state/money.ts'
import { lineName } from '../state/samples.ts'
import { Capped } from './capped.tsx'
import { Icon } from './dialog.tsx'
import {
  ChoicesField,
  MoneyField,
  NumberField,
  SelectField,
  TextField,
  WordsField,
} from './fields.tsx'
import { ListingSearch } from './listing-search.tsx'
import { StoresPart } from './stores-part.tsx'

/** What is bought: each line with its pieces and price, and where it comes from. */
export function CartPanel() {
  const [adding, setAdding] = useState(false)
  const lines = usePart((input) => input.lines)
  return (
    <section class="panel cart" aria-labelledby="cart-title">
      <div class="panel-head">
        <h2 id="cart-title">
          Cart <span class="count">{lines.length}</span>
        </h2>
        <button type="button" id="add-listing" onClick={() => setAdding(true)}>
          <Icon name="add" /> Add a listing
        </button>
      </div>
      {lines.length === 0 && <p class="soft">The cart is empty. Add a listing to price it.</p>}
      <ul class="cart-lines">
        <Capped rows={lines}>
          {(line, at) => <LineRow key={`${at} ${line.id}`} line={line} at={at} />}
        </Capped>
      </ul>
      <StoresPart />
      {adding && <ListingSearch onClose={() => setAdding(false)} />}
    </section>
  )
}

function LineRow({ line, at }: { readonly line: Input['lines'][number]; readonly at: number }) {
  const lab = useLab()
  const path = ['lines', at] as const
  const name = lineName(line)
  const remove = () => {
    lab.set(path, undefined)
    lab.notice.value = `Removed ${name}. Undo brings it back.`
    document.getElementById('add-listing')?.focus()
  }
  return (
    <li>
      <div class="cart-line">
        <span class="what">{name}</span>
        <NumberField
          path={[...path, 'quantity']}
          label={`Pieces of ${name}`}
          fallback={1}
          quiet
          class="pieces"
        />
        <MoneyField path={[...path, 'unitPrice']} label={`Price of ${name}`} quiet class="price" />
        <button type="button" class="icon" aria-label={`Remove ${name}`} onClick={remove}>
          <Icon name="remove" />
        </button>
      </div>
      <LineMore line={line} at={at} />
    </li>
  )
}

const TRAITS = [
  { value: 'special-promotion', label: 'special promotion' },
  { value: 'cashback', label: 'cashback' },
  { value: 'value-added-service', label: 'value-added service' },
  { value: 'virtual', label: 'virtual' },
  { value: 'customs-risk', label: 'customs risk' },
]

function LineMore({ line, at }: { readonly line: Input['lines'][number]; readonly at: number }) {
  const stores = usePart((input) => input.stores)
  const currency = usePart((input) => input.currency)
  const path = ['lines', at] as const
  const [open, setOpen] = useState(false)
  const said = [
    line.store,
    typeof line.unitPrice === 'number' &&
      (line.quantity ?? 1) > 1 &&
      `${moneyText(line.unitPrice * (line.quantity ?? 1), currency)} in all`,
    line.taxRate ? `tax ${line.taxRate}%` : null,
    ...(Array.isArray(line.traits) ? line.traits : []),
  ]
  return (
    <details class="more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{said.filter(Boolean).join(' · ')}</summary>
      {open && (
        <div class="fields">
          <SelectField
            path={[...path, 'store']}
            label="Store"
            options={Object.keys(stores).map((store) => ({ value: store, label: store }))}
          />
          <TextField path={[...path, 'listing']} label="Listing" />
          <TextField path={[...path, 'sku']} label="SKU" />
          <TextField path={[...path, 'method']} label="Shipping method" optional />
          <TextField path={[...path, 'warehouse']} label="Warehouse" optional />
          <NumberField path={[...path, 'taxRate']} label="Tax rate, %" whole={false} optional />
          <WordsField path={[...path, 'category']} label="Category, widest first" optional />
          <ChoicesField path={[...path, 'traits']} label="Traits" options={TRAITS} class="whole" />
        </div>
      )}
    </details>
  )
}
