/** Buyers with coins for the tests of the ledger, and what is asked of it most. */

import { COIN_BOOK } from '../../../src/shell/store/coins/coin-book.ts'
import { earnCoins } from '../../../src/shell/store/coins/earning.ts'
import { checkBook } from '../../../src/shell/store/ledger/check.ts'
import type { Trial } from '../../../src/shell/store/ledger/trial.ts'
import type { Store } from '../../../src/shell/store/store.ts'

/** Gives a buyer coins, as customer service would. */
export async function giveCoins(
  store: Store,
  { buyer, coins, at, reference = 'case' }: Gift,
): Promise<void> {
  const answer = await earnCoins(store, { buyer, rule: 'goodwill', reference, coins, at })
  if (!('entry' in answer)) throw new Error(JSON.stringify(answer))
}

interface Gift {
  readonly buyer: string
  readonly coins: number
  readonly at?: Date
  readonly reference?: string
}

/** The trial balance of the coins, with every fault told. */
export function trialOf(store: Store): Promise<Trial> {
  return checkBook(store, COIN_BOOK, { faultsTold: Number.POSITIVE_INFINITY })
}

/** What every account comes to over all shards. */
export function balancesOf({ rows }: Trial): Record<string, number> {
  const balances: Record<string, number> = {}
  for (const row of rows) {
    for (const [name, amount] of Object.entries(row.balances)) {
      balances[name] = (balances[name] ?? 0) + Number(amount)
    }
  }
  return balances
}
