// Made from the document of the API by docs/build-client.ts: npm run client.

import { type AgentsCalls, agentsRows } from './api/agents.ts'
import type { AcpCheckout, AgentAsked, UcpCheckout } from './api/agents-documents.ts'
import { type BuyersCalls, buyersRows } from './api/buyers.ts'
import type { Buyer, BuyerFacts } from './api/buyers-documents.ts'
import { type CampaignsCalls, campaignsRows } from './api/campaigns.ts'
import type { Campaign, CampaignList, CampaignState } from './api/campaigns-documents.ts'
import { type CheckoutsCalls, checkoutsRows } from './api/checkouts.ts'
import type { NewCheckout, OrderAction } from './api/checkouts-documents.ts'
import type { Order } from './api/checkouts-documents-2.ts'
import type { Accepting, BegunPayment, Checkout, Paying } from './api/checkouts-documents-3.ts'
import { type ClaimsCalls, claimsRows } from './api/claims.ts'
import type { Claim, Claims, Granted, NewClaim, Reservation } from './api/claims-documents.ts'
import { type CoinsCalls, coinsRows } from './api/coins.ts'
import type {
  CoinAnswer,
  Coins,
  Earning,
  Exchange,
  Exchanged,
  Nothing,
  PiecesBack,
  Spending,
} from './api/coins-documents.ts'
import { type EventsCalls, eventsRows } from './api/events.ts'
import type {
  DeliveryList,
  IssuedWebhook,
  NewWebhook,
  WebhookList,
} from './api/events-documents.ts'
import { type IssuingCalls, issuingRows } from './api/issuing.ts'
import type {
  CartLeft,
  Fired,
  Invitation,
  Redeemed,
  Redemption,
  TriggerEvent,
} from './api/issuing-documents.ts'
import { type KeysCalls, keysRows } from './api/keys.ts'
import type { IssuedKey, KeyList, NewKey } from './api/keys-documents.ts'
import { type OffersCalls, offersRows } from './api/offers.ts'
import type {
  ImportReport,
  IssuedOffer,
  NewCodes,
  OfferImport,
  OfferList,
  OfferState,
  OfferTerms,
  OfferVersions,
} from './api/offers-documents.ts'
import { type OperationsCalls, operationsRows } from './api/operations.ts'
import type { Health } from './api/operations-documents.ts'
import { type OrdersCalls, ordersRows } from './api/orders.ts'
import type {
  OrderAct,
  OrderActions,
  OrderLedger,
  OrderList,
  OrderReplay,
  SellerBalance,
} from './api/orders-documents.ts'
import type {
  Extension,
  ExtensionList,
  GivenExtension,
  SellerStatement,
} from './api/orders-documents-2.ts'
import { type PeopleCalls, peopleRows } from './api/people.ts'
import type {
  Account,
  Me,
  NewAccount,
  Registration,
  SamplePeople,
  SessionList,
  SignIn,
} from './api/people-documents.ts'
import { type PricingCalls, pricingRows } from './api/pricing.ts'
import type { Offer, QuoteInput } from './api/pricing-documents.ts'
import type {
  Attempt,
  BatchDefaults,
  Explanation,
  Quote,
  Refused,
  Unlocks,
} from './api/pricing-documents-2.ts'
import type {
  Best,
  BestExplanation,
  LeftOut,
  Plan,
  PlanExplanation,
  PlanInput,
  Refund,
  RefundInput,
  SearchProgress,
  SplitGain,
} from './api/pricing-documents-3.ts'
import { type RulesCalls, rulesRows } from './api/rules.ts'
import type { Clause, ClauseList, RuleSet, TermsList } from './api/rules-documents.ts'
import { type SamplesCalls, samplesRows } from './api/samples.ts'
import type { SampleBasket, SampleListings } from './api/samples-documents.ts'
import { type ShopCalls, shopRows } from './api/shop.ts'
import type {
  CentrePreview,
  Coupons,
  Finding,
  PanelPreview,
  StoredCart,
} from './api/shop-documents.ts'
import type { CartAsked, Drawer, WalletPreview } from './api/shop-documents-2.ts'
import type { Qualification, StoredBest, StoredQuote } from './api/shop-documents-3.ts'

/** Every operation as a function. */
export interface Api
  extends PricingCalls,
    RulesCalls,
    CampaignsCalls,
    OffersCalls,
    ShopCalls,
    AgentsCalls,
    CheckoutsCalls,
    OrdersCalls,
    ClaimsCalls,
    BuyersCalls,
    CoinsCalls,
    IssuingCalls,
    PeopleCalls,
    KeysCalls,
    EventsCalls,
    SamplesCalls,
    OperationsCalls {}

