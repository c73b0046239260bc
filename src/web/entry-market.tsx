import { type ComponentType, hydrate, render } from 'preact'
import { AccountMenu } from './components/market/account-menu.tsx'
import { Frame } from './components/market/frame.tsx'
import { readGiven } from './state/market/given.ts'
import { createMarket, hearAccount, MarketContext } from './state/market/market.ts'
import { type MarketPageName, marketRouteOf } from './state/market/routes.ts'
import { keepTyped } from './state/market/typed-early.ts'
import './styles/market.css'

type Page = ComponentType<{ readonly id: string }>

/** Each page comes in a file of its own. */
const PAGES: Readonly<Record<MarketPageName, () => Promise<Page>>> = {
  'sign-in': async () => (await import('./pages/market/sign-in-page.tsx')).SignInPage,
  centre: async () => (await import('./pages/market/centre-page.tsx')).CentrePage,
  panel: async () => (await import('./pages/market/panel-page.tsx')).PanelPage,
  wallet: async () => (await import('./pages/market/wallet-page.tsx')).WalletPage,
  offers: async () => (await import('./pages/market/offers-page.tsx')).OffersPage,
  'new-offer': async () => (await import('./pages/market/new-offer-page.tsx')).NewOfferPage,
  offer: async () => (await import('./pages/market/offer-page.tsx')).OfferPage,
  campaigns: async () => (await import('./pages/market/campaigns-page.tsx')).CampaignsPage,
  shop: async () => (await import('./pages/market/shop-page.tsx')).ShopPage,
  checkout: async () => (await import('./pages/market/checkout-page.tsx')).CheckoutPage,
  pay: async () => (await import('./pages/market/pay-page.tsx')).PayPage,
  orders: async () => (await import('./pages/market/orders-page.tsx')).OrdersPage,
  order: async () => (await import('./pages/market/order-page.tsx')).OrderPage,
  selling: async () => (await import('./pages/market/selling-page.tsx')).SellingPage,
  sale: async () => (await import('./pages/market/sale-page.tsx')).SalePage,
  'console-orders': async () =>
    (await import('./pages/market/console-orders-page.tsx')).ConsoleOrdersPage,
  'console-order': async () =>
    (await import('./pages/market/console-order-page.tsx')).ConsoleOrderPage,
  track: async () => (await import('./pages/tracker/track-page.tsx')).TrackPage,
  tracked: async () => (await import('./pages/tracker/tracked-page.tsx')).TrackedPage,
  deals: async () => (await import('./pages/tracker/deals-page.tsx')).DealsPage,
  'tracker-search': async () =>
    (await import('./pages/tracker/tracker-search-page.tsx')).TrackerSearchPage,
  promotions: async () => (await import('./pages/tracker/promotions-page.tsx')).PromotionsPage,
  'tracker-queue': async () =>
    (await import('./pages/tracker/tracker-queue-page.tsx')).TrackerQueuePage,
  'mail-confirm': async () =>
    (await import('./pages/tracker/mail-confirm-page.tsx')).MailConfirmPage,
  'mail-leave': async () => (await import('./pages/tracker/mail-leave-page.tsx')).MailLeavePage,
  'watch-list': async () => (await import('./pages/tracker/watch-list-page.tsx')).WatchListPage,
  alert: async () => (await import('./pages/tracker/alert-page.tsx')).AlertPage,
}

const head = document.getElementById('account')
const root = document.getElementById('market')
const market = createMarket(readGiven(document.getElementById('given')?.textContent ?? undefined))
const found = marketRouteOf(window.location.pathname.replace(/(?<=.)\/$/, ''))

// Asked while the page's own file is on its way; heard when the page stands as the server wrote it.
const asked = market.api.me()
if (root && found) {
  const Page = await PAGES[found.route.page]()
  keepTyped(root, () =>
    hydrate(
      <Frame market={market}>
        <Page id={found.id} />
      </Frame>,
      root,
    ),
  )
  market.clock.arrive()
  document.documentElement.dataset.here = ''
}
if (head) {
  render(
    <MarketContext.Provider value={market}>
      <AccountMenu />
    </MarketContext.Provider>,
    head,
  )
}
hearAccount(market, await asked)
