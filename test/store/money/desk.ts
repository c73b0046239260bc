/** What the tests of the books do to one order, each in a transaction of its own. */
import {
  freezeMoney,
  postConfirmations,
  postReleases,
  unfreezeMoney,
} from '../../../src/shell/store/money/order-acts.ts'
import { payOut } from '../../../src/shell/store/money/pay-outs.ts'
import { orderStatement } from '../../../src/shell/store/money/reading.ts'
import { type RefundRequest, refund } from '../../../src/shell/store/money/refunds.ts'
import { reimburse } from '../../../src/shell/store/money/reimbursements.ts'
import type { Store } from '../../../src/shell/store/store.ts'
import { LATER, within } from './shop.ts'

export type Key = { readonly buyer: string; readonly order: string }

/** A cancellation of all that is left. */
export const CANCEL = {
  ...({ cause: 'cancellation', occasion: 'c', key: 'k', lines: 'all' } as const),
}

export function deskOf(store: Store) {
  return {
    moneyOf: async (key: Key) => (await orderStatement(store, key))?.money,
    confirm: (key: Key, lines: 'all' | readonly string[]) =>
      within(store, async (work) => (await postConfirmations(work, [{ ...key, lines }]))[0]),
    release: (key: Key) =>
      within(store, async (work) => (await postReleases(work, [key]))[0], LATER),
    refund: (key: Key, asked: Omit<RefundRequest, 'buyer' | 'order'>) =>
      within(store, (work) => refund(work, { ...key, ...asked })),
    payOut: (key: Key, number: number, reference: string) =>
      within(store, (work) => payOut(work, { ...key, number, reference })),
    freeze: (key: Key, dispute = 'd1') =>
      within(store, (work) => freezeMoney(work, { ...key, dispute })),
    unfreeze: (key: Key, dispute = 'd1') =>
      within(store, (work) => unfreezeMoney(work, { ...key, dispute })),
    reimburse: (key: Key, amount: number, claim = 'claim') =>
      within(store, (work) => reimburse(work, { ...key, amount, claim })),
  }
}
