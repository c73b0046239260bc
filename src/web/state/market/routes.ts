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
] as const satisfies readonly MarketRoute[]

interface MarketRoute {
  readonly path: string
  readonly page: string
  readonly title: string
  readonly current: 'account' | 'coupons' | 'wallet' | 'console'
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

/** A part of a path as text; what is no text stays as it stands. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
