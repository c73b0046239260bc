import { useMemo } from 'preact/hooks'
import type { DocumentOf } from '../../../client/client.ts'
import { ConsoleHead } from '../../components/console/console-head.tsx'
import { Gate } from '../../components/market/gate.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { ActionList } from '../../components/orders/action-list.tsx'
import { LedgerAccepted } from '../../components/orders/ledger-accepted.tsx'
import { LedgerMoney } from '../../components/orders/ledger-money.tsx'
import { LedgerPostings } from '../../components/orders/ledger-postings.tsx'
import { LedgerSteps } from '../../components/orders/ledger-steps.tsx'
import { LifeLine } from '../../components/orders/life-line.tsx'
import { OrderFacts } from '../../components/orders/order-facts.tsx'
import { OrderReceipt } from '../../components/orders/order-receipt.tsx'
import { OrderStanding } from '../../components/orders/order-sheet.tsx'
import { PartyActions } from '../../components/orders/party-actions.tsx'
import { useMarket } from '../../state/market/market.ts'
import { type ConsoleOrder, createConsoleOrder } from '../../state/orders/console-order.ts'
import { useFollowedOrders } from '../../state/orders/follow-orders.ts'

/** An order as support looks into it: both parties, every step, and its books (protection §2). */
export function ConsoleOrderPage({ id }: { readonly id: string }) {
  return (
    <>
      <ConsoleHead
        title={
          <>
            Order <code>{id}</code>
          </>
        }
        here="/console/orders"
      />
      <Gate roles={['agent', 'admin']} why="Support looks into orders here.">
        <OrderOf id={id} />
      </Gate>
    </>
  )
}

function OrderOf({ id }: { readonly id: string }) {
  const market = useMarket()
  const found = useMemo(() => createConsoleOrder(market, id), [market, id])
  useFollowedOrders(found.load, (order) => order === id)
  return (
    <Waiting on={found.ledger} rows={10}>
      {(ledger) => <Looked found={found} ledger={ledger} />}
    </Waiting>
  )
}

function Looked(props: {
  readonly found: ConsoleOrder
  readonly ledger: DocumentOf<'OrderLedger'>
}) {
  const { found, ledger } = props
  const { order } = ledger
  return (
    <>
      <LifeLine order={order} />
      <div class="order-sheet">
        <div class="order-main">
          <OrderStanding order={order} onOver={found.load} />
          <section class="panel" aria-labelledby="parties-title">
            <h2 id="parties-title">What the parties can do</h2>
            <p class="soft">
              <a href={`/console/orders?buyer=${encodeURIComponent(order.buyer)}`}>{order.buyer}</a>{' '}
              buys from{' '}
              <a href={`/console/orders?seller=${encodeURIComponent(order.seller)}`}>
                {order.seller}
              </a>
              .
            </p>
            <Waiting on={found.buyer} rows={2}>
              {({ actions }) => <PartyActions name="The buyer" actions={actions} />}
            </Waiting>
            <Waiting on={found.seller} rows={2}>
              {({ actions }) => <PartyActions name="The seller" actions={actions} />}
            </Waiting>
          </section>
          <ActionList order={order} desk={found.desk} />
        </div>
        <div class="order-side">
          <OrderReceipt order={order} />
        </div>
        <div class="order-more">
          <OrderFacts order={order} />
          <LedgerMoney ledger={ledger} />
          <LedgerAccepted ledger={ledger} />
        </div>
      </div>
      <div class="order-books">
        <LedgerPostings ledger={ledger} />
        <LedgerSteps ledger={ledger} />
      </div>
    </>
  )
}
