import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Answer } from '../../../client/call.ts'
import type { DocumentOf } from '../../../client/client.ts'
import type { CartDocument } from '../../../core/pricing/input.ts'
import { actOnce } from '../market/act-once.ts'
import { type Loader, loader } from '../market/load.ts'
import { type Market, noticeRefusal } from '../market/market.ts'
import { toAsk } from './cart-in-hand.ts'

export type Drawer = DocumentOf<'Drawer'>
export type Coins = DocumentOf<'Coins'>

/** What a buyer has. */
export interface Wallet {
  readonly drawer: Loader<Drawer>
  readonly coins: Loader<Coins>
  readonly isGrowing: ReadonlySignal<boolean>
  /** Reads older entries of the ledger. */
  moreCoins(): Promise<void>
  /** Claims by a code. */
  claimCode(code: string): Promise<Answer<unknown>>
  redeem(code: string): Promise<Answer<DocumentOf<'Fired'>>>
  invitation(): Promise<Answer<DocumentOf<'Invitation'>>>
}

const PATH = { buyer: 'me' } as const

/** The entries of a ledger that are read at once. */
const ENTRIES = 20

export function createWallet(market: Market, cart: CartDocument): Wallet {
  const { api } = market
  const isGrowing = signal(false)
  const once = actOnce()
  const drawer = loader<Drawer>((ends) =>
    api.previewWallet({ path: PATH, body: { cart: toAsk(cart) } }, { signal: ends }),
  )
  const coins = loader<Coins>((ends) =>
    api.getCoins({ path: PATH, query: { limit: ENTRIES } }, { signal: ends }),
  )
  const heard = <A>(answer: Answer<A>): Answer<A> => {
    if (answer.ok) drawer.load()
    else noticeRefusal(market, answer.problem)
    return answer
  }
  return {
    drawer,
    coins,
    isGrowing,
    moreCoins: () => growCoins(market, coins, isGrowing),
    claimCode: async (code) => {
      const body = { code }
      return heard(await once(['claim', body], (options) => api.claim({ body }, options)))
    },
    redeem: async (code) => {
      const request = { path: PATH, body: { code } }
      return heard(
        await once(['redeem', code], (options) => api.redeemInvitation(request, options)),
      )
    },
    invitation: () => api.getInvitation({ path: PATH }),
  }
}

/** Reads the entries before the oldest one shown. */
async function growCoins(
  market: Market,
  coins: Loader<Coins>,
  isGrowing: Signal<boolean>,
): Promise<void> {
  const { value } = coins.now.value
  if (value === null || value.next === null || isGrowing.value) return
  isGrowing.value = true
  const query = { limit: ENTRIES, before: value.next }
  const answer = await market.api.getCoins({ path: PATH, query })
  isGrowing.value = false
  if (!answer.ok) {
    noticeRefusal(market, answer.problem)
    market.notice.value = `The older entries did not come. ${answer.problem.detail}`
    return
  }
  const now = coins.now.value.value
  // A new entry came meanwhile, and the list began anew: these do not follow on what is shown.
  if (now?.next !== value.next) return
  const { entries, next } = answer.value
  coins.put({ ...now, entries: [...now.entries, ...entries], next })
}
