import { deadlineText } from '../../../core/orders/pacific-time.ts'
import { useMarket } from '../../state/market/market.ts'
import type { Order, OrderAction } from '../../state/orders/order.ts'
import type { OrderDesk } from '../../state/orders/order-desk.ts'
import { ClauseLink } from '../clause.tsx'
import { ActForm } from './act-forms.tsx'
import { Countdown } from './countdown.tsx'
import { When } from './when.tsx'

/**
 * What its reader can do with an order, and why not what cannot be done: as the one call of the server
 * says it, which is also what decides (protection §1).
 */
export function ActionList({ order, desk }: { readonly order: Order; readonly desk: OrderDesk }) {
  const { isHere } = useMarket().clock
  const open = order.actions.filter(({ eligible }) => eligible)
  const later = order.actions.filter(({ eligible, from }) => !eligible && from !== null)
  const barred = order.actions.filter(({ eligible, from }) => !eligible && from === null)
  return (
    <section class="panel what-now" aria-labelledby="what-now">
      <h2 id="what-now">What you can do</h2>
      {open.length === 0 && <p class="soft">{idleWords(order, later.length > 0)}</p>}
      {open.length > 0 && (
        <fieldset class="bare" disabled={!isHere.value}>
          <ul class="acts">
            {open.map((action) => (
              <li key={action.action} class="act">
                <ActForm order={order} action={action} desk={desk} />
                {/* What the page counts down is not said again of each act. */}
                {action.until !== null && action.until !== order.silence?.at && (
                  <p class="soft">
                    Possible until{' '}
                    <When at={action.until} words={deadlineText(Date.parse(action.until))} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      {later.map((action) => (
        <Later key={action.action} action={action} onOver={desk.order.load} />
      ))}
      {barred.length > 0 && <Barred actions={barred} />}
    </section>
  )
}

function idleWords({ state, silence }: Order, isLater: boolean): string {
  if (isLater) return 'Nothing just now; see below from when on.'
  if (state === 'closed' || state === 'cancelled')
    return 'Nothing is left to do: this order is over.'
  return silence ? 'Nothing is asked of you: others act next.' : 'Nothing just now.'
}

/** What time alone will make possible: why not yet, and how long that takes. */
function Later(props: { readonly action: OrderAction; readonly onOver: () => void }) {
  const { name, from, refusal } = props.action
  return (
    <div class="act-later">
      <p>
        <b>{name}</b> in <Countdown to={from as string} onOver={props.onOver} over="a moment" />
      </p>
      <p class="soft">
        {refusal?.message} {refusal && <ClauseLink id={refusal.clause} />}
      </p>
      <p class="soft">
        From <When at={from as string} />
      </p>
    </div>
  )
}

function Barred({ actions }: { readonly actions: readonly OrderAction[] }) {
  return (
    <details class="part">
      <summary>What is not possible now, and why</summary>
      <ul class="barred">
        {actions.map(({ action, name, refusal }) => (
          <li key={action}>
            <b>{name}</b>
            <span>
              {refusal?.message} {refusal && <ClauseLink id={refusal.clause} />}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
