import type { Transaction } from 'kysely'
import type { Product } from '../../../core/offers/coin-uses.ts'
import {
  type CoinAct,
  coinsBack,
  type PiecesBack,
  paymentAfter,
} from '../../../core/offers/coins.ts'
import { isRefusal, type Refusal, refusal } from '../../../core/offers/refusals.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { WrittenEntry } from './coin-book.ts'
import { lastEntryFor } from './coin-rows.ts'
import type { CoinAnswer } from './earning.ts'
import { type CoinActor, inPurse, withPurse } from './in-purse.ts'
import { freeProducts, refusalOfUsed, takeProducts } from './products.ts'
import type { Purse } from './purse.ts'

/** An act on the coins of one payment: of an order, or of the orders that are paid together (cp.6). */
export interface PaymentRequest extends CoinActor {
  readonly payment: string
  /** The transaction of the buyer's shard that it is a part of; without it, it has one of its own. */
  readonly trx?: Transaction<Tables> | undefined
}

export interface SpendRequest extends PaymentRequest {
  /** All that the accepted quote spends. */
  readonly coins: number
  /** The products that platform coins make cheaper in it (tc.18.a.i.1). */
  readonly products?: readonly Product[]
}

export interface GiveBackRequest extends PaymentRequest, PiecesBack {}

/**
 * Puts the coins of an accepted quote aside when its order is placed: no other order can use them, nor
 * platform coins on the same products of a store (tc.18.a.i.1).
 */
export async function reserveCoins(
  store: Store,
  request: SpendRequest,
): Promise<CoinAnswer | Refusal> {
  return onPayment(store, request, async (purse, last) => {
    if (last?.cause === 'reserve' && last.amount === request.coins) return again(last)
    return last ? refusal('wrong-state') : use(purse, 'reserve', request)
  })
}

/** Spends the coins of a payment when it is verified: those put aside for it, or held ones. */
export async function spendCoins(
  store: Store,
  request: SpendRequest,
): Promise<CoinAnswer | Refusal> {
  return onPayment(store, request, async (purse, last) => {
    const standing = paymentAfter(last?.cause ?? null)
    if (standing === 'none') return use(purse, 'spend', request)
    if (last?.amount !== request.coins) return refusal('wrong-state')
    if (standing === 'spent') return again(last)
    return standing === 'reserved' ? move(purse, 'settle', last) : refusal('wrong-state')
  })
}

/** Frees the coins of an order that was cancelled, or lapsed, before it was paid. */
export async function releaseCoins(
  store: Store,
  request: PaymentRequest,
): Promise<CoinAnswer | Refusal> {
  return onPayment(store, request, async (purse, last) => {
    const standing = paymentAfter(last?.cause ?? null)
    if (last === null) return NOTHING
    if (standing === 'released') return again(last)
    if (standing !== 'reserved') return refusal('wrong-state')
    await freeProducts(purse, request.payment)
    return move(purse, 'release', last)
  })
}

/**
 * Gives the coins of a payment back when all of it is refunded or cancelled; until then none come back,
 * not even in part (tc.18.b).
 */
export async function giveBackCoins(
  store: Store,
  request: GiveBackRequest,
): Promise<CoinAnswer | Refusal> {
  return onPayment(store, request, async (purse, last) => {
    const standing = paymentAfter(last?.cause ?? null)
    if (last === null) return NOTHING
    if (standing === 'given-back') return again(last)
    if (standing !== 'spent') return refusal('wrong-state')
    if (coinsBack(last.amount, request) === 0) return NOTHING
    await freeProducts(purse, request.payment)
    return move(purse, 'give-back', last)
  })
}

type Outcome = Pick<CoinAnswer, 'entry' | 'replayed'>

const NOTHING: Outcome = { entry: null, replayed: false }

const again = (entry: WrittenEntry): Outcome => ({ entry, replayed: true })

const OF_PAYMENTS = ['reserve', 'settle', 'release', 'spend', 'give-back'] as const

const keyOf = (act: CoinAct, payment: string): string => `${act} ${payment}`

/** Carries out an act on a payment, told the last one on it. Each act happens once for a payment. */
async function onPayment(
  store: Store,
  request: PaymentRequest,
  act: (purse: Purse, last: WrittenEntry | null) => Promise<Outcome | Refusal>,
): Promise<CoinAnswer | Refusal> {
  const carryOut = async (purse: Purse) => {
    const keys = OF_PAYMENTS.map((one) => keyOf(one, request.payment))
    const outcome = await act(purse, await lastEntryFor(purse.place.trx, purse.place, keys))
    return isRefusal(outcome) ? outcome : { ...outcome, held: purse.held }
  }
  const { trx } = request
  return trx ? withPurse(store, { ...request, trx }, carryOut) : inPurse(store, request, carryOut)
}

async function use(
  purse: Purse,
  cause: 'reserve' | 'spend',
  { payment, coins, products = [] }: SpendRequest,
): Promise<Outcome | Refusal> {
  if (coins === 0) return NOTHING
  const refused = await refusalOfUsed(purse, products)
  if (refused) return refused
  const outcome = move(purse, cause, { amount: coins, reference: payment })
  if (!isRefusal(outcome)) await takeProducts(purse, payment, products)
  return outcome
}

function move(
  purse: Purse,
  cause: CoinAct,
  { amount, reference }: Pick<WrittenEntry, 'amount' | 'reference'>,
): Outcome | Refusal {
  const entry = purse.move({ cause, amount, reference, expiresAt: null }, keyOf(cause, reference))
  return isRefusal(entry) ? entry : { entry, replayed: false }
}
