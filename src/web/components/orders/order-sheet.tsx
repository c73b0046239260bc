import { useMemo } from 'preact/hooks'
import { useMarket } from '../../state/market/market.ts'
import { useFollowedOrders } from '../../state/orders/follow-orders.ts'
import type { Order } from '../../state/orders/order.ts'
import { createOrderDesk, type OrderDesk } from '../../state/orders/order-desk.ts'
import { ClauseLink } from '../clause.tsx'
import { Waiting } from '../market/waiting.tsx'
import { ActionList } from './action-list.tsx'
import { LifeLine } from './life-line.tsx'
import { OrderFacts } from './order-facts.tsx'
import { OrderHistory } from './order-history.tsx'
import { OrderReceipt } from './order-receipt.tsx'
import { SilenceReadout } from './silence-readout.tsx'

/** An order as one of its two parties sees it, live. */
export function OrderSheet({ id }: { readonly id: string }) {
  const market = useMarket()
  const desk = useMemo(() => createOrderDesk(market, id), [market, id])
  useFollowedOrders(desk.order.load, (order) => order === id)
  return (
    <Waiting on={desk.order} rows={8}>
      {(order) => <Sheet order={order} desk={desk} />}
    </Waiting>
  )
}

function Sheet({ order, desk }: { readonly order: Order; readonly desk: OrderDesk }) {
  return (
    <>
      <LifeLine order={order} />
      <div class="order-sheet">
        <div class="order-main">
          <OrderStanding order={order} onOver={desk.order.load} />
          <ActionList order={order} desk={desk} />
        </div>
        <div class="order-side">
          <OrderReceipt order={order} />
        </div>
        <div class="order-more">
          <OrderFacts order={order} />
          <OrderHistory order={order} />
        </div>
      </div>
    </>
  )
}

/** How an order stands, and how long that can last. */
export function OrderStanding(props: { readonly order: Order; readonly onOver: () => void }) {
  const { order, onOver } = props
  const failed = order.state === 'unpaid' ? lastFailure(order) : null
  return (
    <section class="standing-now" aria-labelledby="state" data-state={order.state}>
      <div aria-live="polite">
        <h2 id="state">{order.stateName}</h2>
        <p>{order.stateSays}</p>
        {failed && <p class="note warn">Your last payment failed. {failed}</p>}
        {order.refundDates && (
          <p class="note">
            {order.refundDates.says} <ClauseLink id="bp.cancel.paid" />
          </p>
        )}
      </div>
      {order.silence && (
        <SilenceReadout silence={order.silence} reader={order.party} onOver={onOver} />
      )}
    </section>
  )
}

/** Why the last try to pay failed, with what can be done (faq.payfail). */
function lastFailure({ payments }: Order): string | null {
  const last = payments?.at(-1)
  return last?.result === 'failed' ? last.says : null
}
