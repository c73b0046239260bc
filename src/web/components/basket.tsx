import type { Applied } from '../../core/pricing/document.ts'
import type { PlannedCheckout } from '../../core/pricing/plan-document.ts'
import { type BasketLine, linesOf } from '../state/baskets.ts'
import type { Finder, Found } from '../state/finder.ts'
import { moneyText, offText } from '../state/money.ts'
import { lineName } from '../state/samples.ts'
import { funderTone, offerName } from '../state/words.ts'
import { Capped } from './capped.tsx'
import { Tile } from './patterns.tsx'

/** One checkout of a plan: what is in it, what its offers take off, and what is to pay for it. */
export function Basket(props: {
  readonly found: Found
  readonly checkout: PlannedCheckout
  readonly place: { readonly at: number; readonly of: number }
  readonly isOpen: boolean
  readonly finder: Finder
}) {
  const { found, checkout, place, isOpen, finder } = props
  const { input } = found.ask
  const { quote } = checkout
  const titleId = `basket-${place.at + 1}`
  return (
    <li class="basket" data-open={isOpen} aria-labelledby={titleId}>
      <h3 id={titleId}>
        Checkout {place.at + 1} <small>{orderWords(place)}</small>
      </h3>
      <Lines rows={linesOf(input, checkout)} currency={quote.currency} />
      <dl>
        {quote.applied.map((applied) => (
          <OfferRow
            key={applied.offer}
            applied={applied}
            offer={(input.offers ?? []).find(({ id }) => id === applied.offer)}
            currency={quote.currency}
          />
        ))}
        <Sums checkout={checkout} taxIncluded={input.pricesIncludeTax === true} />
      </dl>
      <button
        type="button"
        class="small"
        onClick={() => (isOpen ? finder.openWhole() : finder.openBasket(place.at))}
      >
        {isOpen
          ? 'Put the whole cart back'
          : place.of === 1
            ? 'Tick these offers'
            : 'Open in the lab'}
        {!isOpen && <span class="unseen">: checkout {place.at + 1}</span>}
      </button>
    </li>
  )
}

/** So many lines stand in a basket as they are; the others open on demand, so that totals stay near. */
const LINES_MAX = 8

function Lines(props: { readonly rows: readonly BasketLine[]; readonly currency: string }) {
  const { rows, currency } = props
  const seen = rows.length > LINES_MAX + 1 ? LINES_MAX : rows.length
  const more = rows.slice(seen)
  const list = (some: readonly BasketLine[]) => (
    <ul class="basket-lines">
      <Capped rows={some}>
        {(row) => <LineRow key={row.line.id} row={row} currency={currency} />}
      </Capped>
    </ul>
  )
  return (
    <div>
      {list(rows.slice(0, seen))}
      {more.length > 0 && (
        <details class="more">
          <summary>{more.length} lines more</summary>
          {list(more)}
        </details>
      )}
    </div>
  )
}

function orderWords({ at, of }: { readonly at: number; readonly of: number }): string {
  if (of === 1) return 'everything at once'
  return at === 0 ? 'pay first' : at === of - 1 ? 'pay last' : 'then'
}

function LineRow({ row, currency }: { readonly row: BasketLine; readonly currency: string }) {
  const { line, quantity } = row
  return (
    <li data-line={line.id}>
      <span class="what">
        {quantity > 1 && `${quantity} × `}
        {lineName(line)}
      </span>
      <span class="amount">{moneyText(line.unitPrice * quantity, currency)}</span>
    </li>
  )
}

function OfferRow(props: {
  readonly applied: Applied
  readonly offer:
    | { readonly id: string; readonly funder: string; readonly code?: unknown }
    | undefined
  readonly currency: string
}) {
  const { applied, offer, currency } = props
  return (
    <div class="takes-off">
      <dt>
        <Tile tone={funderTone(offer?.funder ?? 'platform')} />{' '}
        {offerName(offer ?? { id: applied.offer })}
      </dt>
      <dd>{offText(applied.off, currency)}</dd>
    </div>
  )
}

function Sums(props: { readonly checkout: PlannedCheckout; readonly taxIncluded: boolean }) {
  const { totals, currency } = props.checkout.quote
  const money = (minor: number) => moneyText(minor, currency)
  return (
    <>
      {totals.shipping > 0 && (
        <div>
          <dt>Shipping</dt>
          <dd>{money(totals.shipping)}</dd>
        </div>
      )}
      {totals.tax > 0 && (
        <div>
          <dt>{props.taxIncluded ? 'Tax, included' : 'Tax'}</dt>
          <dd>{money(totals.tax)}</dd>
        </div>
      )}
      {totals.coins > 0 && (
        <div>
          <dt>Coins spent</dt>
          <dd>{totals.coins}</dd>
        </div>
      )}
      <div class="grand">
        <dt>To pay</dt>
        <dd>
          {money(totals.total)} {currency}
        </dd>
      </div>
    </>
  )
}
