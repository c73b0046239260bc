import { useComputed } from '@preact/signals'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { changesBetween } from '../../state/console/changes.ts'
import { type EditedOffer, editOffer, type Versioned } from '../../state/console/edited-offer.ts'
import type { CampaignState } from '../../state/console/offer-list.ts'
import { OBTAIN_WORDS } from '../../state/console/words.ts'
import { followChanges, soon } from '../../state/market/live.ts'
import { useMarket } from '../../state/market/market.ts'
import { moveTo, pacific, whenText } from '../../state/when.ts'
import { Changes } from './changes.tsx'
import { EndDialog } from './end-dialog.tsx'
import { OfferGauge } from './gauge.tsx'
import { OfferCodes } from './offer-codes.tsx'
import { OfferForm } from './offer-form.tsx'
import { Standing } from './offer-table.tsx'
import { OfferVersions } from './offer-versions.tsx'

/** An offer: how it stands, its form, its codes, and how it became what it is. */
export function OfferDetail(props: {
  readonly opening: Versioned
  readonly campaigns: readonly CampaignState[]
}) {
  const { opening, campaigns } = props
  const market = useMarket()
  const known = useMemo(() => campaigns.map(({ campaign }) => campaign), [campaigns])
  const all = useComputed(() => known)
  const edited = useMemo(() => editOffer(market, opening, all), [])
  useEffect(() => {
    const refresh = soon(edited.refresh)
    return followChanges(market, {
      onGap: refresh,
      onChange: ({ topic, id }) => {
        const isOurs = id === opening.state.offer.id || topic.startsWith('campaign.')
        if (isOurs) refresh()
      },
    })
  }, [edited, market, opening])
  const { state } = edited.now.value
  const isOpen = market.account.value?.role !== 'agent' && state.standing !== 'ended'
  return (
    <div class="offer-page">
      <OfferStanding edited={edited} mayEnd={isOpen} />
      {edited.isOvertaken.value && <Overtaken edited={edited} />}
      <OfferForm
        draft={edited.draft}
        campaigns={known}
        isNew={false}
        isOpen={isOpen}
        onSave={edited.save}
      />
      {state.offer.obtain === 'unique-code' && isOpen && <OfferCodes offer={state.offer.id} />}
      <OfferVersions offer={state.offer.id} version={state.version} />
    </div>
  )
}

/** How it stands, what is given out of it, and the way to end it. */
function OfferStanding({
  edited,
  mayEnd,
}: {
  readonly edited: EditedOffer
  readonly mayEnd: boolean
}) {
  const [isAsked, setAsked] = useState(false)
  const { state } = edited.now.value
  const { id, title, obtain } = state.offer
  return (
    <section class="panel standing-panel" aria-label="How it stands">
      <div>
        <Standing standing={state.standing} />{' '}
        <span class="soft">
          <code>{id}</code> · {OBTAIN_WORDS[obtain]} · version {state.version}
        </span>
        {state.endedAt && <p>It ended at {whenText(moveTo(pacific, state.endedAt))}.</p>}
      </div>
      <OfferGauge state={state} />
      {mayEnd && (
        <button type="button" class="danger" onClick={() => setAsked(true)}>
          End it now…
        </button>
      )}
      {isAsked && (
        <EndDialog what="offer" title={title} onEnd={edited.end} onClose={() => setAsked(false)} />
      )}
    </section>
  )
}

/** Somebody else saved a version meanwhile: what differs, and the choice. */
function Overtaken({ edited }: { readonly edited: EditedOffer }) {
  const { state } = edited.now.value
  const changes = changesBetween(state.offer, edited.draft.draft.value)
  return (
    <section class="panel overtaken" role="alert" aria-labelledby="overtaken-title">
      <h2 id="overtaken-title">It has been changed while you wrote</h2>
      <p>
        Version {state.version} was saved by somebody else. Yours differs from it here: theirs is
        struck, yours stands beside it.
      </p>
      <Changes changes={changes} currency={edited.draft.currency.value} />
      <div class="actions">
        <button type="button" onClick={edited.takeTheirs}>
          Take theirs
        </button>
        <button type="button" onClick={edited.keepMine}>
          Go on with mine
        </button>
      </div>
    </section>
  )
}
