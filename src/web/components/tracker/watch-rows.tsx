import { useMarket } from '../../state/market/market.ts'
import type { Watch } from '../../state/tracker/documents.ts'
import { listingHref } from '../../state/tracker/reads.ts'
import {
  agoText,
  keyWords,
  placeWords,
  priceText,
  titleOf,
  waitsFor,
} from '../../state/tracker/words.ts'
import { ActButton } from '../market/act-button.tsx'

/** What is watched, how it stands, and the way to let it go. */
export function WatchRows(props: {
  readonly watches: readonly Watch[]
  readonly onRemove: (watch: Watch) => Promise<void>
}) {
  const { watches, onRemove } = props
  if (watches.length === 0) {
    return (
      <p class="note">
        Nothing is watched yet. <a href="/track">Paste a product</a>, and set a target on its page.
      </p>
    )
  }
  return (
    <ul class="watch-rows">
      {watches.map((watch) => (
        <WatchRow key={watch.id} watch={watch} onRemove={() => onRemove(watch)} />
      ))}
    </ul>
  )
}

function WatchRow(props: { readonly watch: Watch; readonly onRemove: () => Promise<void> }) {
  const { watch, onRemove } = props
  const { of, kind, title, totalMinor, readAt, fault, isSample, place } = watch
  const { now } = useMarket().clock
  const name = titleOf(title, of.listing)
  return (
    <li class="watch-row" data-place={kind === 'target' || place !== 'told' ? place : 'armed'}>
      <div class="watch-what">
        <a href={listingHref(of.listing, of)}>{name}</a>
        <small>
          {isSample && <span class="flag warn">Sample</span>} {keyWords(of)}
        </small>
      </div>
      <div class="watch-price">
        <b class="amount">{totalMinor === null ? '–' : priceText(totalMinor, of.currency)}</b>
        <small>{readAt ? `read ${agoText(readAt, now.value)}` : 'not read yet'}</small>
      </div>
      <div class="watch-state">
        <b>{waitsFor(watch)}</b>
        <small>{placeWords(watch)}</small>
      </div>
      <ActButton class="small" act={onRemove} label={`Remove: ${name}`}>
        Remove
      </ActButton>
      {fault && <small class="fault watch-fault">{fault}</small>}
    </li>
  )
}
