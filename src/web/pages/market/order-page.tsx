import { Gate } from '../../components/market/gate.tsx'
import { OrderSheet } from '../../components/orders/order-sheet.tsx'

/** An order of a buyer: where it stands, what can be done, and what follows if nobody acts (bp.status). */
export function OrderPage({ id }: { readonly id: string }) {
  return (
    <>
      <div class="intro order-intro">
        <p>
          <a href="/orders">My orders</a>
        </p>
        <h1>
          Order <code>{id}</code>
        </h1>
      </div>
      <Gate roles={['buyer']} why="Your orders are kept in your account.">
        <OrderSheet id={id} />
      </Gate>
    </>
  )
}
