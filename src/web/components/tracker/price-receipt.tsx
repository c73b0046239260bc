import { useState } from 'preact/hooks'
import { useMarket } from '../../state/market/market.ts'
import { moneyText, offText } from '../../state/money.ts'
import type { Receipt, ReceiptLayer } from '../../state/tracker/documents.ts'
import {
  isCounted,
  isOwn,
  layerId,
  layerName,
  outcomeWords,
  ownWords,
  publicLayers,
  sourceName,
} from '../../state/tracker/layers.ts'
import type { Switched } from '../../state/tracker/mine.ts'
import { inText, NOT_TOLD, priceText } from '../../state/tracker/words.ts'
import { ClauseLink } from '../clause.tsx'
import { ReceiptLine } from './receipt-line.tsx'

/** Today's price as a receipt, layer by layer; each can be switched off, and what is one's own on. */
export function PriceReceipt({ receipt }: { readonly receipt: Receipt }) {
  const [on, setOn] = useState(() => publicLayers(receipt))
  const [priced, setPriced] = useState<Switched | null>(null)
  const { currency, layers, list, shipping, isShippingUnknown, tax, total, source } = receipt
  const choose = async (next: ReadonlySet<string>) => {
    setOn(next)
    const { switched } = await import('../../state/tracker/mine.ts')
    setPriced(isAsPublic(receipt, next) ? null : switched(receipt, next))
  }
  const toggle = (layer: ReceiptLayer) => {
    const next = new Set(on)
    if (!next.delete(layerId(layer))) next.add(layerId(layer))
    choose(next)
  }
  const row = (layer: ReceiptLayer) => (
    <LayerRow
      key={layerId(layer)}
      layer={layer}
      currency={currency}
      isOn={on.has(layerId(layer))}
      off={priced === null ? layer.amount : (priced.off.get(layerId(layer)) ?? 0)}
      onToggle={() => toggle(layer)}
    />
  )
  const open = layers.filter((layer) => !isOwn(layer))
  const own = layers.filter(isOwn)
  return (
    <section class="receipt" aria-labelledby="stack-title">
      <header>
        <h2 id="stack-title">Today’s stack</h2>
        <p>
          One piece, as anybody can buy it. From {sourceName(source)}.{' '}
          <ClauseLink id="fg.t.history" />
        </p>
      </header>
      <ul class="order layers">
        <ReceiptLine name="List price" says={moneyText(list, currency)} />
        {open.filter(isCounted).map(row)}
        {shipping > 0 && <ReceiptLine name="Shipping" says={`+${moneyText(shipping, currency)}`} />}
        {isShippingUnknown && <ReceiptLine name="Shipping" says={NOT_TOLD} />}
        {tax > 0 && <ReceiptLine name="Tax" says={`+${moneyText(tax, currency)}`} />}
      </ul>
      <dl class="totals">
        <div class="grand">
          <dt>{priced === null ? 'To pay' : 'With this choice'}</dt>
          <dd>{priceText(priced?.totalMinor ?? total, currency)}</dd>
        </div>
        {priced !== null && (
          <div class="was">
            <dt>With everything public</dt>
            <dd>{moneyText(total, currency)}</dd>
          </div>
        )}
      </dl>
      {priced !== null && (
        <p>
          <button type="button" class="small" onClick={() => choose(publicLayers(receipt))}>
            Back to what is public
          </button>
        </p>
      )}
      {own.length > 0 && (
        <section class="own-layers" aria-labelledby="own-title">
          <h3 id="own-title">
            Could still be yours <ClauseLink id="fg.t.personal" />
          </h3>
          <ul class="layers">{own.map(row)}</ul>
        </section>
      )}
      <LeftOut layers={open.filter((layer) => !isCounted(layer))} currency={currency} />
    </section>
  )
}

function isAsPublic(receipt: Receipt, on: ReadonlySet<string>): boolean {
  const open = publicLayers(receipt)
  return open.size === on.size && [...open].every((id) => on.has(id))
}

function LayerRow(props: {
  readonly layer: ReceiptLayer
  readonly currency: string
  readonly isOn: boolean
  readonly off: number
  readonly onToggle: () => void
}) {
  const { layer, currency, isOn, off, onToggle } = props
  const { isHere } = useMarket().clock
  const isMine = isOwn(layer)
  const worth = layer.worth ?? 0
  return (
    <li class="line layer" data-on={isOn}>
      <label class="what check">
        <input type="checkbox" disabled={!isHere.value} checked={isOn} onChange={onToggle} />
        <span>
          {layer.title ?? layerName(layer)}
          <small class="about">{isMine ? ownWords(layer) : aboutLayer(layer)}</small>
          <LayerEnd layer={layer} />
        </span>
      </label>
      <span class="amount">{amountWords({ off, isOn, isMine, worth, currency })}</span>
    </li>
  )
}

/** What it takes off; of one that is off and one's own, what it would. */
function amountWords(of: {
  readonly off: number
  readonly isOn: boolean
  readonly isMine: boolean
  readonly worth: number
  readonly currency: string
}) {
  const { off, isOn, isMine, worth, currency } = of
  if (isOn) return offText(off, currency)
  if (!isMine) return 'off'
  return worth > 0 ? `worth ${moneyText(worth, currency)}` : ''
}

const aboutLayer = (layer: ReceiptLayer): string => {
  const name = layerName(layer)
  const words = [layer.title && layer.title !== name ? name : null, layer.offer?.code ?? null]
  return words.filter(Boolean).join(' · ')
}

function LayerEnd({ layer }: { readonly layer: ReceiptLayer }) {
  const { now } = useMarket().clock
  const until = layer.until ?? layer.offer?.until ?? null
  if (until === null || Date.parse(until) < now.value) return null
  return <small class="about ends">ends {inText(until, now.value)}</small>
}

/** What is there and takes nothing off, with the reason: a coupon unused is not a coupon unseen. */
function LeftOut(props: { readonly layers: readonly ReceiptLayer[]; readonly currency: string }) {
  const { layers, currency } = props
  if (layers.length === 0) return null
  return (
    <details class="left-out">
      <summary>
        {layers.length === 1
          ? '1 more offer takes nothing off here'
          : `${layers.length} more offers take nothing off here`}
      </summary>
      <ul>
        {layers.map((layer) => (
          <li key={layerId(layer)}>
            <b class="left-out-name">{layer.title ?? layerName(layer)}</b> {outcomeWords(layer)}
            {layer.short &&
              layer.shortOf === 'spend' &&
              `: ${priceText(layer.short, currency)} more`}
            {layer.short && layer.shortOf === 'items' && `: ${layer.short} more`}
          </li>
        ))}
      </ul>
    </details>
  )
}
