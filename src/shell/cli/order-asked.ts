import { type OrderRecord, readRecord } from '../store/orders/order-record.ts'
import type { Store } from '../store/store.ts'
import { EXIT, refuse } from './screen.ts'
import { type StoreOptions, withStore } from './store-option.ts'

/** Does something with all that is kept of an order; where there is none, that is told. */
export async function withOrder(
  id: string,
  options: StoreOptions,
  act: (record: OrderRecord, store: Store) => Promise<void>,
): Promise<void> {
  await withStore(options, async (store) => {
    const record = await readRecord(store, id)
    if (record !== null) return act(record, store)
    const fault = 'There is no such order. Ids look like c0f3k9…-1; the pages of orders show them.'
    refuse({ refused: [{ path: id, fault }] }, options.json)
    process.exitCode = EXIT.badInput
  })
}
