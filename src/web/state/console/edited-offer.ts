import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Answer, ProblemDocument } from '../../../client/call.ts'
import type { Campaign } from '../../../core/offers/campaign.ts'
import { type Market, noticeRefusal } from '../market/market.ts'
import { createDraft, type Draft } from './draft.ts'
import type { OfferState } from './offer-list.ts'

/** An offer as it was read, with the version that a change of it names. */
export interface Versioned {
  readonly state: OfferState
  readonly etag: string
}

/** An issued offer in the hands of somebody who changes it. */
export interface EditedOffer {
  readonly draft: Draft
  /** The offer as the server last told it. */
  readonly now: ReadonlySignal<Versioned>
  /** Whether somebody else has changed it since the draft was begun. */
  readonly isOvertaken: ReadonlySignal<boolean>
  refresh(): Promise<void>
  save(): Promise<void>
  end(): Promise<ProblemDocument | null>
  /** Gives up the draft for the version of the other. */
  takeTheirs(): void
  /** Goes on with the draft: saved, it follows the version of the other. */
  keepMine(): void
}

/** Reads an offer with its version. */
export async function readOffer(
  { api }: Market,
  id: string,
  ends?: AbortSignal,
): Promise<Answer<Versioned>> {
  return versioned(await api.getOffer({ path: { offer: id } }, ends ? { signal: ends } : {}))
}

export function editOffer(
  market: Market,
  opening: Versioned,
  campaigns: ReadonlySignal<readonly Campaign[]>,
): EditedOffer {
  const path = { offer: opening.state.offer.id }
  const draft = createDraft(opening.state.offer, campaigns)
  const { now, base, isOvertaken, follow } = trackVersions(opening, draft)
  const refresh = async () => {
    const answer = await readOffer(market, path.offer)
    if (answer.ok) follow(answer.value)
    else noticeRefusal(market, answer.problem)
  }
  const save = async () => {
    const request = { path, body: draft.draft.value, ifMatch: base.value.etag }
    const answer = versioned(await market.api.changeOffer(request))
    if (answer.ok) {
      draft.replace(answer.value.state.offer)
      follow(answer.value)
      market.notice.value = `Version ${answer.value.state.version} is saved.`
    } else if (answer.status === 412) await refresh()
    else {
      draft.hear(answer)
      noticeRefusal(market, answer.problem)
    }
  }
  const end = async () => {
    const answer = versioned(await market.api.endOffer({ path }))
    if (!answer.ok) return answer.problem
    follow(answer.value)
    market.notice.value = 'The offer has ended. It leaves every quote within a second.'
    return null
  }
  const keepMine = () => {
    base.value = now.value
  }
  const takeTheirs = () => {
    keepMine()
    draft.replace(now.value.state.offer)
  }
  return { draft, now, isOvertaken, refresh, save, end, takeTheirs, keepMine }
}

/** The version that a draft was begun with, beside the one that there is by now. */
function trackVersions(opening: Versioned, draft: Draft) {
  const now = signal(opening)
  const base = signal(opening)
  const isOvertaken = computed(() => base.value.state.version !== now.value.state.version)
  const follow = (next: Versioned) => {
    now.value = next
    const isWritten = draft.isChanged.value
    if (isWritten && isOvertaken.value) return
    base.value = next
    // Whoever has not begun to write sees what is new at once.
    if (!isWritten) draft.replace(next.state.offer)
  }
  return { now, base, isOvertaken, follow }
}

function versioned(answer: Answer<OfferState>): Answer<Versioned> {
  if (!answer.ok) return answer
  const { value: state, etag } = answer
  return { ...answer, value: { state, etag: etag ?? `"${state.version}"` } }
}
