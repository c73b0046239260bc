import { addressOfList, type OrderFilter } from '../../state/orders/order-filter.ts'

/** Finds orders by id, or by whose they are: a form that works without scripts too. */
export function OrderSearch({ filter }: { readonly filter: OrderFilter }) {
  const { state, buyer = '', seller = '' } = filter
  const isFiltered = buyer !== '' || seller !== ''
  const go = (event: SubmitEvent) => {
    const typed = new FormData(event.currentTarget as HTMLFormElement).get('order')
    const id = typeof typed === 'string' ? typed.trim() : ''
    if (id === '') return
    event.preventDefault()
    window.location.assign(`/console/orders/${encodeURIComponent(id)}`)
  }
  return (
    <form class="filters order-search" action="/console/orders" method="get" onSubmit={go}>
      <Word name="order" label="Order" value="" />
      <Word name="buyer" label="Buyer" value={buyer} />
      <Word name="seller" label="Seller" value={seller} />
      {state && <input type="hidden" name="state" value={state} />}
      <p class="actions">
        <button type="submit">Find</button>
        {isFiltered && (
          <a href={addressOfList('/console/orders', { ...(state && { state }) })}>Show all</a>
        )}
      </p>
    </form>
  )
}

function Word(props: { readonly name: string; readonly label: string; readonly value: string }) {
  const { name, label, value } = props
  return (
    <div class="field">
      <label for={`find-${name}`}>{label}</label>
      <input
        id={`find-${name}`}
        name={name}
        defaultValue={value}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
      />
    </div>
  )
}
