import { useComputed } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { issuedOffer } from '../../../core/offers/issued-offer.ts'
import type { Input } from '../../../core/pricing/input.ts'
import type { Draft } from '../../state/console/draft.ts'
import { type Trial, type TrialCart, trialCarts, tryDraft } from '../../state/console/preview.ts'
import { linkFragment } from '../../state/link.ts'
import { moneyText } from '../../state/money.ts'
import { REASON_WORDS } from '../../state/words.ts'
import { ClauseLink } from '../clause.tsx'
import { Skeleton } from '../market/waiting.tsx'
import { OfferRehearsal } from './offer-rehearsal.tsx'

/** What the draft does to the sample carts of its terms, priced here with every key. */
export function OfferPreview({ draft }: { readonly draft: Draft }) {
  const terms = useComputed(() => draft.campaign.value?.terms ?? null).value
  const [carts, setCarts] = useState<readonly TrialCart[] | null>(null)
  useEffect(() => {
    let isMeant = true
    setCarts(null)
    if (terms !== null) trialCarts(terms).then((found) => isMeant && setCarts(found))
    return () => {
      isMeant = false
    }
  }, [terms])
  return (
    <section class="panel preview-panel" id="preview" aria-labelledby="preview-title">
      <h2 id="preview-title">What it does to sample carts</h2>
      {terms === null && <p class="soft">Choose a campaign first: its terms decide.</p>}
      {terms !== null && carts === null && <Skeleton rows={6} />}
      {carts?.length === 0 && <p class="soft">No sample cart is bought under these terms.</p>}
      {carts !== null && carts.length > 0 && <Trials draft={draft} carts={carts} />}
    </section>
  )
}

function Trials({ draft, carts }: { readonly draft: Draft; readonly carts: readonly TrialCart[] }) {
  const offer = draft.draft.value
  const campaign = draft.campaign.value
  if (
    campaign === null ||
    !issuedOffer.ok({ ...offer, id: offer.id || 'draft', title: offer.title || 'draft' })
  ) {
    return <p class="note">The carts are priced as soon as the form is in order.</p>
  }
  const trials = carts.flatMap((cart) => tryDraft(cart, offer, campaign) ?? [])
  const helped = trials.filter((one) => one.with < one.without).length
  return (
    <>
      <p class="soft" role="status">
        It makes {helped} of {trials.length} carts cheaper. Each is priced by the evaluator of every
        quote, with the offer in hand and in force.
      </p>
      <ul class="trials">
        {trials.map((trial) => (
          <TrialRow key={trial.cart.sample.file} trial={trial} />
        ))}
      </ul>
      <OfferRehearsal carts={carts} draft={offer} campaign={campaign} />
    </>
  )
}

function TrialRow({ trial }: { readonly trial: Trial }) {
  const { cart, currency, why, off, alone, drivenOut } = trial
  const [isOpen, setOpen] = useState(false)
  const change = trial.with - trial.without
  return (
    <li>
      <details
        class="trial"
        data-change={change < 0 ? 'less' : change > 0 ? 'more' : 'none'}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary>
          <span class="name">{cart.sample.name}</span>
          {why ? (
            <span class="soft">{REASON_WORDS[why.reason]}</span>
          ) : (
            <span class="amount">{changeText(change, currency)}</span>
          )}
        </summary>
        <p>
          {moneyText(trial.without, currency)} → <b>{moneyText(trial.with, currency)}</b> {currency}
        </p>
        {off !== null && <p>It takes {moneyText(off, currency)} off.</p>}
        {drivenOut.length > 0 && <p>Others apply no more: {drivenOut.join(', ')}.</p>}
        {why && (
          <p>
            {why.message} {why.remedy} <ClauseLink id={why.clause} />
          </p>
        )}
        {alone !== null && <p>By itself it would take {moneyText(alone, currency)} off.</p>}
        {isOpen && <LabLink input={trial.input} />}
      </details>
    </li>
  )
}

function changeText(change: number, currency: string): string {
  return `${change > 0 ? '+' : ''}${moneyText(change, currency)}`
}

/** The cart with the draft in it, in the lab: the link itself holds it. */
function LabLink({ input }: { readonly input: Input }) {
  const [fragment, setFragment] = useState('')
  useEffect(() => {
    let isMeant = true
    linkFragment(input).then((made) => isMeant && setFragment(made))
    return () => {
      isMeant = false
    }
  }, [input])
  return (
    <p>
      <a href={`/${fragment}`} target="_blank" rel="noopener">
        Open this cart in the Stack lab
      </a>
    </p>
  )
}
