import { expect, it } from 'vitest'
import { ClaimsWithin } from '../../../src/shell/store/claims/acts-within.ts'
import { askIn, askOver } from '../../../src/shell/store/claims/ask.ts'
import { isUniqueViolation } from '../../../src/shell/store/claims/database-faults.ts'
import { finishTransfer } from '../../../src/shell/store/claims/settle.ts'
import { stockOf } from '../../../src/shell/store/claims/stock.ts'
import { gaugesOf } from '../claims/gauges.ts'
import { forAll } from './acts.ts'
import { freshShop } from './shop.ts'

const shop = await freshShop()
const { claims, store, time } = shop

it('what was fetched for a transaction, and received by somebody else, is fetched anew (fg.reject)', async () => {
  await shop.issue(forAll('few', { limits: { uses: 5 } }))
  const within = new ClaimsWithin({ shard: 0, supply: claims.supply })
  expect(await within.fetch({ short: { offer: 'few', need: { uses: 1, budget: 0 } } })).toBe(null)
  // Whoever finds a transfer that has been on its way for long finishes it.
  const [transfer] = (await stockOf(askOver(store.pool), 'few')).transfers
  await finishTransfer(askOver(store.pool), transfer as NonNullable<typeof transfer>)
  const offers = [{ offer: 'few', amountMinor: 300 }]
  const act = { act: 'reserve', buyer: 'anna', order: 'c1.1', key: 'k', offers } as const
  const tried = () =>
    store.db.transaction().execute(async (trx) => {
      const open = await within.open(askIn(trx), time.now, [act])
      try {
        const answer = open.decide({ act, keeps: 'nothing' })
        await open.write()
        return answer
      } catch (error) {
        open.undone(error)
        throw error
      }
    })
  const first = await tried().catch((error: unknown) => error)
  expect(isUniqueViolation(first, 'slice_transfers_pkey')).toBe(true)
  expect(await tried()).toMatchObject({ claims: [{ state: 'reserved' }] })
  expect((await gaugesOf(store, 'few')).uses).toEqual({ given: 1, left: 4 })
})
