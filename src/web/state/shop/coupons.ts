import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Answer, ProblemDocument } from '../../../client/call.ts'
import type { DocumentOf } from '../../../client/client.ts'
import { actOnce } from '../market/act-once.ts'
import { type Loader, loader } from '../market/load.ts'
import { type Market, noticeRefusal } from '../market/market.ts'
import type { Coupon } from './words.ts'

export type Coupons = DocumentOf<'Coupons'>

/** Coupons that can be claimed, and what became of those that were reached for. */
export interface CouponShelf {
  readonly coupons: Loader<Coupons>
  /** Refusals by offer: what the last claim was answered. */
  readonly refused: ReadonlySignal<ReadonlyMap<string, ProblemDocument>>
  claim(coupon: Coupon): Promise<void>
  /** Reads those after the last one shown. */
  more(): Promise<void>
}

/** Asks for a page of coupons: the first, or the one after an offer. */
export type AskCoupons = (
  page: { readonly after?: string },
  ends?: AbortSignal,
) => Promise<Answer<Coupons>>

export function createShelf(market: Market, ask: AskCoupons): CouponShelf {
  const refused: Signal<ReadonlyMap<string, ProblemDocument>> = signal(new Map())
  const coupons: Loader<Coupons> = loader(async (ends) => {
    const answer = await ask({}, ends)
    // What is read anew says itself what can be claimed.
    if (answer.ok && !ends.aborted) refused.value = new Map()
    return answer
  })
  const once = actOnce()
  const claim = async (coupon: Coupon) => {
    const { offer, title } = coupon
    const answer = await once<unknown>(offer, ({ key }) => obtain(market, coupon, key))
    const others = [...refused.value].filter(([other]) => other !== offer)
    refused.value = new Map(answer.ok ? others : [...others, [offer, answer.problem]])
    if (answer.ok) {
      market.notice.value = `“${title}” is in your wallet.`
      await coupons.load()
    } else noticeRefusal(market, answer.problem)
  }
  const more = async () => {
    const { value } = coupons.now.value
    if (!value?.next) return
    const answer = await ask({ after: value.next })
    const now = coupons.now.value.value
    // Read anew meanwhile, and perhaps of another category: these do not follow on what is shown.
    if (now?.next !== value.next) return
    if (answer.ok) {
      const { entries, next } = answer.value
      coupons.put({ ...now, entries: [...now.entries, ...entries], next })
    } else market.notice.value = `The next coupons did not come. ${answer.problem.detail}`
  }
  return { coupons, refused, claim, more }
}

/** Claims a coupon, or has it for coins. */
function obtain({ api }: Market, { offer, obtain }: Coupon, key: string): Promise<Answer<unknown>> {
  const body = { offer }
  return obtain === 'exchange'
    ? api.exchangeCoins({ path: { buyer: 'me' }, body }, { key })
    : api.claim({ body }, { key })
}
