import { useMemo, useState } from 'preact/hooks'
import { ConsoleHead } from '../../components/console/console-head.tsx'
import { Gate } from '../../components/market/gate.tsx'
import { ExtensionDialog } from '../../components/orders/extension-dialog.tsx'
import { OrderRows } from '../../components/orders/order-rows.tsx'
import { OrderSearch } from '../../components/orders/order-search.tsx'
import { StateChips } from '../../components/orders/state-chips.tsx'
import { queryOf, useMarket } from '../../state/market/market.ts'
import { useFollowedOrders } from '../../state/orders/follow-orders.ts'
import { orderFilterIn } from '../../state/orders/order-filter.ts'
import { createOrderList } from '../../state/orders/order-list.ts'

const STATES = [
  ['unpaid', 'Awaiting payment'],
  ['verifying', 'Payment in process'],
  ['awaiting-shipment', 'Awaiting shipment'],
  ['cancel-requested', 'Cancellation requested'],
  ['awaiting-delivery', 'Awaiting delivery'],
  ['completed', 'Completed'],
  ['closed', 'Closed'],
  ['cancelled', 'Cancelled'],
] as const

/** Everybody's orders, for support: found by id, buyer, seller or state; and more time for many. */
export function ConsoleOrdersPage() {
  return (
    <Gate roles={['agent', 'admin']} why="Support looks into orders here.">
      <ConsoleOrders />
    </Gate>
  )
}

function ConsoleOrders() {
  const market = useMarket()
  const filter = useMemo(() => orderFilterIn(queryOf(market)), [market])
  const list = useMemo(() => createOrderList(market, filter), [market, filter])
  const [isExtending, setExtending] = useState(false)
  useFollowedOrders(list.rows.load, () => true)
  return (
    <>
      <ConsoleHead title="Orders" here="/console/orders">
        <button
          type="button"
          disabled={!market.clock.isHere.value}
          onClick={() => setExtending(true)}
        >
          Give more time to many…
        </button>
      </ConsoleHead>
      <OrderSearch filter={filter} />
      <StateChips page="/console/orders" filter={filter} states={STATES} />
      <OrderRows list={list} page="/console/orders" none="No order is like that." />
      {isExtending && (
        <ExtensionDialog onDone={list.rows.load} onClose={() => setExtending(false)} />
      )}
    </>
  )
}
