import { moneyText, offText } from '../../state/money.ts'
import type { Receipt } from '../../state/tracker/documents.ts'
import { isCounted, layerId, layerName, sourceName } from '../../state/tracker/layers.ts'
import { NOT_TOLD, priceText } from '../../state/tracker/words.ts'
import { When } from '../orders/when.tsx'
import { ReceiptLine } from './receipt-line.tsx'

const PLACES = ['First', 'Second'] as const

/** One reading of a proof, as a receipt. */
export function ProofReading(props: {
  readonly reading: Receipt
  readonly place: number
  /** The one before it: both lie within a minute, and a minute is what a clock shows. */
  readonly before: Receipt | null
}) {
  const { reading, place, before } = props
  const { currency, list, layers, shipping, isShippingUnknown } = reading
  const { tax, total, source, at, readAt } = reading
  const money = (minor: number) => moneyText(minor, currency)
  return (
    <article class="receipt">
      <header>
        <h3>{PLACES[place] ?? 'A'} reading</h3>
        <p>
          <When at={readAt ?? at} />
        </p>
        <p>
          From {sourceName(source)}
          {before && `, ${secondsAfter(before, reading)} s after the first`}
        </p>
      </header>
      <ul class="order layers">
        <ReceiptLine name="List price" says={money(list)} />
        {layers.filter(isCounted).map((layer) => (
          <ReceiptLine
            key={layerId(layer)}
            name={layer.title ?? layerName(layer)}
            says={offText(layer.amount, currency)}
          />
        ))}
        {shipping > 0 && <ReceiptLine name="Shipping" says={`+${money(shipping)}`} />}
        {isShippingUnknown && <ReceiptLine name="Shipping" says={NOT_TOLD} />}
        {tax > 0 && <ReceiptLine name="Tax" says={`+${money(tax)}`} />}
      </ul>
      <dl class="totals">
        <div class="grand">
          <dt>Total</dt>
          <dd>{priceText(total, currency)}</dd>
        </div>
      </dl>
    </article>
  )
}

const secondsAfter = (first: Receipt, second: Receipt): number =>
  Math.round((Date.parse(second.at) - Date.parse(first.at)) / 1000)
