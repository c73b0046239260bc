import type { ComponentType } from 'preact'
import type { MarketPageName } from '../state/market/routes.ts'
import { CampaignsPage } from './market/campaigns-page.tsx'
import { CentrePage } from './market/centre-page.tsx'
import { CheckoutPage } from './market/checkout-page.tsx'
import { ConsoleOrderPage } from './market/console-order-page.tsx'
import { ConsoleOrdersPage } from './market/console-orders-page.tsx'
import { NewOfferPage } from './market/new-offer-page.tsx'
import { OfferPage } from './market/offer-page.tsx'
import { OffersPage } from './market/offers-page.tsx'
import { OrderPage } from './market/order-page.tsx'
import { OrdersPage } from './market/orders-page.tsx'
import { PanelPage } from './market/panel-page.tsx'
import { PayPage } from './market/pay-page.tsx'
import { SalePage } from './market/sale-page.tsx'
import { SellingPage } from './market/selling-page.tsx'
import { ShopPage } from './market/shop-page.tsx'
import { SignInPage } from './market/sign-in-page.tsx'
import { WalletPage } from './market/wallet-page.tsx'
import { AlertPage } from './tracker/alert-page.tsx'
import { DealsPage } from './tracker/deals-page.tsx'
import { MailConfirmPage } from './tracker/mail-confirm-page.tsx'
import { MailLeavePage } from './tracker/mail-leave-page.tsx'
import { PromotionsPage } from './tracker/promotions-page.tsx'
import { TrackPage } from './tracker/track-page.tsx'
import { TrackedPage } from './tracker/tracked-page.tsx'
import { TrackerQueuePage } from './tracker/tracker-queue-page.tsx'
import { TrackerSearchPage } from './tracker/tracker-search-page.tsx'
import { WatchListPage } from './tracker/watch-list-page.tsx'

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
  shop: ShopPage,
  checkout: CheckoutPage,
  pay: PayPage,
  orders: OrdersPage,
  order: OrderPage,
  selling: SellingPage,
  sale: SalePage,
  'console-orders': ConsoleOrdersPage,
  'console-order': ConsoleOrderPage,
  track: TrackPage,
  tracked: TrackedPage,
  deals: DealsPage,
  'tracker-search': TrackerSearchPage,
  promotions: PromotionsPage,
  'tracker-queue': TrackerQueuePage,
  'mail-confirm': MailConfirmPage,
  'mail-leave': MailLeavePage,
  'watch-list': WatchListPage,
  alert: AlertPage,
}
