import { useCallback, useMemo } from 'preact/hooks'
import type { DocumentOf } from '../../../client/client.ts'
import { ConsoleHead } from '../../components/console/console-head.tsx'
import { Gate } from '../../components/market/gate.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { Balances } from '../../components/orders/balances.tsx'
import { OrderRows } from '../../components/orders/order-rows.tsx'
import { StateChips } from '../../components/orders/state-chips.tsx'
import { loader } from '../../state/market/load.ts'
import { givenTo, type Market, queryOf, useMarket } from '../../state/market/market.ts'
import { byDeadline } from '../../state/orders/by-deadline.ts'
import { useFollowedOrders } from '../../state/orders/follow-orders.ts'
import { type OrderFilter, orderFilterIn } from '../../state/orders/order-filter.ts'
import { createOrderList } from '../../state/orders/order-list.ts'
import { BALANCE_PATH, SELLER_TO_DO } from '../../state/orders/reads.ts'

const STATES = [
  ['awaiting-delivery', 'On the way'],
  ['completed', 'Received'],
  ['closed', 'Closed'],
  ['cancelled', 'Cancelled'],
  ['unpaid', 'Not paid'],
] as const

/** What waits for a seller. The states are those that the server asks for first. */
const TO_DO = [
  {
    state: SELLER_TO_DO[0],
    title: 'To answer',
    none: 'Nobody asks you to cancel anything.',
  },
  { state: SELLER_TO_DO[1], title: 'To ship', none: 'Everything that is paid is shipped.' },
] as const

/** The orders of a seller, what has to be done first in front, and the seller's money. */
export function SellingPage() {
  return (
    <>
      <ConsoleHead title="Orders to ship" here="/selling" />
      <Gate roles={['seller']} why="Sellers see the orders of their buyers here.">
        <Selling />
      </Gate>
    </>
  )
}

function Selling() {
  const market = useMarket()
  const filter = useMemo(() => orderFilterIn(queryOf(market)), [market])
  const lists = useMemo(() => listsOf(market, filter), [market, filter])
  const balance = useMemo(() => createBalance(market), [market])
  const load = useCallback(() => {
    for (const { list } of lists) list.rows.load()
    balance.load()
  }, [lists, balance])
  useFollowedOrders(load, () => true)
  return (
    <div class="selling">
      <section class="panel" aria-labelledby="balance-title">
        <h2 id="balance-title">Your money</h2>
        <Waiting on={balance} rows={1}>
          {({ balances }) => <Balances balances={balances} />}
        </Waiting>
      </section>
      <StateChips page="/selling" filter={filter} states={STATES} first="To do" />
      {lists.map(({ title, none, list }) => (
        <section key={title} class="orders-part" aria-label={title}>
          <h2>{title}</h2>
          <OrderRows list={list} page="/selling" none={none} sorted={byDeadline} />
        </section>
      ))}
    </div>
  )
}

/** What a seller has to do, each kind by itself; or the orders of the state that the address names. */
function listsOf(market: Market, filter: OrderFilter) {
  if (filter.state) {
    const title = STATES.find(([state]) => state === filter.state)?.[1] ?? 'Orders'
    return [{ title, none: 'No order is there just now.', list: createOrderList(market, filter) }]
  }
  return TO_DO.map(({ state, ...words }) => ({
    ...words,
    list: createOrderList(market, { ...filter, state }),
  }))
}

function createBalance(market: Market) {
  return loader<DocumentOf<'SellerBalance'>>(
    (signal) => market.api.getSellerBalance({ path: { seller: 'me' } }, { signal }),
    givenTo(market, BALANCE_PATH),
  )
}
