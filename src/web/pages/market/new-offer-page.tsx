import { useComputed } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { ConsoleHead } from '../../components/console/console-head.tsx'
import { OfferForm } from '../../components/console/offer-form.tsx'
import { Gate } from '../../components/market/gate.tsx'
import { Waiting } from '../../components/market/waiting.tsx'
import { campaignLoader } from '../../state/console/campaigns.ts'
import { createDraft, newOffer } from '../../state/console/draft.ts'
import type { CampaignState } from '../../state/console/offer-list.ts'
import { actOnce } from '../../state/market/act-once.ts'
import { noticeRefusal, useMarket } from '../../state/market/market.ts'

/** Writes a new offer, and issues it. */
export function NewOfferPage() {
  return (
    <Gate roles={['seller', 'admin']} why="Sellers and the platform issue offers here.">
      <NewOffer />
    </Gate>
  )
}

function NewOffer() {
  const market = useMarket()
  const campaigns = useMemo(() => campaignLoader(market), [market])
  useEffect(() => {
    campaigns.load()
  }, [campaigns])
  return (
    <>
      <ConsoleHead title="Issue an offer" here="/console/new" />
      <Waiting on={campaigns} rows={8}>
        {({ campaigns: all }) => {
          const open = all.filter(
            ({ standing }) => standing === 'active' || standing === 'scheduled',
          )
          return open.length === 0 ? <NoCampaign /> : <Writing campaigns={open} />
        }}
      </Waiting>
    </>
  )
}

function NoCampaign() {
  return (
    <p class="note">
      An offer belongs to a campaign, and none is active or scheduled.{' '}
      <a href="/console/campaigns">Start a campaign</a> first.
    </p>
  )
}

function Writing({ campaigns }: { readonly campaigns: readonly CampaignState[] }) {
  const market = useMarket()
  const all = useMemo(() => campaigns.map(({ campaign }) => campaign), [campaigns])
  const known = useComputed(() => all)
  const draft = useMemo(() => {
    const wanted = new URLSearchParams(window.location.search).get('campaign')
    const seller = market.account.value?.seller ?? null
    const own = all.find((one) => (one.seller ?? null) === seller)
    const campaign = all.find(({ id }) => id === wanted) ?? own ?? all[0] ?? null
    return createDraft(newOffer({ campaign, seller }), known)
  }, [])
  const once = useMemo(actOnce, [])
  const save = async () => {
    const body = draft.draft.value
    const answer = await once(body, (options) => market.api.createOffer({ body }, options))
    draft.hear(answer)
    if (!answer.ok) return noticeRefusal(market, answer.problem)
    // What is saved need not be asked about when the page is left.
    draft.replace(answer.value.offer)
    window.location.assign(`/console/offers/${encodeURIComponent(body.id)}#issued`)
  }
  return <OfferForm draft={draft} campaigns={all} isNew isOpen onSave={save} />
}
