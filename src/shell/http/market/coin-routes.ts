import { coinEndpoints as endpoints } from '../../../contract/market/coin-endpoints.ts'
import { isRefused, type Refused } from '../../../core/base/faults.ts'
import { isRefusal, type Refusal } from '../../../core/offers/refusals.ts'
import type { WrittenEntry } from '../../store/coins/coin-book.ts'
import { type CoinAnswer, earnCoins } from '../../store/coins/earning.ts'
import {
  giveBackCoins,
  releaseCoins,
  reserveCoins,
  spendCoins,
} from '../../store/coins/payments.ts'
import { coinStatement } from '../../store/coins/wallet.ts'
import { exchangeCoins } from '../../store/issuing/exchange.ts'
import { forBuyer } from './for-buyer.ts'
import type { Market } from './market.ts'
import type { Mount } from './mount.ts'
import { done, type Outcome } from './outcome.ts'

/** Coins of buyers: earned by rules, spent on orders, given back with the whole, exchanged for coupons. */
export function coinRoutes(mount: Mount, { store, claims }: Market): void {
  mount.on(
    endpoints.getCoins,
    forBuyer(async (buyer, { query }) => {
      const { entries, ...statement } = await coinStatement(store, { buyer, ...query })
      return done({ ...statement, entries: entries.map(shown) })
    }),
  )
  mount.on(
    endpoints.earnCoins,
    forBuyer(async (buyer, { body }) => answered(await earnCoins(store, { buyer, ...body }))),
  )
  mount.on(
    endpoints.exchangeCoins,
    forBuyer(async (buyer, { body, key }) => {
      const found = await exchangeCoins(store, claims, { buyer, offer: body.offer, key })
      if (isRefused(found) || isRefusal(found)) return found
      return 'conflict' in found ? { keyReused: true } : done(found)
    }),
  )
  payments(mount, store)
}

function payments(mount: Mount, store: Market['store']): void {
  const payment = (params: Readonly<Record<string, string>>) => params.order as string
  mount.on(
    endpoints.reserveCoins,
    forBuyer(async (buyer, { body, params }) =>
      answered(await reserveCoins(store, spendingOf(buyer, payment(params), body))),
    ),
  )
  mount.on(
    endpoints.spendCoins,
    forBuyer(async (buyer, { body, params }) =>
      answered(await spendCoins(store, spendingOf(buyer, payment(params), body))),
    ),
  )
  mount.on(
    endpoints.releaseCoins,
    forBuyer(async (buyer, { params }) =>
      answered(await releaseCoins(store, { buyer, payment: payment(params) })),
    ),
  )
  mount.on(
    endpoints.returnCoins,
    forBuyer(async (buyer, { body, params }) =>
      answered(await giveBackCoins(store, { buyer, payment: payment(params), ...body })),
    ),
  )
}

interface SpendingBody {
  readonly coins: number
  readonly products?: readonly { readonly store: string; readonly listing: string }[] | undefined
}

function spendingOf(buyer: string, payment: string, { coins, products = [] }: SpendingBody) {
  return { buyer, payment, coins, products }
}

/** An entry of the ledger with its instants as texts, and without what only the ledger is kept by. */
function shown({ key: _, at, expiresAt, ...entry }: WrittenEntry) {
  return {
    ...entry,
    at: at.toISOString(),
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  }
}

function answered(answer: CoinAnswer | Refusal | Refused): Outcome<ShownAnswer> {
  if (isRefused(answer) || isRefusal(answer)) return answer
  return done({ ...answer, entry: answer.entry && shown(answer.entry) })
}

type ShownAnswer = Omit<CoinAnswer, 'entry'> & { readonly entry: ReturnType<typeof shown> | null }
