import type { Transaction } from 'kysely'
import type { Refusal } from '../../../core/offers/refusals.ts'
import type { CoinAnswer } from '../coins/earning.ts'
import { releaseCoins, reserveCoins, spendCoins } from '../coins/payments.ts'
import type { Store } from '../store.ts'
import type { Tables } from '../tables.ts'
import type { Change } from './decision.ts'
import type { Checkout, TakenStep } from './rows.ts'

interface CoinWork {
  readonly store: Store
  readonly trx: Transaction<Tables>
}

/** Puts the coins of a checkout aside when it is placed (tc.18.a.i.1); null: it uses none. */
export async function reserveTheCoins(
  { store, trx, now }: CoinWork & { readonly now: Date },
  { id, buyer, document: { coins, products } }: Checkout,
): Promise<CoinAnswer | Refusal | null> {
  if (coins === 0) return null
  return reserveCoins(store, { buyer, payment: id, coins, products, trx, at: now })
}

/**
 * Moves the coins of checkouts with their orders: spent when the payment is verified, set free when none
 * of the orders is left to be paid. Coins that were spent come back with the whole (tc.18.b), which the
 * refunds see to.
 */
export async function moveCoins(
  { store, trx }: CoinWork,
  changes: readonly Change[],
): Promise<void> {
  for (const { checkout, steps } of changes) {
    const { id: payment, buyer, document } = checkout
    const { coins, products } = document
    if (coins === 0) continue
    const paid = steps.find((one) => has(one, 'escrow-in'))
    const ended = steps.findLast((one) => one.step.to === 'cancelled')
    const at = (taken: TakenStep) => new Date(taken.step.effective)
    if (paid) await spendCoins(store, { buyer, payment, coins, products, trx, at: at(paid) })
    const orders = [...checkout.orders.values()]
    const isNeverPaid = orders.every(
      ({ state, moments }) => state === 'cancelled' && moments.paid === undefined,
    )
    if (ended && isNeverPaid) await releaseCoins(store, { buyer, payment, trx, at: at(ended) })
  }
}

const has = ({ step }: TakenStep, effect: string): boolean =>
  step.effects.some((one) => one.effect === effect)
