import { useComputed } from '@preact/signals'
import type { Quote } from '../../core/pricing/document.ts'
import { useLab } from '../state/context.ts'
import type { Found } from '../state/finder.ts'
import { isChosen } from '../state/lab.ts'
import { offText } from '../state/money.ts'
import { funderTone, offerName } from '../state/words.ts'
import { Tile } from './patterns.tsx'

/** The offers of the cheapest choice as tickets, and after them those that had to make room. */
export function Tickets({ found, quote }: { readonly found: Found; readonly quote: Quote }) {
  const offers = new Map((found.ask.input.offers ?? []).map((offer) => [offer.id, offer]))
  const used = new Map(quote.applied.map((one) => [one.offer, one.off]))
  const dropped = found.before.applied.map((one) => one.offer).filter((id) => !used.has(id))
  return (
    <ul class="tickets" aria-label="Offers of the best choice">
      {[...used.keys(), ...dropped].map((id) => (
        <Ticket
          key={id}
          id={id}
          name={offerName(offers.get(id) ?? { id })}
          tone={funderTone(String(offers.get(id)?.funder))}
          off={used.has(id) ? offText(used.get(id) ?? 0, quote.currency) : null}
        />
      ))}
    </ul>
  )
}

/** An offer with its tick as it is in the lab: struck while it is not used. */
function Ticket(props: {
  readonly id: string
  readonly name: string
  readonly tone: string
  readonly off: string | null
}) {
  const { id, name, tone, off } = props
  const lab = useLab()
  const on = useComputed(() => isChosen(lab.seen.value, id)).value
  return (
    <li class="ticket" data-on={on}>
      <Tile tone={tone} />
      {on ? <span class="name">{name}</span> : <s class="name">{name}</s>}
      <span class="amount">{off ?? 'left out'}</span>
    </li>
  )
}
