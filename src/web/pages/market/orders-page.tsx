import { useMemo } from 'preact/hooks'
import { Gate } from '../../components/market/gate.tsx'
import { OrderRows } from '../../components/orders/order-rows.tsx'
import { StateChips } from '../../components/orders/state-chips.tsx'
import { queryOf, useMarket } from '../../state/market/market.ts'
import { useFollowedOrders } from '../../state/orders/follow-orders.ts'
import { orderFilterIn } from '../../state/orders/order-filter.ts'
import { createOrderList } from '../../state/orders/order-list.ts'

/** The states that a buyer looks for, in the words of a shopper. */
const STATES = [
  ['unpaid', 'To pay'],
  ['awaiting-shipment', 'To be shipped'],
  ['awaiting-delivery', 'On the way'],
  ['completed', 'Received'],
  ['closed', 'Closed'],
  ['cancelled', 'Cancelled'],
] as const

/** The orders of a buyer: where each stands, what is due next, and what can be done (bp.status). */
export function OrdersPage() {
  return (
    <>
      <div class="intro">
        <h1>My orders</h1>
        <p>
          Where each stands, what is due next, and what follows if nobody acts. Something to try?
          The <a href="/shop">sample shop</a>.
        </p>
      </div>
      <Gate roles={['buyer']} why="Your orders are kept in your account.">
        <Orders />
      </Gate>
    </>
  )
}

function Orders() {
  const market = useMarket()
  const filter = useMemo(() => orderFilterIn(queryOf(market)), [market])
  const list = useMemo(() => createOrderList(market, filter), [market, filter])
  useFollowedOrders(list.rows.load, () => true)
  return (
    <>
      <StateChips page="/orders" filter={filter} states={STATES} />
      <OrderRows
        list={list}
        page="/orders"
        none={filter.state ? 'None of your orders is there just now.' : 'You have no orders yet.'}
      />
    </>
  )
}