/** Every operation as it goes over the wire. */
export const OPERATIONS = {
  ...pricingRows,
  ...rulesRows,
  ...campaignsRows,
  ...offersRows,
  ...shopRows,
  ...agentsRows,
  ...checkoutsRows,
  ...ordersRows,
  ...claimsRows,
  ...buyersRows,
  ...coinsRows,
  ...issuingRows,
  ...peopleRows,
  ...keysRows,
  ...eventsRows,
  ...samplesRows,
  ...operationsRows,
}

/** Every document by its name. */
export interface Documents {
  readonly Offer: Offer
  readonly QuoteInput: QuoteInput
  readonly Quote: Quote
  readonly Attempt: Attempt
  readonly Explanation: Explanation
  readonly Unlocks: Unlocks
  readonly BatchDefaults: BatchDefaults
  readonly Refused: Refused
  readonly RefundInput: RefundInput
  readonly Refund: Refund
  readonly Best: Best
  readonly SearchProgress: SearchProgress
  readonly LeftOut: LeftOut
  readonly BestExplanation: BestExplanation
  readonly PlanInput: PlanInput
  readonly Plan: Plan
  readonly SplitGain: SplitGain
  readonly PlanExplanation: PlanExplanation
  readonly TermsList: TermsList
  readonly RuleSet: RuleSet
  readonly ClauseList: ClauseList
  readonly Clause: Clause
  readonly Campaign: Campaign
  readonly CampaignState: CampaignState
  readonly CampaignList: CampaignList
  readonly OfferTerms: OfferTerms
  readonly IssuedOffer: IssuedOffer
  readonly OfferState: OfferState
  readonly OfferList: OfferList
  readonly OfferVersions: OfferVersions
  readonly NewCodes: NewCodes
  readonly OfferImport: OfferImport
  readonly ImportReport: ImportReport
  readonly Finding: Finding
  readonly Coupons: Coupons
  readonly StoredCart: StoredCart
  readonly CentrePreview: CentrePreview
  readonly PanelPreview: PanelPreview
  readonly Drawer: Drawer
  readonly WalletPreview: WalletPreview
  readonly CartAsked: CartAsked
  readonly Qualification: Qualification
  readonly StoredQuote: StoredQuote
  readonly StoredBest: StoredBest
  readonly AgentAsked: AgentAsked
  readonly UcpCheckout: UcpCheckout
  readonly AcpCheckout: AcpCheckout
  readonly NewCheckout: NewCheckout
  readonly OrderAction: OrderAction
  readonly Order: Order
  readonly Checkout: Checkout
  readonly Accepting: Accepting
  readonly Paying: Paying
  readonly BegunPayment: BegunPayment
  readonly OrderList: OrderList
  readonly OrderActions: OrderActions
  readonly OrderAct: OrderAct
  readonly OrderLedger: OrderLedger
  readonly OrderReplay: OrderReplay
  readonly SellerBalance: SellerBalance
  readonly SellerStatement: SellerStatement
  readonly Extension: Extension
  readonly GivenExtension: GivenExtension
  readonly ExtensionList: ExtensionList
  readonly NewClaim: NewClaim
  readonly Granted: Granted
  readonly Reservation: Reservation
  readonly Claim: Claim
  readonly Claims: Claims
  readonly BuyerFacts: BuyerFacts
  readonly Buyer: Buyer
  readonly Coins: Coins
  readonly Earning: Earning
  readonly CoinAnswer: CoinAnswer
  readonly Spending: Spending
  readonly Nothing: Nothing
  readonly PiecesBack: PiecesBack
  readonly Exchange: Exchange
  readonly Exchanged: Exchanged
  readonly TriggerEvent: TriggerEvent
  readonly Fired: Fired
  readonly CartLeft: CartLeft
  readonly Invitation: Invitation
  readonly Redemption: Redemption
  readonly Redeemed: Redeemed
  readonly Registration: Registration
  readonly Account: Account
  readonly NewAccount: NewAccount
  readonly SignIn: SignIn
  readonly SessionList: SessionList
  readonly SamplePeople: SamplePeople
  readonly Me: Me
  readonly NewKey: NewKey
  readonly IssuedKey: IssuedKey
  readonly KeyList: KeyList
  readonly NewWebhook: NewWebhook
  readonly IssuedWebhook: IssuedWebhook
  readonly WebhookList: WebhookList
  readonly DeliveryList: DeliveryList
  readonly SampleListings: SampleListings
  readonly SampleBasket: SampleBasket
  readonly Health: Health
}
