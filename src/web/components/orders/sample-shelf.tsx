import { useMarket } from '../../state/market/market.ts'
import { moneyText } from '../../state/money.ts'
import type { Basket, SampleListing } from '../../state/orders/basket.ts'
import { Icon } from '../dialog.tsx'

/** The listings of the sample shop, by who sells them. */
export function SampleShelf(props: {
  readonly basket: Basket
  readonly listings: readonly SampleListing[]
}) {
  const { basket, listings } = props
  const sellers = Map.groupBy(listings, ({ sellerName }) => sellerName)
  return (
    <>
      {[...sellers].map(([name, rows]) => (
        <section key={name} class="shelf" aria-label={name}>
          <h2>
            {name} <small>{promiseOf(rows)}</small>
          </h2>
          <ul>
            {rows.map((row) => (
              <ShelfRow key={row.listing} basket={basket} row={row} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

/** What a seller promises; the same for all that it sells here. */
function promiseOf([first]: readonly SampleListing[]): string {
  if (!first) return ''
  const { method, shipDays, deliveryDays, feeMinor, currency } = first
  const fee = feeMinor === 0 ? 'free' : `${moneyText(feeMinor, currency)} ${currency}`
  return `${method.replaceAll('-', ' ')}, ${fee} · ships in ${shipDays} days, arrives in ${deliveryDays} more`
}

function ShelfRow({ basket, row }: { readonly basket: Basket; readonly row: SampleListing }) {
  const { listing, title, currency, priceMinor } = row
  const pieces = basket.pieces.value.get(listing) ?? 0
  const { isHere } = useMarket().clock
  const put = (count: number) => basket.put(listing, count)
  return (
    <li class="shelf-row" data-chosen={pieces > 0}>
      <span class="what">{title}</span>
      <span class="amount">
        {moneyText(priceMinor, currency)} <small>{currency}</small>
      </span>
      <span class="pieces">
        {pieces === 0 ? (
          <button type="button" class="small" disabled={!isHere.value} onClick={() => put(1)}>
            Add<span class="unseen"> {title}</span>
          </button>
        ) : (
          <>
            <button
              type="button"
              class="icon"
              aria-label={`One less: ${title}`}
              onClick={() => put(pieces - 1)}
            >
              <Icon name="remove" />
            </button>
            <output aria-label={`Pieces of ${title}`}>{pieces}</output>
            <button
              type="button"
              class="icon"
              aria-label={`One more: ${title}`}
              onClick={() => put(pieces + 1)}
            >
              <Icon name="add" />
            </button>
          </>
        )}
      </span>
    </li>
  )
}
