import { useMarket } from '../../state/market/market.ts'
import { ownList } from '../../state/tracker/own-list.ts'
import { watchListHref } from '../../state/tracker/reads.ts'

const PAGES = [
  { page: 'track', href: '/track', name: 'Track a price' },
  { page: 'deals', href: '/track/deals', name: 'Deals' },
  { page: 'search', href: '/track/search', name: 'Search' },
  { page: 'promotions', href: '/track/promotions', name: 'Calendar' },
] as const

export type TrackerPlace = (typeof PAGES)[number]['page'] | 'watches' | null

/** The pages of the tracker, and the reader's own list where this browser keeps one. */
export function TrackerNav({ at }: { readonly at: TrackerPlace }) {
  const { isHere } = useMarket().clock
  const list = isHere.value ? ownList() : null
  return (
    <nav class="sub-nav" aria-label="Prices">
      {PAGES.map(({ page, href, name }) => (
        <a key={page} href={href} aria-current={at === page ? 'page' : undefined}>
          {name}
        </a>
      ))}
      {list !== null && (
        <a href={watchListHref(list)} aria-current={at === 'watches' ? 'page' : undefined}>
          My watches
        </a>
      )}
    </nav>
  )
}
