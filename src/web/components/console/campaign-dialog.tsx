import { useMemo, useState } from 'preact/hooks'
import type { Answer } from '../../../client/call.ts'
import type { Fault } from '../../../core/base/faults.ts'
import { type Campaign, campaign as campaignSchema } from '../../../core/offers/campaign.ts'
import { shippedTerms } from '../../../core/pricing/shipped.ts'
import type { CampaignState } from '../../state/console/offer-list.ts'
import { EditorContext } from '../../state/editor.ts'
import { actOnce } from '../../state/market/act-once.ts'
import { createForm, type Form } from '../../state/market/form.ts'
import { noticeRefusal, useMarket } from '../../state/market/market.ts'
import { Dialog } from '../dialog.tsx'
import { SelectField, TextField } from '../fields.tsx'
import { FormFaults, focusFault } from '../market/form-faults.tsx'
import { InstantField } from './instant-field.tsx'
import { TitleField } from './title-field.tsx'

const TERMS = shippedTerms.all.map(({ id, document }) => ({ value: id, label: document.title }))

/** A campaign in a form: what it is called, its terms, and from when until when it lasts. */
export function CampaignDialog(props: {
  /** The campaign to change; null for a new one. */
  readonly state: CampaignState | null
  readonly onSaved: () => void
  readonly onClose: () => void
}) {
  const { state, onSaved, onClose } = props
  const market = useMarket()
  const form = useMemo(
    () => campaignForm(state?.campaign ?? null, market.account.value?.seller),
    [],
  )
  const once = useMemo(actOnce, [])
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (isBusy) return
    if (!form.check()) return focusFault(form, form.wrong.value[0]?.path ?? '')
    setBusy(true)
    const answer = await send(form.draft.value)
    setBusy(false)
    form.hear(answer)
    if (!answer.ok) return noticeRefusal(market, answer.problem)
    market.notice.value = state ? 'The campaign is changed.' : 'The campaign is there.'
    onSaved()
    onClose()
  }
  const send = (body: Campaign): Promise<Answer<CampaignState>> => {
    if (state === null) {
      return once(body, (options) => market.api.createCampaign({ body }, options))
    }
    const ifMatch = `"${state.version}"`
    return market.api.changeCampaign({ path: { campaign: state.campaign.id }, body, ifMatch })
  }
  return (
    <Dialog title={state ? 'Change the campaign' : 'Start a campaign'} onClose={onClose}>
      <EditorContext.Provider value={form}>
        <form onSubmit={submit} noValidate>
          <CampaignFields form={form} isNew={state === null} />
          <FormFaults form={form} />
          <footer class="actions">
            <button type="submit" class="primary" aria-disabled={isBusy}>
              {isBusy ? 'One moment…' : state ? 'Save the change' : 'Start it'}
            </button>
          </footer>
        </form>
      </EditorContext.Provider>
    </Dialog>
  )
}

function CampaignFields({
  form,
  isNew,
}: {
  readonly form: Form<Campaign>
  readonly isNew: boolean
}) {
  const role = useMarket().account.value?.role
  return (
    <>
      <div class="fields">
        <TitleField form={form} isNew={isNew} label="Title" />
        {isNew && <TextField path={['id']} label="Id" hint="Stays for good." />}
        <SelectField path={['terms']} label="Terms" options={TERMS} class="whole" />
        <InstantField path={['starts']} label="Starts" optional />
        <InstantField path={['ends']} label="Ends" optional />
        {role === 'admin' && isNew && (
          <TextField path={['seller']} label="Seller, if one runs it" optional />
        )}
      </div>
      <p class="soft">
        By the marketplace’s clock, Pacific time. One that starts later is scheduled until then.
        {form.draft.value.starts ? '' : ' Without a start it is active at once.'}
      </p>
    </>
  )
}

function campaignForm(campaign: Campaign | null, seller: string | null | undefined) {
  const terms = shippedTerms.all.toSorted((a, b) => (b.from ?? 0) - (a.from ?? 0))[0]?.id ?? ''
  return createForm<Campaign>({
    name: 'campaign',
    opening: campaign ?? { id: '', title: '', terms, ...(seller ? { seller } : {}) },
    faults: (draft) => {
      const faults: Fault[] = []
      campaignSchema.find(draft, '', faults)
      return faults
    },
  })
}
