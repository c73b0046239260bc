import { isRefused } from '../../core/base/faults.ts'
import { prepareMarket } from '../../core/pricing/market.ts'
import { freshName, withStore } from '../state/cart.ts'
import { useLab } from '../state/context.ts'
import { Icon } from './dialog.tsx'
import { CheckField, MoneyField, TextField } from './fields.tsx'

/** Stores, freight and tax: needed now and then, so they open on demand. */
export function StoresPart() {
  const lab = useLab()
  const input = lab.form.value
  const stores = Object.keys(input.stores)
  const rows = input.shipping ?? []
  const fees = rows.length === 1 ? '1 fee' : `${rows.length} fees`
  return (
    <details class="part">
      <summary>
        Stores, shipping and tax{' '}
        <span class="soft">
          {stores.length} {stores.length === 1 ? 'store' : 'stores'}, {fees}
        </span>
      </summary>
      {stores.map((store) => (
        <StoreFields key={store} store={store} />
      ))}
      <button
        type="button"
        class="small"
        onClick={() => lab.replace(withStore(input, freshName('store', stores)))}
      >
        <Icon name="add" /> Add a store
      </button>
      <h3>Shipping fees</h3>
      {rows.map((row, at) => (
        <FeeFields key={`${at}-${row.seller}`} at={at} />
      ))}
      <button
        type="button"
        class="small"
        onClick={() => {
          const seller = input.stores[stores[0] ?? '']?.seller ?? 'seller'
          lab.set(['shipping'], [...rows, { seller, method: 'express', fee: 0 }])
        }}
      >
        <Icon name="add" /> Add a fee
      </button>
      <h3>Tax</h3>
      <CheckField path={['pricesIncludeTax']} label="Prices include tax" />
      <MarketButton />
    </details>
  )
}

function StoreFields({ store }: { readonly store: string }) {
  const path = ['stores', store] as const
  return (
    <fieldset class="fields">
      <legend>{store}</legend>
      <TextField path={[...path, 'seller']} label="Seller" />
      <MoneyField path={[...path, 'select', 'minimum']} label="Select: minimum" optional />
      <MoneyField path={[...path, 'select', 'value']} label="Select: value" optional />
    </fieldset>
  )
}

function FeeFields({ at }: { readonly at: number }) {
  const lab = useLab()
  const path = ['shipping', at] as const
  return (
    <div class="fields fee">
      <TextField path={[...path, 'seller']} label="Seller" />
      <TextField path={[...path, 'method']} label="Method" />
      <MoneyField path={[...path, 'fee']} label="Fee" />
      <button
        type="button"
        class="icon"
        aria-label={`Remove fee ${at + 1}`}
        onClick={() => lab.set(path, undefined)}
      >
        <Icon name="remove" />
      </button>
    </div>
  )
}

/** The market rules as a press, not as a habit: they change prices' tax by country and value. */
function MarketButton() {
  const lab = useLab()
  const prepare = () => {
    const prepared = prepareMarket(lab.form.value)
    if (isRefused(prepared)) {
      lab.notice.value = prepared.refused.map((fault) => fault.fault).join(' ')
      return
    }
    const said = prepared.notes.map((note) => note.says).join(' ')
    lab.replace(prepared.input, said || 'This country has no market rules to apply.')
  }
  return (
    <button type="button" class="small" onClick={prepare}>
      Set tax by the market rules of the country
    </button>
  )
}
