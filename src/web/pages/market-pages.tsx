import type { ComponentType } from 'preact'
import type { MarketPageName } from '../state/market/routes.ts'
import { CampaignsPage } from './market/campaigns-page.tsx'
import { CentrePage } from './market/centre-page.tsx'
import { NewOfferPage } from './market/new-offer-page.tsx'
import { OfferPage } from './market/offer-page.tsx'
import { OffersPage } from './market/offers-page.tsx'
import { PanelPage } from './market/panel-page.tsx'
import { SignInPage } from './market/sign-in-page.tsx'
import { WalletPage } from './market/wallet-page.tsx'

/** The pages of the marketplace as the server writes them first; in the browser each comes by itself. */
export const MARKET_PAGES: Readonly<
  Record<MarketPageName, ComponentType<{ readonly id: string }>>
> = {
  'sign-in': SignInPage,
  centre: CentrePage,
  panel: PanelPage,
  wallet: WalletPage,
  offers: OffersPage,
  'new-offer': NewOfferPage,
  offer: OfferPage,
  campaigns: CampaignsPage,
}
