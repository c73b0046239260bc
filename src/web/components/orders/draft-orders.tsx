import { Fragment } from 'preact'
import { moneyText, offText } from '../../state/money.ts'
import type { Checkout } from '../../state/orders/checkout.ts'
import { listingName } from '../../state/orders/listing-names.ts'
import { sentence } from '../../state/orders/order.ts'

type QuotedOrder = Checkout['quote']['orders'][number]
type CartLine = Checkout['lines'][number]

/**
 * The orders that a checkout would place with a seller, one a shipping method: their lines, how each is
 * shipped, and what is promised (faq.combine).
 */
export function DraftOrders(props: {
  readonly checkout: Checkout
  readonly orders: readonly QuotedOrder[]
  readonly lines: readonly CartLine[]
}) {
  const { checkout, orders, lines } = props
  const seller = lines[0]?.seller ?? ''
  return (
    <section class="panel draft-order" aria-label={`From ${seller}`}>
      <h2>{sentence(seller)}</h2>
      {orders.map((order) => (
        <Fragment key={order.id}>
          <ul>
            {lines
              .filter((line) => line.order === order.id)
              .map((line) => (
                <DraftLine key={line.id} checkout={checkout} line={line} />
              ))}
          </ul>
          <DraftSum checkout={checkout} order={order} />
        </Fragment>
      ))}
    </section>
  )
}

/** How an order is shipped, when it comes, and what it costs. */
function DraftSum({
  checkout,
  order,
}: {
  readonly checkout: Checkout
  readonly order: QuotedOrder
}) {
  const { currency, promises } = checkout
  const method = order.id.split('/')[1] ?? ''
  const promised = promises[order.id]
  return (
    <dl>
      {promised && (
        <div>
          <dt>{sentence(method.replaceAll('-', ' '))}</dt>
          <dd class="promise">
            shipped in {promised.shipDays} days, delivered in {promised.deliveryDays} days after
            that
          </dd>
        </div>
      )}
      {order.shipping > 0 && (
        <div>
          <dt>Shipping</dt>
          <dd>
            {order.shippingOff > 0 && <s class="was">{moneyText(order.shipping, currency)}</s>}{' '}
            {moneyText(order.shipping - order.shippingOff, currency)}
          </dd>
        </div>
      )}
      {order.tax > 0 && (
        <div>
          <dt>Tax</dt>
          <dd>{moneyText(order.tax, currency)}</dd>
        </div>
      )}
      <div class="subtotal">
        <dt>Order</dt>
        <dd>
          {moneyText(order.total, currency)} {currency}
        </dd>
      </div>
    </dl>
  )
}

function DraftLine({ checkout, line }: { readonly checkout: Checkout; readonly line: CartLine }) {
  const { quote, currency, offers } = checkout
  const quoted = quote.lines.find(({ id }) => id === line.id)
  const shares = quote.applied.filter(({ lines }) => Object.hasOwn(lines, line.id))
  return (
    <li class="line">
      <span class="what">
        {sentence(listingName(line.listing))}
        <small>
          {line.quantity} × {moneyText(line.unitPriceMinor, currency)}
        </small>
      </span>
      <span class="amount">{moneyText(quoted?.list ?? 0, currency)}</span>
      {shares.map(({ offer, lines }) => (
        <p key={offer} class="line-off">
          <span>{offers[offer]?.title ?? offer}</span>
          <span class="amount">{offText(lines[line.id] ?? 0, currency)}</span>
        </p>
      ))}
    </li>
  )
}
