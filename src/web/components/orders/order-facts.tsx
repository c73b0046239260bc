import type { ComponentChildren } from 'preact'
import { type Order, partyWords } from '../../state/orders/order.ts'
import { dayText } from '../../state/when.ts'
import { ClauseLink } from '../clause.tsx'
import { When } from './when.tsx'

/** What is good to know of an order: payments, the parcel, cancellation, promises, deadlines. */
export function OrderFacts({ order }: { readonly order: Order }) {
  return (
    <section class="panel order-facts" aria-labelledby="facts-title">
      <h2 id="facts-title">Details</h2>
      <dl>
        <Cancellation order={order} />
        <Parcel order={order} />
        {order.payments && order.payments.length > 0 && <Payments payments={order.payments} />}
        <Fact name="Promised">
          Shipped in {order.promised.shipDays} days, delivered in {order.promised.deliveryDays} days
          after that.
        </Fact>
        {order.extensions.map(({ days, by, at, extension }) => (
          <Fact key={at} name="More time">
            {days} more days by {partyWords(by, order.party)}
            {extension && ' for everyone whom it reached'}: <When at={at} />{' '}
            <ClauseLink id="bp.extend" />
          </Fact>
        ))}
        <Deadlines order={order} />
        <Fact name="Terms">{order.terms.join(', ')}</Fact>
        {order.party !== 'seller' && (
          <Fact name="Checkout">
            <a href={`/checkout/${encodeURIComponent(order.checkout)}`}>{order.checkout}</a>
          </Fact>
        )}
      </dl>
    </section>
  )
}

export function Fact(props: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

const ANSWERS: Readonly<Record<string, string>> = {
  approved: 'The seller agreed.',
  refused: 'The seller refused.',
  silence: 'No answer came in time, which counts as agreed.',
}

function Cancellation({ order }: { readonly order: Order }) {
  const { cancellation } = order
  if (cancellation === null) return null
  const { reason, at, answer } = cancellation
  return (
    <Fact name="Cancellation asked for">
      “{reason}” <When at={at} />
      <span>{answer ? ANSWERS[answer] : 'The seller has not answered yet.'}</span>
    </Fact>
  )
}

function Parcel({ order }: { readonly order: Order }) {
  const { tracking, logistics } = order
  if (tracking === null) return null
  return (
    <Fact name="Parcel">
      <span>
        Tracking number <code>{tracking}</code> <ClauseLink id="faq.track" />
      </span>
      {logistics.toReversed().map(({ status, says, at }) => (
        <span key={at + status}>
          {says} <When at={at} />
        </span>
      ))}
      {logistics.length === 0 && <span class="soft">The carrier has reported nothing yet.</span>}
    </Fact>
  )
}

const RESULTS: Readonly<Record<string, string>> = {
  pending: 'being checked',
  verified: 'verified',
  failed: 'failed',
  void: 'no answer came in time',
  returned: 'sent back in full',
}

function Payments({ payments }: { readonly payments: NonNullable<Order['payments']> }) {
  return (
    <Fact name="Payments">
      {payments.toReversed().map(({ attempt, at, result, says }) => (
        <span key={attempt} class="payment" data-result={result}>
          <b>{RESULTS[result]}</b> <When at={at} />
          {says && <span class="why">{says}</span>}
        </span>
      ))}
    </Fact>
  )
}

/** The deadlines besides the one that the page counts down. */
function Deadlines({ order }: { readonly order: Order }) {
  const others = order.deadlines.filter(({ clock }) => clock !== order.silence?.clock)
  return (
    <>
      {others.map(({ clock, name, at, pacific, passed, says, clause }) => (
        <Fact key={clock} name={passed ? `${name} (passed)` : name}>
          {at === null ? (
            'Stands still while a dispute is open.'
          ) : (
            <When at={at} words={pacific ?? dayText(at)} />
          )}
          <span class="soft">
            {says} <ClauseLink id={clause} />
          </span>
        </Fact>
      ))}
    </>
  )
}
