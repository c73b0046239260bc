import { type ComponentType, hydrate, render } from 'preact'
import { AccountMenu } from './components/market/account-menu.tsx'
import { Frame } from './components/market/frame.tsx'
import { createMarket, hearAccount, MarketContext } from './state/market/market.ts'
import { type MarketPageName, marketRouteOf } from './state/market/routes.ts'
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
}

const market = createMarket()
const head = document.getElementById('account')
const root = document.getElementById('market')
const found = marketRouteOf(window.location.pathname.replace(/(?<=.)\/$/, ''))

// Asked while the page's own file is on its way; heard when the page stands as the server wrote it.
const asked = market.api.me()
if (root && found) {
  const Page = await PAGES[found.route.page]()
  hydrate(
    <Frame market={market}>
      <Page id={found.id} />
    </Frame>,
    root,
  )
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
