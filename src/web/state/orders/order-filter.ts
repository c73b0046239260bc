import { ORDER_STATES, type OrderState } from '../../../core/orders/order.ts'

/** Which orders are shown. */
export interface OrderFilter {
  readonly state?: OrderState
  readonly buyer?: string
  readonly seller?: string
}

/** The filter that an address names; words that are none of ours are left out. */
export function orderFilterIn(words: URLSearchParams): OrderFilter {
  const state = ORDER_STATES.find((one) => one === words.get('state'))
  const buyer = words.get('buyer')?.trim()
  const seller = words.get('seller')?.trim()
  return { ...(state && { state }), ...(buyer && { buyer }), ...(seller && { seller }) }
}

/** The address of a list under a filter, so that it can be kept and handed on. */
export function addressOfList(page: string, filter: OrderFilter): string {
  const words = new URLSearchParams({ ...filter }).toString()
  return words === '' ? page : `${page}?${words}`
}
