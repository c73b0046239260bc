import { describe, expect, it } from 'vitest'
import type { Claims } from '../../../src/shell/store/claims/claims.ts'
import { gaugesOf } from './gauges.ts'
import { freshMarket, granted } from './market.ts'
import { issue } from './market-offers.ts'

const START = Date.parse('2026-05-01T12:00:00Z')
const daysOn = (days: number) => new Date(START + days * 86_400_000)

const { store, claims: all } = await freshMarket(1)
const claims = all[0] as Claims

describe('an order with several offers', () => {
  it('reserves all of them or none (tc.5)', async () => {
    const one = await issue(store, { id: 'all-1', uses: 5 })
    const two = await issue(store, { id: 'all-2', uses: 5 })
    const buyer = 'several'
    granted(await claims.claim({ buyer, offer: one, key: 'a' }))
    const offers = [one, two].map((offer) => ({ offer, amountMinor: 10 }))
    const no = await claims.reserve({ buyer, order: 'o', key: 'b', offers })
    expect(no).toMatchObject({ refusal: 'not-claimed', offer: two })
    expect((await claims.wallet(buyer)).map(({ state }) => state)).toEqual(['claimed'])
    granted(await claims.claim({ buyer, offer: two, key: 'c' }))
    const yes = await claims.reserve({ buyer, order: 'o', key: 'd', offers })
    expect(yes).toMatchObject({ claims: [{ offer: one }, { offer: two }], replayed: false })
  })

  it('takes the claim that lapses first, or the one that is named (fg.drawer)', async () => {
    const offer = await issue(store, { id: 'choice', perBuyer: 3, validDays: 7 })
    const buyer = 'chooser'
    for (const [n, day] of [3, 1, 2].entries()) {
      const at = daysOn(day)
      granted(await claims.claim({ buyer, offer, key: `k${n}`, at }))
    }
    const at = daysOn(4)
    const take = (order: string, ordinal?: number) =>
      claims.reserve({ buyer, order, key: order, at, offers: [{ offer, ordinal, amountMinor: 0 }] })
    expect(await take('o1')).toMatchObject({ claims: [{ ordinal: 2 }] })
    expect(await take('o2', 1)).toMatchObject({ claims: [{ ordinal: 1 }] })
    expect(await take('o3', 1)).toMatchObject({ refusal: 'in-another-order' })
    expect(await take('o4')).toMatchObject({ claims: [{ ordinal: 3 }] })
  })

  it('may take the same offer twice, each time another claim of it', async () => {
    const offer = await issue(store, { id: 'twice', obtain: 'automatic', perBuyer: 2, uses: 10 })
    const offers = [1, 2].map(() => ({ offer, amountMinor: 5 }))
    const both = await claims.reserve({ buyer: 'doubler', order: 'o', key: 'k', offers })
    expect(both).toMatchObject({ claims: [{ ordinal: 1 }, { ordinal: 2 }] })
    const third = await claims.reserve({ buyer: 'doubler', order: 'p', key: 'l', offers })
    expect(third).toMatchObject({ refusal: 'already-claimed' })
    expect((await gaugesOf(store, offer)).uses).toEqual({ given: 2, left: 8 })
  })
})

describe('a request that is repeated', () => {
  it('gets the same answer; with another body it is told so', async () => {
    const offer = await issue(store, { id: 'repeated', budget: 1_000 })
    const buyer = 'repeater'
    granted(await claims.claim({ buyer, offer, key: 'c' }))
    const reserve = (amountMinor: number) =>
      claims.reserve({ buyer, order: 'o', key: 'r', offers: [{ offer, amountMinor }] })
    const first = await reserve(300)
    expect(first).toMatchObject({ replayed: false, claims: [{ state: 'reserved', order: 'o' }] })
    await claims.use({ buyer, order: 'o', key: 'u' })
    expect(await reserve(300)).toEqual({ ...first, replayed: true })
    expect(await reserve(301)).toEqual({ conflict: 'key-reused' })
    expect(await claims.use({ buyer, order: 'o', key: 'r' })).toEqual({ conflict: 'key-reused' })
    expect((await gaugesOf(store, offer)).budget).toEqual({ given: 300, left: 700 })
  })

  it('is decided anew after a refusal, which changed nothing', async () => {
    const offer = await issue(store, { id: 'later', obtain: 'grant' })
    const reserve = () =>
      claims.reserve({ buyer: 'b', order: 'o', key: 'k', offers: [{ offer, amountMinor: 0 }] })
    expect(await reserve()).toMatchObject({ refusal: 'not-claimed' })
    granted(await claims.claim({ buyer: 'b', offer, key: 'c', source: 'grant' }))
    expect(await reserve()).toMatchObject({ claims: [{ state: 'reserved' }] })
  })

  it('finds its claim though the offer has ended since (tc.20)', async () => {
    const offer = await issue(store, { id: 'over' })
    const asked = { buyer: 'b', offer, key: 'k' }
    const first = granted(await claims.claim(asked))
    await store.db
      .updateTable('offers')
      .set({ ended_at: new Date() })
      .where('id', '=', offer)
      .execute()
    expect(await claims.claim(asked)).toEqual({ ...first, replayed: true })
    expect(await claims.claim({ ...asked, key: 'other' })).toMatchObject({ refusal: 'ended' })
    const offers = [{ offer, amountMinor: 0 }]
    const reserved = await claims.reserve({ buyer: 'b', order: 'o', key: 'r', offers })
    expect(reserved).toMatchObject({ refusal: 'ended', clause: 'tc.20' })
  })
})
