import { useMemo } from 'preact/hooks'
import { Gate } from '../../components/market/gate.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { CheckoutDraft } from '../../components/orders/checkout-draft.tsx'
import { CheckoutPlaced } from '../../components/orders/checkout-placed.tsx'
import { useMarket } from '../../state/market/market.ts'
import { createCheckoutDesk } from '../../state/orders/checkout.ts'
import { useFollowedOrders } from '../../state/orders/follow-orders.ts'

/** A checkout: a price to accept by its hash, then what is to be paid (tc.22, faq.pay). */
export function CheckoutPage({ id }: { readonly id: string }) {
  return (
    <>
      <div class="intro">
        <h1>Checkout</h1>
        <p>Nothing is bought before you place the order, and nothing is sent before it is paid.</p>
      </div>
      <Gate roles={['buyer', 'agent', 'admin']} why="A checkout is its buyer’s.">
        <CheckoutOf id={id} />
      </Gate>
    </>
  )
}

function CheckoutOf({ id }: { readonly id: string }) {
  const market = useMarket()
  const desk = useMemo(() => createCheckoutDesk(market, id), [market, id])
  useFollowedOrders(desk.checkout.load, (order) => order.startsWith(`${id}-`))
  return (
    <Waiting on={desk.checkout} rows={6}>
      {(checkout) =>
        checkout.state === 'draft' ? (
          <CheckoutDraft desk={desk} checkout={checkout} />
        ) : (
          <CheckoutPlaced desk={desk} checkout={checkout} />
        )
      }
    </Waiting>
  )
}
