import { useEffect, useMemo, useState } from 'preact/hooks'
import { CampaignDialog } from '../../components/console/campaign-dialog.tsx'
import { CampaignTable } from '../../components/console/campaign-table.tsx'
import { ConsoleHead } from '../../components/console/console-head.tsx'
import { EndDialog } from '../../components/console/end-dialog.tsx'
import { Gate } from '../../components/market/gate.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { campaignLoader } from '../../state/console/campaigns.ts'
import type { CampaignState } from '../../state/console/offer-list.ts'
import { followChanges, soon } from '../../state/market/live.ts'
import { useMarket } from '../../state/market/market.ts'

/** Campaigns: what runs, what is to come, and the way to start and end one. */
export function CampaignsPage() {
  return (
    <Gate roles={['seller', 'admin', 'agent']} why="Sellers and the platform run campaigns here.">
      <Campaigns />
    </Gate>
  )
}

/** What is open: a form for a campaign (null: a new one), or the question whether to end one. */
type Open =
  | { readonly dialog: 'form'; readonly of: CampaignState | null }
  | { readonly dialog: 'end'; readonly of: CampaignState }

function Campaigns() {
  const market = useMarket()
  const campaigns = useMemo(() => campaignLoader(market), [market])
  const [open, setOpen] = useState<Open | null>(null)
  useEffect(() => {
    campaigns.load()
    const reload = soon(campaigns.load)
    return followChanges(market, {
      onGap: reload,
      onChange: ({ topic }) => {
        if (topic.startsWith('campaign.')) reload()
      },
    })
  }, [campaigns, market])
  const mayWrite = market.account.value?.role !== 'agent'
  const close = () => setOpen(null)
  const end = async (state: CampaignState) => {
    const answer = await market.api.endCampaign({ path: { campaign: state.campaign.id } })
    if (!answer.ok) return answer.problem
    market.notice.value = 'The campaign has ended, with all its offers.'
    campaigns.load()
    return null
  }
  return (
    <>
      <ConsoleHead title="Campaigns" here="/console/campaigns">
        {mayWrite && (
          <button
            type="button"
            class="primary"
            onClick={() => setOpen({ dialog: 'form', of: null })}
          >
            Start a campaign
          </button>
        )}
      </ConsoleHead>
      <Waiting on={campaigns} rows={4}>
        {({ campaigns: all }) => (
          <CampaignTable
            campaigns={all}
            mayWrite={mayWrite}
            onChange={(of) => setOpen({ dialog: 'form', of })}
            onEnd={(of) => setOpen({ dialog: 'end', of })}
          />
        )}
      </Waiting>
      {open?.dialog === 'form' && (
        <CampaignDialog state={open.of} onSaved={campaigns.load} onClose={close} />
      )}
      {open?.dialog === 'end' && (
        <EndDialog
          what="campaign"
          title={open.of.campaign.title}
          onEnd={() => end(open.of)}
          onClose={close}
        />
      )}
    </>
  )
}
