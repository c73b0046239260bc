import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { DocumentOf } from '../../../client/client.ts'
import { obtained } from '../../../core/offers/issued-offer.ts'
import { type Loader, loader } from '../market/load.ts'
import { type Market, noticeRefusal } from '../market/market.ts'
import { STANDING_WORDS } from './words.ts'

export type OfferState = DocumentOf<'OfferState'>
export type CampaignState = DocumentOf<'CampaignState'>

/** Which offers are shown. */
export interface OfferFilter {
  readonly campaign?: string
  readonly standing?: OfferState['standing']
  readonly obtain?: OfferState['offer']['obtain']
}

export interface OfferPage {
  readonly offers: readonly OfferState[]
  /** After which there are more; null where there are none. */
  readonly next: string | null
}

/** The list of offers: a filter, the rows so far, and the way to more. */
export interface OfferList {
  readonly filter: ReadonlySignal<OfferFilter>
  readonly rows: Loader<OfferPage>
  readonly isGrowing: ReadonlySignal<boolean>
  choose(filter: OfferFilter): void
  more(): Promise<void>
  shows(offer: string): boolean
  /** Reads one offer again, where it is shown. */
  refresh(offer: string): Promise<void>
}

/** So many rows are read at once: a screen or two. */
const ROWS = 50

/** What the server gives at once. */
const ROWS_MAX = 200

export function createOfferList(market: Market, opening: OfferFilter): OfferList {
  const { api } = market
  const filter: Signal<OfferFilter> = signal(opening)
  const isGrowing = signal(false)
  const isShown = ({ offer }: OfferState, id: string) => offer.id === id
  const shows = (id: string) =>
    rows.now.value.value?.offers.some((one) => isShown(one, id)) ?? false
  const rows: Loader<OfferPage> = loader((ends) => {
    // What was shown before is shown again, as far as one page can hold it.
    const shown = rows.now.value.value?.offers.length ?? 0
    const limit = Math.min(ROWS_MAX, Math.max(ROWS, shown))
    return api.listOffers({ query: { limit, ...filter.value } }, { signal: ends })
  })
  const more = async () => {
    const { value } = rows.now.value
    if (value === null || value.next === null || isGrowing.value) return
    isGrowing.value = true
    const answer = await api.listOffers({
      query: { limit: ROWS, ...filter.value, after: value.next },
    })
    isGrowing.value = false
    const now = rows.now.value.value
    // Another filter was chosen meanwhile, or more rows came: these do not follow on what is shown.
    if (now?.next !== value.next) return
    if (answer.ok) {
      rows.put({ offers: [...now.offers, ...answer.value.offers], next: answer.value.next })
    } else {
      noticeRefusal(market, answer.problem)
      market.notice.value = `The next offers did not come. ${answer.problem.detail}`
    }
  }
  const refresh = async (offer: string) => {
    const answer = await api.getOffer({ path: { offer } })
    const { value } = rows.now.value
    if (!answer.ok || value === null) return
    const offers = value.offers.map((one) => (isShown(one, offer) ? answer.value : one))
    rows.put({ ...value, offers })
  }
  const choose = (next: OfferFilter) => {
    filter.value = next
    rows.load()
  }
  return { filter, rows, isGrowing, choose, more, shows, refresh }
}

/** The filter that an address names; words that are none of ours are left out. */
export function filterIn(search: string): OfferFilter {
  const words = new URLSearchParams(search)
  const campaign = words.get('campaign')
  const standing = words.get('standing')
  const obtain = obtained.find((way) => way === words.get('obtain'))
  return {
    ...(campaign ? { campaign } : {}),
    ...(standing !== null && Object.hasOwn(STANDING_WORDS, standing)
      ? { standing: standing as OfferState['standing'] }
      : {}),
    ...(obtain ? { obtain } : {}),
  }
}

/** The address of a filter, so that it can be kept and handed on. */
export function addressOf(filter: OfferFilter): string {
  const query = new URLSearchParams(filter as Record<string, string>).toString()
  return query === '' ? '/console' : `/console?${query}`
}
