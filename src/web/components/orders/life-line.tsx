import { pacificDay } from '../../../core/offers/pacific-day.ts'
import { dayWords } from '../../../core/orders/pacific-time.ts'
import { stationsOf } from '../../state/orders/life.ts'
import type { Order } from '../../state/orders/order.ts'

/** Where in its life an order is: a rail of stations, those behind it filled, with their days. */
export function LifeLine({ order }: { readonly order: Order }) {
  return (
    <ol class="life-line" aria-label="The life of this order">
      {stationsOf(order).map(({ name, ahead, at, isReached, isCurrent, isEnd }) => (
        <li
          key={name}
          data-reached={isReached}
          data-end={isEnd}
          aria-current={isCurrent ? 'step' : undefined}
        >
          <b>{name}</b>
          <small>
            {at !== null && <time dateTime={at}>{shortDay(at)}</time>}
            {at === null && isCurrent && `waiting for ${ahead}`}
          </small>
        </li>
      ))}
    </ol>
  )
}

/** "Tue 23 Jun": the year is that of the order. */
const shortDay = (at: string): string => dayWords(pacificDay(Date.parse(at))).replace(/ \d{4}$/, '')
