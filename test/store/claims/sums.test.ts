import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Claims } from '../../../src/shell/store/claims/claims.ts'
import { effort, PATIENCE } from '../../core/draws.ts'
import { gaugesOf } from './gauges.ts'
import { freshMarket, reasonOf } from './market.ts'
import { issue } from './market-offers.ts'

vi.setConfig(PATIENCE)

const { store, claims: all } = await freshMarket(3, { exhaustedForMs: 20 })
const ACTS = ['claim', 'reserve', 'use', 'release', 'hold', 'forfeit', 'returnCancelled'] as const
const USES = 25
const BUDGET = 2_000

const asked = fc.record({
  act: fc.constantFrom('claim' as const, 'reserve' as const, 'reserve' as const, ...ACTS),
  process: fc.integer({ min: 0, max: 2 }),
  buyer: fc.integer({ min: 0, max: 14 }),
  order: fc.integer({ min: 0, max: 2 }),
  offer: fc.integer({ min: 0, max: 1 }),
  amount: fc.integer({ min: 1, max: 150 }),
  key: fc.integer({ min: 0, max: 3 }),
})

type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never

let runs = 0

/** Asks everything at once, through three processes. */
function askAll(prefix: string, offers: readonly string[], every: readonly Asked[]) {
  return Promise.all(
    every.map(({ act, process, buyer: b, order: o, offer: n, amount, key: k }, place) => {
      const claims = all[process] as Claims
      const buyer = `${prefix}-b${b}`
      const offer = offers[n] as string
      // Keys of claims come again, so that the same request meets itself.
      if (act === 'claim') return claims.claim({ buyer, offer, key: `k${k}` })
      const order = { buyer, order: `o${o}`, key: `act${place}` }
      if (act !== 'reserve') return claims[act](order)
      return claims.reserve({ ...order, offers: [{ offer, amountMinor: amount }] })
    }),
  )
}

describe('everything at once', () => {
  it('keeps every sum: what is given and what is left are the limit (tc.5)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(asked, { minLength: 150, maxLength: 300, size: 'max' }),
        async (every) => {
          const prefix = `sums${runs++}`
          const limits = { uses: USES, budget: BUDGET, perBuyer: 2 }
          const offers = [
            await issue(store, { id: `${prefix}-centre`, obtain: 'centre', ...limits }),
            await issue(store, { id: `${prefix}-code`, obtain: 'code', ...limits }),
          ]
          const answers = await askAll(prefix, offers, every)
          expect(answers.map(reasonOf)).not.toContain('key-reused')
          for (const offer of offers) await checkSums(offer)
        },
      ),
      effort(8),
    )
  })
})

async function checkSums(offer: string): Promise<void> {
  const rows = await store.db
    .selectFrom('claims')
    .selectAll()
    .where('offer_id', '=', offer)
    .execute()
  const live = rows.filter(({ state }) => state !== 'returned')
  const drawn = rows.reduce((sum, row) => sum + row.drawn_minor, 0)
  expect(await gaugesOf(store, offer)).toEqual({
    uses: { given: live.length, left: USES - live.length },
    budget: { given: drawn, left: BUDGET - drawn },
  })
  const byBuyer = Map.groupBy(live, (row) => row.buyer_id)
  for (const mine of byBuyer.values()) {
    expect(mine.length).toBeLessThanOrEqual(2)
    expect(new Set(mine.map(({ key }) => key)).size).toBe(mine.length)
  }
  for (const row of rows) {
    const spends = row.state === 'reserved' || row.state === 'used'
    if (!spends && row.state !== 'forfeited') expect(row.drawn_minor).toBe(0)
    expect(row.drew_use).toBe(row.state !== 'returned')
  }
}
