import { moneyText, offText } from '../../state/money.ts'
import { listingName } from '../../state/orders/listing-names.ts'
import type { Order, OrderLine } from '../../state/orders/order.ts'
import { When } from './when.tsx'

/** What an order is of, and what was paid for it: a receipt. */
export function OrderReceipt({ order }: { readonly order: Order }) {
  const { currency, shipping, totalMinor, seller, method, country } = order
  const money = (minor: number) => moneyText(minor, currency)
  const off = order.lines.reduce((sum, line) => sum + line.offMinor, 0) + shipping.offMinor
  return (
    <section class="receipt" aria-labelledby="receipt-title">
      <header>
        <h2 id="receipt-title">Receipt</h2>
        <p>
          From <b>{seller}</b> by {method}
          {country && ` to ${country}`}
        </p>
        <p>
          Amounts in <b>{currency}</b>
        </p>
      </header>
      <ul class="order">
        {order.lines.map((line) => (
          <Line key={line.id} line={line} currency={currency} />
        ))}
        {shipping.listMinor > 0 && (
          <li class="line">
            <span class="what">Shipping</span>
            <span class="amount">{money(shipping.listMinor)}</span>
            {shipping.offMinor > 0 && <Off share={shipping} currency={currency} />}
          </li>
        )}
      </ul>
      <dl class="totals">
        {off > 0 && (
          <div>
            <dt>Offers</dt>
            <dd>{offText(off, currency)}</dd>
          </div>
        )}
        <div class="grand">
          <dt>{totalWords(order)}</dt>
          <dd>{`${money(totalMinor)} ${currency}`}</dd>
        </div>
      </dl>
    </section>
  )
}

/** An order that was cancelled before it was paid is neither. */
function totalWords({ moments, state }: Order): string {
  if (moments.paid) return 'Paid'
  return state === 'cancelled' ? 'Total' : 'To pay'
}

const MONEY_WORDS: Readonly<Record<OrderLine['money'], string>> = {
  unpaid: '',
  escrow: 'in escrow',
  pending: 'pending',
  available: 'with the seller',
  refunded: 'refunded',
}

function Line({ line, currency }: { readonly line: OrderLine; readonly currency: string }) {
  const { listing, sku, quantity, listMinor, offMinor, money, confirmedAt } = line
  return (
    <li class="line">
      <span class="what">
        {listingName(listing)}
        <small class="about">
          {[quantity > 1 ? `${quantity} pieces` : '', sku.startsWith(listing) ? '' : sku]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </span>
      <span class="amount">{moneyText(listMinor, currency)}</span>
      {offMinor > 0 && <Off share={line} currency={currency} />}
      {money !== 'unpaid' && (
        <p class="line-money" data-money={money}>
          {MONEY_WORDS[money]}
          {confirmedAt && (
            <>
              , received <When at={confirmedAt} />
            </>
          )}
        </p>
      )}
    </li>
  )
}

interface Shared {
  readonly offMinor: number
  readonly offers: OrderLine['offers']
}

/** What came off, in one row that opens to the share of each offer. */
function Off({ share, currency }: { readonly share: Shared; readonly currency: string }) {
  const [only] = share.offers
  return (
    <details class="came-off">
      <summary>
        <span>{share.offers.length === 1 ? only?.offer : `${share.offers.length} offers`}</span>
        <span class="amount">{offText(share.offMinor, currency)}</span>
      </summary>
      <ul>
        {share.offers.map(({ offer, kind, funder, offMinor }) => (
          <li key={offer}>
            <span>
              {offer} <small>{[kind, funder].filter(Boolean).join(', ')}</small>
            </span>
            <span class="amount">{offText(offMinor, currency)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
