import { useMarket } from '../../state/market/market.ts'
import { moneyText } from '../../state/money.ts'
import type { Found } from '../../state/tracker/documents.ts'
import { listingHref } from '../../state/tracker/reads.ts'
import { agoText, keyWords, percentText, priceText, titleOf } from '../../state/tracker/words.ts'

/** Products that were found: what each costs, what it usually costs, and how fresh that is. */
export function FoundRows(props: {
  readonly found: readonly Found[]
  /** What stands in front: how far below its own median, or how much its stack takes off. */
  readonly by: 'belowMedian' | 'stackOff'
  readonly none: string
}) {
  const { found, by, none } = props
  if (found.length === 0) return <p class="note">{none}</p>
  return (
    <ul class="found-rows">
      {found.map((one) => (
        <FoundRow key={`${one.listing} ${one.of.sku} ${keyWords(one.of)}`} one={one} by={by} />
      ))}
    </ul>
  )
}

/** Whether shipping or tax is in the price: it is then more than what the stack leaves of the list price. */
function isMoreIn({ totalMinor, listMinor, stackOff }: Found): boolean {
  return totalMinor > Math.ceil((listMinor * (10_000 - stackOff)) / 10_000)
}

function FoundRow({ one, by }: { readonly one: Found; readonly by: 'belowMedian' | 'stackOff' }) {
  const { of, title, listing, totalMinor, listMinor, medianMinor, lowMinor, readAt } = one
  const { now } = useMarket().clock
  const drop = one[by]
  const isLow = lowMinor !== null && totalMinor <= lowMinor
  const money = (minor: number) => moneyText(minor, of.currency)
  return (
    <li class="found-row">
      <b class="drop">{drop === null || drop <= 0 ? '–' : `−${percentText(drop)}`}</b>
      <div class="found-what">
        <a href={listingHref(listing, of)}>{titleOf(title, listing)}</a>
        <small>
          {one.isSample && <span class="flag warn">Sample</span>}{' '}
          {isLow && <span class="flag">Its lowest</span>}{' '}
          {one.isListRaised && <span class="flag warn">List price was raised</span>}{' '}
          {one.warehouse && <span>from {one.warehouse}, </span>}
          {keyWords(of)}
        </small>
      </div>
      <div class="found-price">
        <b class="amount">{priceText(totalMinor, of.currency)}</b>
        <small>
          {by === 'belowMedian' && medianMinor !== null && `usually ${money(medianMinor)} · `}
          {by === 'stackOff' &&
            `list ${money(listMinor)}${isMoreIn(one) ? ', shipping added' : ''} · `}
          read <time dateTime={readAt}>{agoText(readAt, now.value)}</time>
        </small>
      </div>
    </li>
  )
}
