import { moneyText } from '../../state/money.ts'
import { listingName } from '../../state/orders/listing-names.ts'
import { type Order, orderName, type Silence, sentence } from '../../state/orders/order.ts'
import { Countdown } from './countdown.tsx'
import { When } from './when.tsx'

/** An order in a list: where it stands, what is waited for, and what its reader can do. */
export function OrderCard(props: {
  readonly order: Order
  readonly href: string
  readonly onOver: () => void
}) {
  const { order, href, onOver } = props
  const { id, stateName, totalMinor, currency, silence } = order
  const open = order.actions.filter(({ eligible }) => eligible)
  return (
    <li class="order-card" data-state={order.state}>
      <div class="order-card-what">
        <p class="order-state">{stateName}</p>
        <h2>
          <a href={href}>{contentsOf(order)}</a>
        </h2>
        <p class="soft">
          {withWhom(order)} · <code>{id}</code>
        </p>
        {open.length > 0 && (
          <p class="order-card-acts">
            You can: {open.map(({ name }) => name.toLowerCase()).join(', ')}.
          </p>
        )}
      </div>
      <div class="order-card-when">
        {silence?.at ? (
          <>
            <p>
              {silence.name}: <Countdown to={silence.at} onOver={onOver} />
            </p>
            <p class="soft">
              <When at={silence.at} words={silence.pacific ?? undefined} />
            </p>
            <p class="soft">{silenceWords(silence)}</p>
          </>
        ) : (
          <p class="soft">Nothing is waited for.</p>
        )}
      </div>
      <p class="order-card-total amount">
        {moneyText(totalMinor, currency)} {currency}
      </p>
    </li>
  )
}

/** The other side of it; both, for who is neither. */
function withWhom(order: Order): string {
  if (order.party === 'seller') return `For ${order.buyer}`
  return order.party === 'buyer' ? orderName(order) : `${order.buyer} from ${orderName(order)}`
}

/** "Curling iron, 32 mm, and 2 more". */
function contentsOf({ lines }: Order): string {
  const [first] = lines
  const more = lines.length - 1
  const name = sentence(listingName(first?.listing ?? ''))
  return more > 0 ? `${name}, and ${more} more` : name
}

/** What follows from silence, in a line. */
function silenceWords({ says }: Silence): string {
  return `Else ${says.charAt(0).toLowerCase()}${says.slice(1)}`
}
