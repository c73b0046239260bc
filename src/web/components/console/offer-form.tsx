import { useEffect, useState } from 'preact/hooks'
import type { Campaign } from '../../../core/offers/campaign.ts'
import type { Draft } from '../../state/console/draft.ts'
import { EditorContext } from '../../state/editor.ts'
import { FormFaults, focusFault } from '../market/form-faults.tsx'
import { OfferBenefit, OfferLimits } from './offer-giving.tsx'
import { OfferIdentity } from './offer-identity.tsx'
import { OfferPreview } from './offer-preview.tsx'
import { OfferReach } from './offer-reach.tsx'
import { OfferValidity } from './offer-validity.tsx'

/** Every field of an offer on one side, what it does on the other. */
export function OfferForm(props: {
  readonly draft: Draft
  readonly campaigns: readonly Campaign[]
  readonly isNew: boolean
  /** Whether it may be changed: by its reader's role, and as long as it has not ended. */
  readonly isOpen: boolean
  readonly onSave: () => Promise<void>
}) {
  const { draft, campaigns, isNew, isOpen, onSave } = props
  const [isBusy, setBusy] = useState(false)
  useKept(draft)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (!draft.check()) return focusFault(draft, draft.wrong.value[0]?.path ?? '')
    setBusy(true)
    await onSave()
    setBusy(false)
  }
  return (
    <EditorContext.Provider value={draft}>
      <form class="offer-form" onSubmit={submit} noValidate>
        <fieldset class="bare" disabled={!isOpen}>
          <legend class="unseen">The offer</legend>
          <OfferIdentity draft={draft} campaigns={campaigns} isNew={isNew} />
          <OfferBenefit draft={draft} />
          <OfferValidity draft={draft} />
          <OfferLimits draft={draft} />
          <OfferReach draft={draft} />
        </fieldset>
        <div class="beside">
          <OfferPreview draft={draft} />
        </div>
        {isOpen && <SaveBar draft={draft} isNew={isNew} isBusy={isBusy} />}
      </form>
    </EditorContext.Provider>
  )
}

function SaveBar(props: {
  readonly draft: Draft
  readonly isNew: boolean
  readonly isBusy: boolean
}) {
  const { draft, isNew, isBusy } = props
  const isChanged = isNew || draft.isChanged.value
  const verb = isNew ? 'Issue the offer' : 'Save as a new version'
  return (
    <div class="save-bar">
      <FormFaults form={draft} />
      <div class="actions">
        <button type="submit" class="primary" aria-disabled={isBusy || !isChanged}>
          {isBusy ? 'One moment…' : verb}
        </button>
        {!isChanged && <span class="soft">Nothing is changed yet.</span>}
        <a class="to-preview" href="#preview">
          What it does
        </a>
      </div>
    </div>
  )
}

/** Asks before the page is left with changes that are not saved. */
function useKept({ isChanged }: Draft): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (isChanged.peek()) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isChanged])
}
