import {
  readsCheckout,
  readsConsoleOrder,
  readsConsoleOrders,
  readsOrder,
  readsOrders,
  readsPayment,
  readsSelling,
  readsShop,
} from '../orders/reads.ts'
import {
  readsAlert,
  readsDeals,
  readsNothing,
  readsPromotions,
  readsQueue,
  readsSearch,
  readsTrack,
  readsTracked,
  readsWatchList,
  trackedTitle,
} from '../tracker/reads.ts'
import { type Given, givenAnswer } from './given.ts'

/** The paths of the API that a page is drawn from, by its id and its query. */
type Reads = (page: { readonly id: string; readonly query: URLSearchParams }) => readonly string[]

/** The pages of the marketplace: their paths, what they are called, and where in the head they stand. */
export const MARKET_ROUTES = [
  { path: '/sign-in', page: 'sign-in', title: 'Sign in', current: 'account' },
  { path: '/coupons', page: 'centre', title: 'Coupon centre', current: 'coupons' },
  {
    path: '/coupons/listing/:id',
    page: 'panel',
    title: 'Coupons of a listing',
    current: 'coupons',
  },
  { path: '/wallet', page: 'wallet', title: 'My coupons', current: 'wallet' },
  { path: '/console', page: 'offers', title: 'Offers', current: 'console' },
  { path: '/console/new', page: 'new-offer', title: 'Issue an offer', current: 'console' },
  { path: '/console/offers/:id', page: 'offer', title: 'Offer', current: 'console' },
  { path: '/console/campaigns', page: 'campaigns', title: 'Campaigns', current: 'console' },
  { path: '/shop', page: 'shop', title: 'Sample shop', current: 'orders', reads: readsShop },
  {
    path: '/checkout/:id',
    page: 'checkout',
    title: 'Checkout',
    current: 'orders',
    reads: readsCheckout,
  },
  { path: '/pay/:id', page: 'pay', title: 'Test payment', current: 'orders', reads: readsPayment },
  { path: '/orders', page: 'orders', title: 'My orders', current: 'orders', reads: readsOrders },
  { path: '/orders/:id', page: 'order', title: 'Order', current: 'orders', reads: readsOrder },
  {
    path: '/selling',
    page: 'selling',
    title: 'Orders to ship',
    current: 'console',
    reads: readsSelling,
  },
  { path: '/selling/:id', page: 'sale', title: 'Order', current: 'console', reads: readsOrder },
  {
    path: '/console/orders',
    page: 'console-orders',
    title: 'Orders',
    current: 'console',
    reads: readsConsoleOrders,
  },
  {
    path: '/console/orders/:id',
    page: 'console-order',
    title: 'Order',
    current: 'console',
    reads: readsConsoleOrder,
  },
  { path: '/track', page: 'track', title: 'Prices', current: 'prices', reads: readsTrack },
  {
    path: '/track/listings/:id',
    page: 'tracked',
    title: 'Price',
    current: 'prices',
    reads: readsTracked,
    named: trackedTitle,
  },
  { path: '/track/deals', page: 'deals', title: 'Deals', current: 'prices', reads: readsDeals },
  {
    path: '/track/search',
    page: 'tracker-search',
    title: 'Search',
    current: 'prices',
    reads: readsSearch,
  },
  {
    path: '/track/promotions',
    page: 'promotions',
    title: 'Calendar',
    current: 'prices',
    reads: readsPromotions,
  },
  {
    path: '/track/queue',
    page: 'tracker-queue',
    title: 'The queue',
    current: 'prices',
    reads: readsQueue,
  },
  {
    path: '/watch/confirm',
    page: 'mail-confirm',
    title: 'Confirm your address',
    current: 'prices',
    reads: readsNothing,
  },
  {
    path: '/watch/leave',
    page: 'mail-leave',
    title: 'No more mails',
    current: 'prices',
    reads: readsNothing,
  },
  {
    path: '/watch/:id',
    page: 'watch-list',
    title: 'Watches',
    current: 'prices',
    reads: readsWatchList,
  },
  { path: '/alerts/:id', page: 'alert', title: 'Alert', current: 'prices', reads: readsAlert },
] as const satisfies readonly MarketRoute[]

interface MarketRoute {
  readonly path: string
  readonly page: string
  readonly title: string
  readonly current: 'account' | 'coupons' | 'wallet' | 'orders' | 'console' | 'prices'
  /** What the server asks of the API, as the reader, to draw the page; without it, it draws a frame. */
  readonly reads?: Reads
  /** What the page is called for the document that it is drawn from first; null for its usual title. */
  readonly named?: (document: unknown) => string | null
}

export type MarketPageName = (typeof MARKET_ROUTES)[number]['page']

/** The page of a path; `id` is the part that varies, where it has one. */
export function marketRouteOf(
  path: string,
): { readonly route: (typeof MARKET_ROUTES)[number]; readonly id: string } | null {
  const parts = path.split('/')
  for (const route of MARKET_ROUTES) {
    const pattern = route.path.split('/')
    const fits = pattern.every((part, at) => part === ':id' || part === parts[at])
    if (pattern.length !== parts.length || !fits) continue
    const id = decoded(parts[pattern.indexOf(':id')] ?? '')
    return route.path.includes(':id') && id === '' ? null : { route, id }
  }
  return null
}

/**
 * What the API is asked so that a page can be drawn for its reader; null for a page that is drawn as a
 * frame, and filled in the browser.
 */
export function readsOf(url: string): readonly string[] | null {
  const { pathname, searchParams: query } = new URL(url, 'http://page')
  const found = marketRouteOf(pathname.replace(/(?<=.)\/$/, ''))
  if (!found || !('reads' in found.route)) return null
  const { id } = found
  return found.route.reads({ id, query })
}

/** What a page that was drawn for its reader is called, and whether the API has what it is about. */
export function standingOf(
  { route, id }: NonNullable<ReturnType<typeof marketRouteOf>>,
  given: Given | null,
): { readonly title: string; readonly status: number } {
  if (given === null || !('reads' in route)) return { title: route.title, status: 200 }
  const { searchParams: query } = new URL(given.url, 'http://page')
  const answers = route.reads({ id, query }).map((path) => givenAnswer<unknown>(given, path))
  const isMissing = answers.some((answer) => answer?.ok === false && answer.status === 404)
  const [first] = answers
  const name = 'named' in route && first?.ok ? route.named(first.value) : null
  return { title: name ?? route.title, status: isMissing ? 404 : 200 }
}

/** A part of a path as text; what is no text stays as it stands. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
