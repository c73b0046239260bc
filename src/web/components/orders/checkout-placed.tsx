import { useState } from 'preact/hooks'
import type { ProblemDocument } from '../../../client/call.ts'
import { moneyText } from '../../state/money.ts'
import type { Checkout, CheckoutDesk } from '../../state/orders/checkout.ts'
import { ClauseLink } from '../clause.tsx'
import { ActButton } from '../market/act-button.tsx'
import { ProblemNote } from '../market/problem-note.tsx'
import { Countdown } from './countdown.tsx'
import { OrderCard } from './order-card.tsx'
import { When } from './when.tsx'

/** A checkout whose orders are placed: what is to be paid, and the orders. */
export function CheckoutPlaced(props: {
  readonly desk: CheckoutDesk
  readonly checkout: Checkout
}) {
  const { desk, checkout } = props
  return (
    <div class="checkout">
      <div class="checkout-orders">
        <ul class="order-cards">
          {checkout.orders.map((order) => (
            <OrderCard
              key={order.id}
              order={order}
              href={`/orders/${encodeURIComponent(order.id)}`}
              onOver={desk.checkout.load}
            />
          ))}
        </ul>
      </div>
      <PayPanel desk={desk} checkout={checkout} />
    </div>
  )
}

/** What can be paid now is what the one call of its orders says. */
function payOf({ orders }: Checkout) {
  const acts = orders.flatMap(({ actions }) => actions.filter(({ action }) => action === 'pay'))
  return acts.find(({ eligible }) => eligible) ?? acts.find(({ from }) => from !== null) ?? null
}

function PayPanel({
  desk,
  checkout,
}: {
  readonly desk: CheckoutDesk
  readonly checkout: Checkout
}) {
  const [problem, setProblem] = useState<ProblemDocument | null>(null)
  const { toPayMinor, totalMinor, currency, payments, orders } = checkout
  const last = payments.at(-1)
  const pay = payOf(checkout)
  const says = orders.flatMap((order) => order.payments ?? []).findLast(({ says }) => says)?.says
  return (
    <section class="receipt checkout-total" aria-labelledby="pay-title">
      <header>
        <h2 id="pay-title">{toPayMinor > 0 ? 'To pay' : 'Paid'}</h2>
        <p>
          {orders.length === 1 ? 'One order' : `${orders.length} orders, paid together`},{' '}
          <a href="/orders">in my orders</a>
        </p>
      </header>
      <dl class="totals">
        <div class="grand">
          <dt>{toPayMinor > 0 ? 'Still to pay' : 'Total'}</dt>
          <dd>{`${moneyText(toPayMinor > 0 ? toPayMinor : totalMinor, currency)} ${currency}`}</dd>
        </div>
      </dl>
      {last?.state === 'failed' && toPayMinor > 0 && (
        <p class="note warn">The last payment failed. {says}</p>
      )}
      {last?.state === 'pending' && (
        <>
          <p class="note">
            Your payment is being checked; that can take a day. Nothing can be changed meanwhile.{' '}
            <ClauseLink id="bp.cancel.pending" />
          </p>
          {last.payAt && (
            <a class="button" href={last.payAt}>
              Back to the payment
            </a>
          )}
        </>
      )}
      {pay?.eligible && (
        <ActButton
          class="primary wide"
          act={async () => setProblem(await desk.pay())}
          busy="Opening the payment…"
        >
          {last ? 'Pay again' : 'Pay'} {moneyText(toPayMinor, currency)} {currency}
        </ActButton>
      )}
      {pay && !pay.eligible && pay.from && (
        <div class="act-later">
          <p>
            <b>Pay again</b> in{' '}
            <Countdown to={pay.from} onOver={desk.checkout.load} over="a moment" />
          </p>
          <p class="soft">
            {pay.refusal?.message} {pay.refusal && <ClauseLink id={pay.refusal.clause} />}
          </p>
          <p class="soft">
            From <When at={pay.from} />
          </p>
        </div>
      )}
      {problem && <ProblemNote problem={problem} />}
    </section>
  )
}
