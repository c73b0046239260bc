import { describe, expect, it } from 'vitest'
import type { Claims } from '../../../src/shell/store/claims/claims.ts'
import { gaugesOf } from './gauges.ts'
import { countClaims, counted, freshMarket } from './market.ts'
import { issue } from './market-offers.ts'

const BUYERS = 2_000

/** Everybody at once, each through one of the processes; in a mixed order. */
function crowd(claims: readonly Claims[], offer: string, buyers = BUYERS) {
  return Promise.all(
    Array.from({ length: buyers }, (_, n) =>
      (claims[(n * 7) % claims.length] as Claims).claim({ buyer: `b${n}`, offer, key: `k${n}` }),
    ),
  )
}

describe('many buyers, a limit of k', async () => {
  const { store, claims } = await freshMarket(3)

  it.each([1, 10, 1_000])('exactly %i are granted (fg.reject)', async (limit) => {
    const offer = await issue(store, { id: `limit-${limit}`, uses: limit })
    const answers = await crowd(claims, offer)
    expect(counted(answers)).toEqual({ granted: limit, exhausted: BUYERS - limit })
    expect(await countClaims(store, offer)).toBe(limit)
    expect(await gaugesOf(store, offer)).toEqual({ uses: { given: limit, left: 0 }, budget: null })
  })

  it('without a limit all are granted, and no counter is touched', async () => {
    const offer = await issue(store, { id: 'unlimited' })
    expect(counted(await crowd(claims, offer))).toEqual({ granted: BUYERS })
    const slices = await store.db
      .selectFrom('slices')
      .select('shard')
      .where('offer_id', '=', offer)
      .execute()
    expect(slices).toEqual([])
  })

  it('a limit above the demand leaves the rest', async () => {
    const offer = await issue(store, { id: 'plenty', uses: 5_000 })
    expect(counted(await crowd(claims, offer))).toEqual({ granted: BUYERS })
    expect(await gaugesOf(store, offer)).toEqual({
      uses: { given: BUYERS, left: 5_000 - BUYERS },
      budget: null,
    })
  })
})

describe('one buyer at many doors', async () => {
  const { store, claims } = await freshMarket(3)

  it.each([1, 3])('has at most %i claims, whatever the keys (tc.5)', async (perBuyer) => {
    const offer = await issue(store, { id: `per-buyer-${perBuyer}`, perBuyer, uses: 100 })
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        (claims[n % 3] as Claims).claim({ buyer: 'eager', offer, key: `k${n}` }),
      ),
    )
    expect(counted(answers)).toEqual({ granted: perBuyer, 'already-claimed': 60 - perBuyer })
    expect(await countClaims(store, offer)).toBe(perBuyer)
    const uses = { given: perBuyer, left: 100 - perBuyer }
    expect(await gaugesOf(store, offer)).toEqual({ uses, budget: null })
  })

  it.each([1, 5])(
    'gets one claim for one key, the last one too (per buyer %i)',
    async (perBuyer) => {
      const offer = await issue(store, { id: `same-key-${perBuyer}`, perBuyer, uses: 1 })
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, n) =>
          (claims[n % 3] as Claims).claim({ buyer: 'clicker', offer, key: 'same' }),
        ),
      )
      expect(counted(answers)).toEqual({ granted: 60 })
      const first = answers.filter((one) => 'replayed' in one && !one.replayed)
      expect(first).toHaveLength(1)
      expect(new Set(answers.map((one) => JSON.stringify({ ...one, replayed: true }))).size).toBe(1)
      expect(await countClaims(store, offer)).toBe(1)
    },
  )
})
