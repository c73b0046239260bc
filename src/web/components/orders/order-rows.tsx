import type { Order } from '../../state/orders/order.ts'
import type { OrderList } from '../../state/orders/order-list.ts'
import { ActButton } from '../market/act-button.tsx'
import { Waiting } from '../market/waiting.tsx'
import { OrderCard } from './order-card.tsx'

/** A list of orders as cards, with the way to more of them. */
export function OrderRows(props: {
  readonly list: OrderList
  /** Under which page each order is. */
  readonly page: string
  /** What is said where there are none. */
  readonly none: string
  readonly sorted?: (orders: readonly Order[]) => readonly Order[]
}) {
  const { list, page, none, sorted = (orders: readonly Order[]) => orders } = props
  return (
    <Waiting on={list.rows} rows={3}>
      {({ orders, next }) => (
        <>
          {orders.length === 0 && <p class="note">{none}</p>}
          <ul class="order-cards">
            {sorted(orders).map((order) => (
              <OrderCard
                key={order.id}
                order={order}
                href={`${page}/${encodeURIComponent(order.id)}`}
                onOver={list.rows.load}
              />
            ))}
          </ul>
          {next !== null && (
            <p class="more-rows">
              <ActButton act={list.more} busy="Loading…">
                Show older
              </ActButton>
            </p>
          )}
        </>
      )}
    </Waiting>
  )
}
