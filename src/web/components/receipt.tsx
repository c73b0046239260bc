import { useRef } from 'preact/hooks'
import type { Quote, QuotedOrder } from '../../core/pricing/document.ts'
import type { Input } from '../../core/pricing/input.ts'
import { shippedTerms } from '../../core/pricing/shipped.ts'
import { useLab } from '../state/context.ts'
import { offerOf, priceWithoutOffers, type Shown } from '../state/lab.ts'
import { moneyText, offText, shareText } from '../state/money.ts'
import { lineName } from '../state/samples.ts'
import { whenText } from '../state/when.ts'
import { offerName } from '../state/words.ts'
import { Capped, ROWS_MAX } from './capped.tsx'
import { useMoves } from './moves.ts'

/** What the buyer gets to see: every line with what came off it, the orders, and the total. */
export function Receipt() {
  const lab = useLab()
  const shown = lab.shown.value
  const { input, quote } = shown
  const paper = useRef<HTMLElement>(null)
  useMoves(paper, quote)
  const terms = shippedTerms.get(quote.terms)
  return (
    <section
      class="receipt"
      id="receipt"
      ref={paper}
      aria-labelledby="receipt-title"
      data-stale={lab.stale.value}
    >
      <header>
        <h2 id="receipt-title">Receipt</h2>
        <p>{terms?.document.title ?? quote.terms}</p>
        <p>
          {whenText(input.at)}
          {input.buyer.country && ` · ships to ${input.buyer.country}`}
        </p>
        <p>
          Amounts in <b>{quote.currency}</b>
          {input.pricesIncludeTax && ', tax included'}
        </p>
      </header>
      {quote.orders.slice(0, ROWS_MAX).map((order) => (
        <OrderPart key={order.id} order={order} shown={shown} />
      ))}
      {quote.orders.length > ROWS_MAX && (
        <p class="soft">And {quote.orders.length - ROWS_MAX} more orders.</p>
      )}
      <TotalsPart quote={quote} input={input} />
      <SavedPart quote={quote} />
    </section>
  )
}

function orderOf({ stores, lines }: Input, at: number): string {
  const line = lines[at] as Input['lines'][number]
  return `${stores[line.store]?.seller}/${line.method ?? 'standard'}`
}

function OrderPart({ order, shown }: { readonly order: QuotedOrder; readonly shown: Shown }) {
  const { input, quote } = shown
  const money = (minor: number) => moneyText(minor, quote.currency)
  const [seller, method] = order.id.split('/')
  const places = [...input.lines.keys()].filter((at) => orderOf(input, at) === order.id)
  return (
    <section class="order" aria-label={`Order ${order.id}`}>
      <h3>
        {seller} <small>{method}</small>
      </h3>
      <ul>
        <Capped rows={places}>{(at) => <LinePart key={at} shown={shown} at={at} />}</Capped>
      </ul>
      <dl>
        {order.shipping > 0 && (
          <Row of={order.id} label="Shipping" value={money(order.shipping - order.shippingOff)}>
            {order.shippingOff > 0 && <s class="was">{money(order.shipping)}</s>}
          </Row>
        )}
        {order.tax > 0 && (
          <Row
            of={order.id}
            label={input.pricesIncludeTax ? 'Tax included' : 'Tax'}
            value={money(order.tax)}
          />
        )}
        <Row of={order.id} label="Order" value={money(order.total)} class="subtotal" />
      </dl>
    </section>
  )
}

function LinePart({ shown, at }: { readonly shown: Shown; readonly at: number }) {
  const { input, quote } = shown
  const line = input.lines[at] as Input['lines'][number]
  const quoted = quote.lines[at] as Quote['lines'][number]
  const { currency } = quote
  const pieces = line.quantity ?? 1
  return (
    <li class="line" data-row={`line ${line.id}`}>
      <span class="what">
        {lineName(line)}
        {pieces > 1 && (
          <small>
            {pieces} × {moneyText(line.unitPrice, currency)}
          </small>
        )}
      </span>
      <span class="amount">{moneyText(quoted.list, currency)}</span>
      {quoted.off > 0 && <LineShares shown={shown} line={line.id} off={quoted.off} />}
    </li>
  )
}

/** What came off a line, in one row that opens to the share of each offer. */
function LineShares(props: { readonly shown: Shown; readonly line: string; readonly off: number }) {
  const { shown, line, off } = props
  const { pointed } = useLab()
  const { currency, applied } = shown.quote
  const shares = applied.filter((one) => one.lines[line] !== undefined)
  const nameOf = (id: string) => offerName(offerOf(shown, id) ?? { id })
  const seen = shares.find((one) => one.offer === pointed.value)
  const said = seen ?? (shares.length === 1 ? shares[0] : undefined)
  return (
    <details class="came-off" data-pointed={seen !== undefined}>
      <summary>
        <span>{said ? nameOf(said.offer) : `${shares.length} offers`}</span>
        <span class="amount">{offText(seen?.lines[line] ?? off, currency)}</span>
      </summary>
      <ul>
        {shares.map((one) => (
          <li key={one.offer}>
            <span>{nameOf(one.offer)}</span>
            <span class="amount">{offText(one.lines[line] ?? 0, currency)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Row(props: {
  readonly label: string
  readonly value: string
  /** What the row is of: an order, or the whole. */
  readonly of: string
  readonly class?: string
  readonly children?: preact.ComponentChildren
}) {
  return (
    <div class={props.class} data-row={`${props.of} ${props.label}`}>
      <dt>{props.label}</dt>
      <dd>
        {props.children} {props.value}
      </dd>
    </div>
  )
}

function TotalsPart({ quote, input }: { readonly quote: Quote; readonly input: Input }) {
  const { totals, currency } = quote
  const { stage } = useLab()
  const money = (minor: number) => moneyText(minor, currency)
  return (
    <dl class="totals">
      <Row of="" label="List price" value={money(totals.list)} />
      <Row of="" label="Offers" value={offText(totals.off, currency)} />
      <Row of="" label="Shipping" value={money(totals.shipping)} />
      {totals.shippingOff > 0 && (
        <Row of="" label="Free shipping" value={offText(totals.shippingOff, currency)} />
      )}
      <Row
        of=""
        label={input.pricesIncludeTax ? 'Tax, included' : 'Tax'}
        value={money(totals.tax)}
      />
      {totals.coins > 0 && <Row of="" label="Coins spent" value={String(totals.coins)} />}
      <Row
        of=""
        label="To pay"
        value={`${money(stage.total.value ?? totals.total)} ${currency}`}
        class="grand"
      />
    </dl>
  )
}

function SavedPart({ quote }: { readonly quote: Quote }) {
  const { totals, currency } = quote
  return (
    <p class="saved">
      Saved <b>{moneyText(totals.saved, currency)}</b> (
      {shareText(totals.saved, priceWithoutOffers(quote))})
    </p>
  )
}
