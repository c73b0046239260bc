import { type ReadonlySignal, signal } from '@preact/signals'
import type { DocumentOf } from '../../../client/client.ts'
import { type Loader, loader } from '../market/load.ts'
import { givenTo, type Market, noticeRefusal } from '../market/market.ts'
import type { OrderFilter } from './order-filter.ts'
import { ORDERS_AT_ONCE, ordersPath } from './reads.ts'

/** What the server gives at once. */
const ROWS_MAX = 200

/** A list of orders: the rows so far, and the way to more. */
export interface OrderList {
  readonly rows: Loader<DocumentOf<'OrderList'>>
  readonly isGrowing: ReadonlySignal<boolean>
  more(): Promise<void>
}

export function createOrderList(market: Market, filter: OrderFilter): OrderList {
  const { api } = market
  const isGrowing = signal(false)
  const rows: OrderList['rows'] = loader(
    (ends) => {
      // What was shown before is shown again, as far as one page can hold it.
      const shown = rows.now.value.value?.orders.length ?? 0
      const limit = Math.min(ROWS_MAX, Math.max(ORDERS_AT_ONCE, shown))
      return api.listOrders({ query: { limit, ...filter } }, { signal: ends })
    },
    givenTo(market, ordersPath(filter)),
  )
  const more = async () => {
    const { value } = rows.now.value
    if (value === null || value.next === null || isGrowing.value) return
    isGrowing.value = true
    const query = { limit: ORDERS_AT_ONCE, ...filter, after: value.next }
    const answer = await api.listOrders({ query })
    isGrowing.value = false
    const now = rows.now.value.value
    // The list was read again meanwhile: these do not follow on what is shown.
    if (now?.next !== value.next) return
    if (answer.ok) {
      rows.put({ orders: [...now.orders, ...answer.value.orders], next: answer.value.next })
    } else {
      noticeRefusal(market, answer.problem)
      market.notice.value = `The next orders did not come. ${answer.problem.detail}`
    }
  }
  return { rows, isGrowing, more }
}
