import { assert } from '../../../core/base/faults.ts'
import { isMoneyRefusal, type MoneyRefusal } from '../../../core/orders/money/money-refusals.ts'
import {
  repayment,
  type SellerMoney,
  type SellerStep,
  withdrawal,
} from '../../../core/orders/money/seller-money.ts'
import { shardOf } from '../shards.ts'
import { instantOfWork, type MoneyWork } from './money-work.ts'
import { lockSellers, type OpenSeller, writeSellers } from './open-sellers.ts'
import type { SellerChain } from './seller-book.ts'

export interface SellerRequest extends SellerChain {
  /** In minor units of the currency. */
  readonly amount: number
  /** What the request is carried out once for. */
  readonly key: string
}

export interface SellerAnswer {
  readonly money: SellerMoney
  /** It had been carried out before: nothing moved. */
  readonly replayed: boolean
}

/** A seller withdraws what is available, and no more: what buyers may still dispute is not (D-11). */
export async function withdrawMoney(
  work: MoneyWork,
  request: SellerRequest,
): Promise<SellerAnswer | MoneyRefusal> {
  return once(work, { ...request, key: `withdraw ${request.key}` }, (money) =>
    withdrawal(money, request.amount),
  )
}

/** A seller pays what was refunded after it had been withdrawn, instead of waiting for the next order. */
export async function repayMoney(
  work: MoneyWork,
  request: SellerRequest,
): Promise<SellerAnswer | MoneyRefusal> {
  return once(work, { ...request, key: `repay ${request.key}` }, (money) =>
    repayment(money, request.amount),
  )
}

async function once(
  work: MoneyWork,
  { seller: asked, currency, amount, key: name }: SellerRequest,
  act: (money: SellerMoney) => SellerStep | MoneyRefusal,
): Promise<SellerAnswer | MoneyRefusal> {
  assert(Number.isSafeInteger(amount) && amount > 0, `${amount} is no amount`)
  const chain = { seller: asked.toWellFormed(), currency }
  const shard = shardOf(chain.seller, work.store.shards)
  const [open] = await lockSellers(work, shard, [chain])
  assert(open !== undefined, 'a seller’s book is opened with the first act')
  const key = name.toWellFormed()
  if (await isKnown(work, open, key)) return { money: open.money, replayed: true }
  const step = act(open.money)
  if (isMoneyRefusal(step)) return step
  open.post(step, { key, order: null, at: await instantOfWork(work) })
  await writeSellers(work, shard, [open])
  return { money: open.money, replayed: false }
}

async function isKnown(
  { trx, store }: MoneyWork,
  { chain: { seller, currency } }: OpenSeller,
  key: string,
): Promise<boolean> {
  const row = await trx
    .selectFrom('seller_entries')
    .select('number')
    .where('shard', '=', shardOf(seller, store.shards))
    .where('currency', '=', currency)
    .where('seller_id', '=', seller)
    .where('key', '=', key)
    .executeTakeFirst()
  return row !== undefined
}
