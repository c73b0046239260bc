import type { DocumentOf } from '../../../client/client.ts'
import { type Loader, loader } from '../market/load.ts'
import { givenTo, type Market } from '../market/market.ts'
import { createOrderDesk, type OrderDesk } from './order-desk.ts'
import { actionsPath, ledgerPath } from './reads.ts'

/** An order as support looks into it: its books, what both parties can do, and the platform's own acts. */
export interface ConsoleOrder {
  readonly ledger: Loader<DocumentOf<'OrderLedger'>>
  readonly buyer: Loader<DocumentOf<'OrderActions'>>
  readonly seller: Loader<DocumentOf<'OrderActions'>>
  readonly desk: OrderDesk
  readonly load: () => void
}

export function createConsoleOrder(market: Market, id: string): ConsoleOrder {
  const { api } = market
  const path = { order: id }
  const ledger = loader<DocumentOf<'OrderLedger'>>(
    (signal) => api.getOrderLedger({ path }, { signal }),
    givenTo(market, ledgerPath(id)),
  )
  const actions = (as: 'buyer' | 'seller') =>
    loader<DocumentOf<'OrderActions'>>(
      (signal) => api.listOrderActions({ path, query: { as } }, { signal }),
      givenTo(market, actionsPath(id, as)),
    )
  const buyer = actions('buyer')
  const seller = actions('seller')
  const load = () => {
    for (const one of [ledger, buyer, seller]) one.load()
  }
  const own = createOrderDesk(market, id)
  const desk: OrderDesk = {
    ...own,
    act: async (event, contents, done) => {
      const problem = await own.act(event, contents, done)
      load()
      return problem
    },
  }
  return { ledger, buyer, seller, desk, load }
}
