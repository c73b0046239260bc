import { deadlineText } from '../../../core/orders/pacific-time.ts'
import type { OrderAction } from '../../state/orders/order.ts'
import { ClauseLink } from '../clause.tsx'
import { When } from './when.tsx'

/** What a party could do now, and why not what it cannot: as that party reads it. */
export function PartyActions(props: {
  readonly name: string
  readonly actions: readonly OrderAction[]
}) {
  const { name, actions } = props
  return (
    <section class="party-acts" aria-label={name}>
      <h3>{name}</h3>
      <ul class="barred">
        {actions.map(({ action, name: verb, eligible, from, until, refusal }) => (
          <li key={action} data-eligible={eligible}>
            <b>{verb}</b>
            {eligible ? (
              <span>
                can now
                {until && (
                  <>
                    , until <When at={until} words={deadlineText(Date.parse(until))} />
                  </>
                )}
              </span>
            ) : (
              <span>
                {refusal?.message} {refusal && <ClauseLink id={refusal.clause} />}
                {from && (
                  <>
                    {' '}
                    From <When at={from} />
                  </>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
