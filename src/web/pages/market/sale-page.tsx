import { ConsoleHead } from '../../components/console/console-head.tsx'
import { Gate } from '../../components/market/gate.tsx'
import { OrderSheet } from '../../components/orders/order-sheet.tsx'

/** An order as its seller sees it: to ship, to answer, to extend (faq.track, bp.cancel.paid, bp.extend). */
export function SalePage({ id }: { readonly id: string }) {
  return (
    <>
      <ConsoleHead
        title={
          <>
            Order <code>{id}</code>
          </>
        }
        here="/selling"
      />
      <Gate roles={['seller']} why="Sellers see the orders of their buyers here.">
        <OrderSheet id={id} />
      </Gate>
    </>
  )
}
