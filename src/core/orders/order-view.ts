import type { Instant } from '../base/instant.ts'
import { instantText } from '../base/instant-text.ts'
import { LOGISTICS_STATUSES, type LogisticsStatus } from './logistics.ts'
import type {
  LineMoney,
  OfferShare,
  Order,
  OrderLine,
  OrderRules,
  OrderState,
  Party,
  Payment,
  Promises,
} from './order.ts'
import { type Action, actionsOf } from './order-actions.ts'
import { type Deadline, deadlinesOf, type Silence, silenceOf } from './order-deadlines.ts'
import { type OrderEvent, orderHistory } from './order-history.ts'
import type { OrderStep } from './order-step.ts'
import { PAYMENT_CAUSES, type PaymentCause } from './payment-causes.ts'
import { type RefundDates, refundDates } from './refund-dates.ts'

/** What an offer took off. Who pays for it is not told to the buyer, for whom it makes no difference. */
export interface OfferShareView {
  readonly offer: string
  readonly kind: string
  readonly offMinor: number
  readonly funder?: string
}

export interface OrderLineView {
  readonly id: string
  readonly listing: string
  readonly sku: string
  readonly quantity: number
  readonly listMinor: number
  readonly offMinor: number
  readonly netMinor: number
  readonly taxMinor: number
  readonly cashMinor: number
  readonly offers: readonly OfferShareView[]
  readonly confirmedAt: string | null
  readonly money: LineMoney
}

/** One try to pay, with what the buyer can do where it failed (faq.payfail). */
export interface PaymentView {
  readonly attempt: string
  readonly at: string
  readonly result: Payment['result']
  readonly cause: PaymentCause | null
  readonly says: string | null
}

/** An order as one of its parties sees it at an instant: pages, clients and web hooks read this alone. */
export interface OrderView {
  readonly id: string
  readonly checkout: string
  /** Whose view it is: the actions are this party's. */
  readonly party: Party
  readonly state: OrderState
  readonly stateName: string
  readonly stateSays: string
  readonly buyer: string
  readonly seller: string
  readonly method: string
  readonly country: string | null
  readonly terms: readonly string[]
  readonly currency: string
  readonly lines: readonly OrderLineView[]
  readonly shipping: {
    readonly listMinor: number
    readonly offMinor: number
    readonly cashMinor: number
    readonly offers: readonly OfferShareView[]
  }
  readonly totalMinor: number
  readonly promised: Promises
  readonly placedAt: string
  /** When this state was entered, and when something last happened. */
  readonly since: string
  readonly changedAt: string
  readonly version: number
  /** When it was paid, shipped and so on, by the name of the moment. */
  readonly moments: Readonly<Record<string, string>>
  readonly tracking: string | null
  readonly logistics: readonly {
    readonly status: LogisticsStatus
    readonly says: string
    readonly at: string
  }[]
  readonly cancellation: {
    readonly reason: string
    readonly at: string
    readonly answer: string | null
  } | null
  /** Null for the seller, whose business it is not. */
  readonly payments: readonly PaymentView[] | null
  readonly extensions: readonly {
    readonly days: number
    readonly by: string
    readonly at: string
    readonly extension: string | null
  }[]
  readonly disputes: readonly {
    readonly line: string
    readonly openedAt: string
    readonly closedAt: string | null
  }[]
  readonly deadlines: readonly Deadline[]
  /** What happens when nobody acts; null where nothing is waited for. */
  readonly silence: Silence | null
  readonly actions: readonly Action[]
  /** When the money of a cancelled order is back (bp.cancel.paid); null where nothing is on its way. */
  readonly refundDates: RefundDates | null
  /** The steps that it took, where they were asked for. */
  readonly history?: readonly OrderEvent[]
}

/** Who looks, when, and whether at the history too. */
export interface OrderLook {
  readonly party: Party
  readonly at: Instant
  readonly steps?: readonly OrderStep[] | undefined
}

/**
 * What a party sees of an order (bp.status): where it stands, every deadline, and by the one call what can
 * be done. The order must have been brought up to the instant (`bringUpTo`).
 */
export function orderView(rules: OrderRules, order: Order, look: OrderLook): OrderView {
  const { party, at, steps } = look
  const state = rules.process.states.get(order.state)
  const { id, checkout, buyer, seller, method, country, terms, currency } = order
  const { totalMinor, promised, version, tracking } = order
  return {
    id,
    checkout,
    party,
    state: order.state,
    stateName: state?.name ?? order.state,
    stateSays: state?.says ?? '',
    buyer,
    seller,
    method,
    country,
    terms,
    currency,
    lines: order.lines.map((line) => lineView(line, party)),
    shipping: {
      ...order.shipping,
      offers: order.shipping.offers.map((offer) => offerView(offer, party)),
    },
    totalMinor,
    promised,
    placedAt: instantText(order.moments.placed ?? order.at),
    since: instantText(order.since),
    changedAt: instantText(order.at),
    version,
    moments: Object.fromEntries(
      Object.entries(order.moments)
        .filter(([moment]) => party !== 'seller' || !OF_PAYING.has(moment))
        .map(([moment, when]) => [moment, instantText(when)]),
    ),
    tracking,
    ...happened(order),
    payments: party === 'seller' ? null : order.payments.map(paymentView),
    deadlines: deadlinesOf(rules, order),
    silence: silenceOf(rules, order),
    actions: actionsOf(rules, order, { party, at }),
    refundDates: refundUnderWay(order, at),
    ...(steps && { history: orderHistory(rules.process, steps, party) }),
  }
}

/** Moments of trying to pay, which is no business of the seller. */
const OF_PAYING: ReadonlySet<string> = new Set(['paying', 'failed'])

function lineView(line: OrderLine, party: Party): OrderLineView {
  const { confirmed, offers, ...rest } = line
  return {
    ...rest,
    offers: offers.map((offer) => offerView(offer, party)),
    confirmedAt: confirmed === null ? null : instantText(confirmed),
  }
}

function offerView({ offer, kind, offMinor, funder }: OfferShare, party: Party): OfferShareView {
  return { offer, kind, offMinor, ...(party !== 'buyer' && { funder }) }
}

function paymentView({ attempt, at, result, cause }: Payment): PaymentView {
  const known = PAYMENT_CAUSES.find((one) => one.cause === cause)
  return { attempt, at: instantText(at), result, cause, says: known?.says ?? null }
}

function happened({
  logistics,
  cancellation,
  extensions,
  disputes,
}: Order): Pick<OrderView, 'logistics' | 'cancellation' | 'extensions' | 'disputes'> {
  return {
    logistics: logistics.map(({ status, at }) => ({
      status,
      says: LOGISTICS_STATUSES.find((one) => one.status === status)?.says ?? '',
      at: instantText(at),
    })),
    cancellation: cancellation && { ...cancellation, at: instantText(cancellation.at) },
    extensions: extensions.map((given) => ({ ...given, at: instantText(given.at) })),
    disputes: disputes.map(({ line, opened, closed }) => ({
      line,
      openedAt: instantText(opened),
      closedAt: closed === null ? null : instantText(closed),
    })),
  }
}

/** The refund of an order that was cancelled after it was paid, until its last day is over. */
function refundUnderWay({ state, moments, since }: Order, at: Instant): RefundDates | null {
  if (state !== 'cancelled' || moments.paid === undefined) return null
  const dates = refundDates(since)
  return at < Date.parse(`${dates.until}T00:00:00Z`) + LAST_DAY_MS ? dates : null
}

/** The whole of the last day, on the Pacific coast too. */
const LAST_DAY_MS = 32 * 3_600_000
