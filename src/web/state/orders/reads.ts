/** What the server asks of the API, as the reader, to draw a page of orders: the first answers of its loaders. */
import { type OrderFilter, orderFilterIn } from './order-filter.ts'

/** A page as it was asked for. */
interface Asked {
  readonly id: string
  readonly query: URLSearchParams
}

/** So many orders are read at once: a screen or two. */
export const ORDERS_AT_ONCE = 25

const part = encodeURIComponent

export const orderPath = (id: string): string => `/v1/orders/${part(id)}`
export const actionsPath = (id: string, as: string): string => `${orderPath(id)}/actions?as=${as}`
export const ledgerPath = (id: string): string => `${orderPath(id)}/ledger`
export const checkoutPath = (id: string): string => `/v1/checkouts/${part(id)}`
export const paymentPath = (reference: string): string => `/pay/${part(reference)}/payment`
export const BALANCE_PATH = '/v1/sellers/me/balance'
export const SHOP_PATH = '/v1/samples/listings'

/** The path of the first orders of a list. */
export function ordersPath(filter: OrderFilter): string {
  const words = new URLSearchParams({ limit: String(ORDERS_AT_ONCE), ...filter })
  return `/v1/orders?${words}`
}

export const readsShop = () => [SHOP_PATH]
export const readsCheckout = ({ id }: Asked) => [checkoutPath(id)]
export const readsPayment = ({ id }: Asked) => [paymentPath(id)]
export const readsOrder = ({ id }: Asked) => [orderPath(id)]

/** Lists begin with what the address of the page filters by. */
export const readsOrders = ({ query }: Asked) => [ordersPath(orderFilterIn(query))]

/** What waits for a seller: cancellations to answer, and orders to ship. */
export const SELLER_TO_DO = ['cancel-requested', 'awaiting-shipment'] as const

export const readsSelling = ({ query }: Asked) => {
  const filter = orderFilterIn(query)
  const states = filter.state ? [filter.state] : SELLER_TO_DO
  return [...states.map((state) => ordersPath({ ...filter, state })), BALANCE_PATH]
}

export const readsConsoleOrders = readsOrders

export const readsConsoleOrder = ({ id }: Asked) => [
  actionsPath(id, 'buyer'),
  actionsPath(id, 'seller'),
  ledgerPath(id),
]
