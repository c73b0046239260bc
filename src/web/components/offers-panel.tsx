import { useComputed } from '@preact/signals'
import { useState } from 'preact/hooks'
import type { Input } from '../../core/pricing/input.ts'
import type { OfferDocument } from '../../core/pricing/offer-document.ts'
import { withChangedOffer, withChoice, withOffer, withoutOffer } from '../state/cart.ts'
import { useLab, usePart } from '../state/context.ts'
import { isChosen } from '../state/lab.ts'
import { offText } from '../state/money.ts'
import { funderTone, offerName, offerWords, REASON_WORDS } from '../state/words.ts'
import { Capped } from './capped.tsx'
import { CodeSearch } from './code-search.tsx'
import { Icon } from './dialog.tsx'
import { OfferDialog } from './offer-dialog.tsx'
import { Tile } from './patterns.tsx'

type Open = { readonly dialog: 'codes' } | { readonly dialog: 'offer'; readonly at: number | null }

/** Every offer at hand: ticked ones are tried, and each says at once what became of it. */
export function OffersPanel() {
  const lab = useLab()
  const [open, setOpen] = useState<Open | null>(null)
  const offers = usePart((input) => input.offers) ?? []
  const chosen = useComputed(() => offersChosen(lab.seen.value)).value
  const tickAll = (on: boolean) =>
    lab.replace(
      withChoice(
        lab.form.value,
        offers.map((offer) => offer.id),
        on,
      ),
    )
  const close = () => setOpen(null)
  return (
    <section class="panel offers" aria-labelledby="offers-title">
      <div class="panel-head">
        <h2 id="offers-title">
          Offers{' '}
          <span class="count">
            {chosen} of {offers.length}
          </span>
        </h2>
        <div class="actions">
          <button type="button" class="small" onClick={() => tickAll(true)}>
            All
          </button>
          <button type="button" class="small" onClick={() => tickAll(false)}>
            None
          </button>
        </div>
      </div>
      <div class="actions">
        <button type="button" onClick={() => setOpen({ dialog: 'codes' })}>
          <Icon name="add" /> Campaign code
        </button>
        <button type="button" id="add-offer" onClick={() => setOpen({ dialog: 'offer', at: null })}>
          <Icon name="add" /> Own offer
        </button>
      </div>
      <ul class="offer-list">
        <Capped rows={offers}>
          {(offer, at) => (
            <OfferRow key={`${at} ${offer.id}`} offer={offer} at={at} open={setOpen} />
          )}
        </Capped>
      </ul>
      {open?.dialog === 'codes' && <CodeSearch onClose={close} />}
      {open?.dialog === 'offer' && <OfferOpened at={open.at} close={close} />}
    </section>
  )
}

function OfferOpened({ at, close }: { readonly at: number | null; readonly close: () => void }) {
  const lab = useLab()
  const input = lab.form.value
  const offers = input.offers ?? []
  const offer = at === null ? null : (offers[at] ?? null)
  const save = (next: OfferDocument) =>
    lab.replace(
      at === null ? withOffer(input, next) : withChangedOffer(input, at, next),
      at === null ? `Added ${offerName(next)}.` : `Changed ${offerName(next)}.`,
    )
  const taken = offers.filter((_, place) => place !== at).map((other) => other.id)
  return <OfferDialog offer={offer} taken={taken} onSave={save} onClose={close} />
}

function OfferRow(props: {
  readonly offer: OfferDocument
  readonly at: number
  readonly open: (what: Open) => void
}) {
  const { offer, at, open } = props
  const lab = useLab()
  const name = offerName(offer)
  const currency = usePart((input) => String(input.currency))
  const chosen = useComputed(() => isChosen(lab.seen.value, offer.id)).value
  const pointed = useComputed(() => lab.pointed.value === offer.id)
  const remove = () => {
    lab.replace(withoutOffer(lab.form.value, at), `Removed ${name}. Undo brings it back.`)
    document.getElementById('add-offer')?.focus()
  }
  return (
    <li data-pointed={pointed.value}>
      <label class="offer">
        <input
          type="checkbox"
          checked={chosen}
          onChange={(event) =>
            lab.replace(withChoice(lab.form.value, [offer.id], event.currentTarget.checked))
          }
        />
        <span class="what">
          <span class="name">
            <Tile tone={funderTone(String(offer.funder))} /> {name}
          </span>
          <small>{offerWords(offer, currency).join(' · ')}</small>
        </span>
        <Outcome offer={offer.id} />
      </label>
      <button
        type="button"
        class="icon"
        aria-label={`Edit ${name}`}
        onClick={() => open({ dialog: 'offer', at })}
      >
        <Icon name="edit" />
      </button>
      <button type="button" class="icon" aria-label={`Remove ${name}`} onClick={remove}>
        <Icon name="remove" />
      </button>
    </li>
  )
}

function offersChosen(input: Input): number {
  return (input.offers ?? []).filter((offer) => isChosen(input, offer.id)).length
}

/** What became of an offer: what it took off, or why it was refused, or that it was not tried. */
function Outcome({ offer }: { readonly offer: string }) {
  const { shown } = useLab()
  const off = useComputed(() => {
    const { quote } = shown.value
    const applied = quote.applied.find((one) => one.offer === offer)
    return applied ? offText(applied.off, quote.currency) : null
  })
  const reason = useComputed(
    () => shown.value.quote.rejected.find((one) => one.offer === offer)?.reason,
  )
  if (off.value !== null) return <span class="outcome amount">{off.value}</span>
  return <span class="outcome soft">{reason.value ? REASON_WORDS[reason.value] : 'Not tried'}</span>
}
