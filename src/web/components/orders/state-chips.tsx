import { addressOfList, type OrderFilter } from '../../state/orders/order-filter.ts'

type State = NonNullable<OrderFilter['state']>

/** The states to choose from, each a link: lists can be kept, handed on, and read without scripts. */
export function StateChips(props: {
  readonly page: string
  readonly filter: OrderFilter
  readonly states: readonly (readonly [state: State, label: string])[]
  /** What the list without a state is called. */
  readonly first?: string
}) {
  const { page, filter, states, first = 'All' } = props
  const { state: chosen, ...others } = filter
  const chips: readonly (readonly [State | undefined, string])[] = [[undefined, first], ...states]
  return (
    <nav class="state-chips" aria-label="Which orders">
      {chips.map(([state, label]) => (
        <a
          key={label}
          href={addressOfList(page, { ...others, ...(state && { state }) })}
          aria-current={state === chosen ? 'page' : undefined}
        >
          {label}
        </a>
      ))}
    </nav>
  )
}
