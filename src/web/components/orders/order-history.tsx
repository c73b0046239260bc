import type { Order, OrderEvent } from '../../state/orders/order.ts'
import { partyWords, sentence } from '../../state/orders/order.ts'
import { ClauseLink } from '../clause.tsx'
import { When } from './when.tsx'

/** Everything that has happened to an order, the newest in front, each with its clause. */
export function OrderHistory({ order }: { readonly order: Order }) {
  const { history = [], party } = order
  if (history.length === 0) return null
  return (
    <section class="panel" aria-labelledby="history-title">
      <h2 id="history-title">History</h2>
      <ol class="happened">
        {history.toReversed().map((event) => (
          <Happened key={event.version} event={event} reader={party} />
        ))}
      </ol>
    </section>
  )
}

function Happened({ event, reader }: { readonly event: OrderEvent; readonly reader: string }) {
  const { name, by, effective, recorded, clauses, told } = event
  return (
    <li>
      <p class="happened-head">
        <b>{name}</b>{' '}
        <span class="soft">
          {by === 'timer' ? 'the deadline passed' : sentence(partyWords(by, reader))}
        </span>{' '}
        {clauses.map((clause) => (
          <ClauseLink key={clause} id={clause} />
        ))}
      </p>
      <p class="soft">
        <When at={effective} />
        {isLater(effective, recorded) && (
          <>
            {' '}
            · written down <When at={recorded} />
          </>
        )}
      </p>
      {told.map((says) => (
        <p key={says} class="told-then">
          {says}
        </p>
      ))}
    </li>
  )
}

/** A minute later or more: something was applied when somebody looked, and not when it was due. */
function isLater(effective: string, recorded: string): boolean {
  return Date.parse(recorded) - Date.parse(effective) >= 60_000
}
