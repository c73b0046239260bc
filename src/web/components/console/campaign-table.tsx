import { parseInstant } from '../../../core/base/instant.ts'
import { shippedTerms } from '../../../core/pricing/shipped.ts'
import type { CampaignState } from '../../state/console/offer-list.ts'
import { dateText, dayText, moveTo, pacific } from '../../state/when.ts'
import { Standing } from './offer-table.tsx'

/** Campaigns as rows: their windows, their terms, and what can be done with them. */
export function CampaignTable(props: {
  readonly campaigns: readonly CampaignState[]
  readonly mayWrite: boolean
  readonly onChange: (state: CampaignState) => void
  readonly onEnd: (state: CampaignState) => void
}) {
  const { campaigns, mayWrite, onChange, onEnd } = props
  if (campaigns.length === 0) {
    return <p class="note">There is no campaign yet. Offers belong to one, so start here.</p>
  }
  return (
    <table class="rows">
      <thead>
        <tr>
          <th scope="col">Campaign</th>
          <th scope="col" class="wide-only">
            Terms
          </th>
          <th scope="col">Standing</th>
          {mayWrite && <th scope="col">Acts</th>}
        </tr>
      </thead>
      <tbody>
        {campaigns.map((state) => (
          <tr key={state.campaign.id}>
            <th scope="row">
              <a href={`/console?campaign=${encodeURIComponent(state.campaign.id)}`}>
                {state.campaign.title}
              </a>
              <small>{windowText(state)}</small>
              <small>
                <code>{state.campaign.id}</code>
                {state.campaign.seller && ` · ${state.campaign.seller}`}
              </small>
            </th>
            <td class="wide-only">{termsTitle(state.campaign.terms)}</td>
            <td>
              <Standing standing={state.standing} />
            </td>
            {mayWrite && (
              <td>
                {state.standing !== 'ended' && (
                  <Acts state={state} onChange={onChange} onEnd={onEnd} />
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Acts(props: {
  readonly state: CampaignState
  readonly onChange: (state: CampaignState) => void
  readonly onEnd: (state: CampaignState) => void
}) {
  const { state, onChange, onEnd } = props
  const { title } = state.campaign
  return (
    <div class="actions">
      <button
        type="button"
        class="small"
        aria-label={`Change ${title}`}
        onClick={() => onChange(state)}
      >
        Change
      </button>
      <button
        type="button"
        class="small danger"
        aria-label={`End ${title}`}
        onClick={() => onEnd(state)}
      >
        End…
      </button>
    </div>
  )
}

function termsTitle(id: string): string {
  return shippedTerms.get(id)?.document.title ?? id
}

/** From its first day to its last, Pacific. */
function windowText({ campaign: { starts, ends }, endedAt }: CampaignState): string {
  const day = (at: string) => dayText(moveTo(pacific, at))
  const last = (at: string) => dateText((parseInstant(at) ?? 0) - 1)
  if (endedAt) return `ended on ${day(endedAt)}`
  if (starts && ends) return `${day(starts)} to ${last(ends)}`
  if (starts) return `from ${day(starts)}`
  return ends ? `until ${last(ends)}` : 'without a date'
}
