import { useState } from 'preact/hooks'
import type { ProblemDocument } from '../../../client/call.ts'
import { moneyText, offText } from '../../state/money.ts'
import type { Checkout, CheckoutDesk } from '../../state/orders/checkout.ts'
import { ClauseLink } from '../clause.tsx'
import { ActButton } from '../market/act-button.tsx'
import { ProblemNote } from '../market/problem-note.tsx'
import { DraftOffers } from './draft-offers.tsx'
import { DraftOrders } from './draft-orders.tsx'
import { PriceChanged } from './price-changed.tsx'

/** A price to accept: the orders that it would place, what every offer does, and the total. */
export function CheckoutDraft(props: { readonly desk: CheckoutDesk; readonly checkout: Checkout }) {
  const { desk, checkout } = props
  const before = desk.before.value
  return (
    <>
      {before && before.hash !== checkout.hash && <PriceChanged before={before} after={checkout} />}
      <div class="checkout">
        <div class="checkout-orders">
          <Combined checkout={checkout} />
          {[...bySeller(checkout)].map(([seller, orders]) => (
            <DraftOrders
              key={seller}
              checkout={checkout}
              orders={orders}
              lines={checkout.lines.filter((line) => line.seller === seller)}
            />
          ))}
          <DraftOffers checkout={checkout} />
        </div>
        <Total desk={desk} checkout={checkout} isNew={before !== null} />
      </div>
    </>
  )
}

/** An order of the quote is called `seller/method`. */
function bySeller({ quote }: Checkout) {
  return Map.groupBy(quote.orders, ({ id }) => id.split('/')[0] as string)
}

function Combined({ checkout }: { readonly checkout: Checkout }) {
  const { orders } = checkout.quote
  const { lines } = checkout
  if (orders.length === 1 && lines.length === 1) return null
  return (
    <p class="note">
      {orders.length === 1
        ? `These ${lines.length} things come from one seller by one method: they are one order.`
        : `These are ${orders.length} orders: what comes from one seller by one method is one. They are paid together.`}{' '}
      <ClauseLink id="faq.combine" />
    </p>
  )
}

function Total(props: {
  readonly desk: CheckoutDesk
  readonly checkout: Checkout
  readonly isNew: boolean
}) {
  const { desk, checkout, isNew } = props
  const { quote, currency, totalMinor } = checkout
  const { totals } = quote
  const [problem, setProblem] = useState<ProblemDocument | null>(null)
  const money = (minor: number) => moneyText(minor, currency)
  const accept = async () => setProblem(await desk.accept(checkout))
  return (
    <section class="receipt checkout-total" aria-labelledby="total-title">
      <header>
        <h2 id="total-title">To pay</h2>
        <p>
          Amounts in <b>{currency}</b>, under {quote.terms}
        </p>
      </header>
      <dl class="totals">
        <Row name="List price" value={money(totals.list)} />
        {totals.off > 0 && <Row name="Offers" value={offText(totals.off, currency)} />}
        <Row name="Shipping" value={money(totals.shipping)} />
        {totals.shippingOff > 0 && (
          <Row name="Free shipping" value={offText(totals.shippingOff, currency)} />
        )}
        {totals.tax > 0 && <Row name={taxWords(checkout)} value={money(totals.tax)} />}
        {totals.coins > 0 && <Row name="Coins spent" value={String(totals.coins)} />}
        <div class="grand">
          <dt>Total</dt>
          <dd>{`${money(totalMinor)} ${currency}`}</dd>
        </div>
      </dl>
      <ActButton class="primary wide" act={accept} busy="Placing the order…">
        {isNew ? 'Place the order at the new price' : 'Place the order'}
      </ActButton>
      <p class="soft">
        You pay in the next step. Offers are kept for you from now on; what is not paid within 20
        days is cancelled. <ClauseLink id="pol.unpaid" />
      </p>
      {problem && <ProblemNote problem={problem} />}
    </section>
  )
}

function Row({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** Whether tax comes on top shows in the sum: only then does it make the total. */
function taxWords({ quote: { totals } }: Checkout): string {
  const without = totals.list - totals.off + totals.shipping - totals.shippingOff
  return totals.total === without ? 'Tax, included' : 'Tax'
}
